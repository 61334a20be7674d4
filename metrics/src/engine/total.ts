import { roundToUnits } from '../language/rounding.ts';
import { definitionOf } from '../rules/index.ts';
import type { Adjustment, SchemeDocument } from '../scheme/document.ts';
import { leafAt, type SchemeTree } from '../scheme/tree.ts';
import { reasonNumber, type IndicatorTable } from './table.ts';

/** One bonus or deduction item of the scheme, as one unit earned it. */
export interface EarnedItem {
  readonly code: string;
  readonly kind: 'bonus' | 'deduct';
  /** How many the indicator counts. */
  readonly count: number;
  /** Points, at least 0, after the item's own cap. */
  readonly points: number;
}

/** What is added to a unit's base score and taken from it, after the section's caps. */
export interface AdjustmentPoints {
  readonly bonus: number;
  readonly deduction: number;
  readonly items: readonly EarnedItem[];
}

/** A grade, and perhaps a score, that something caps. */
export interface VetoCap {
  readonly code: string;
  readonly cap: string;
  readonly scoreCap: number | null;
}

/**
 * Bonus and deduction of one unit: rulings with their evidence, and the scheme's items, `each` points
 * for every one the indicator counts. An item nobody reports gives and takes nothing.
 */
export function adjustmentPoints(
  { adjustments: section }: SchemeDocument,
  rulings: readonly Adjustment[],
  table: IndicatorTable,
  unit: number,
): AdjustmentPoints {
  const items = (section.items ?? []).flatMap(({ code, kind, indicator, each, cap }): EarnedItem[] => {
    const count = table.columns.get(indicator)?.values[unit] ?? Number.NaN;
    if (Number.isNaN(count) || count <= 0) return [];
    return [{ code, kind, count, points: Math.min(cap ?? Number.POSITIVE_INFINITY, each * count) }];
  });
  const sum = (kind: EarnedItem['kind']): number => {
    let points = 0;
    for (const ruling of rulings) if (ruling.kind === kind) points += Number(ruling.points);
    for (const item of items) if (item.kind === kind) points += item.points;
    return points;
  };
  return {
    bonus: Math.min(sum('bonus'), section.bonusCap),
    deduction: Math.min(sum('deduct'), section.deductCap),
    items,
  };
}

/** Whether what a bonus or deduction item counts is damaged for a unit: nobody knows its total then. */
export function isItemDamaged(
  { adjustments: { items = [] } }: SchemeDocument,
  table: IndicatorTable,
  unit: number,
): boolean {
  return items.some(({ indicator }) => {
    const column = table.columns.get(indicator);
    return Number.isNaN(column?.values[unit]) && column?.missing?.[unit] === DAMAGED;
  });
}

const DAMAGED = reasonNumber('damaged');

/** Caps on one unit from its leaves' values and from rulings. */
export function vetoCaps(
  tree: SchemeTree,
  valueOf: (leaf: number) => number | null,
  rulings: readonly Adjustment[],
): VetoCap[] {
  const byLeaf = tree.leaves.flatMap((index): VetoCap[] => {
    const { code, rule } = leafAt(tree, index);
    const { veto } = definitionOf(rule);
    if (veto === undefined) return [];
    const value = valueOf(index);
    if (value === null || !veto.isSetOff(rule, value)) return [];
    const { cap, scoreCap = null } = veto.caps(rule);
    return [{ code, cap, scoreCap }];
  });
  const byRuling = rulings.flatMap((one): VetoCap[] =>
    one.kind === 'veto' ? [{ code: one.code, cap: one.cap, scoreCap: one.scoreCap ?? null }] : [],
  );
  return [...byLeaf, ...byRuling];
}

/**
 * base + bonus − deduction, held inside the scheme's range, which the bonus may exceed by its cap,
 * and under the score caps of vetoes. An open scheme holds nothing.
 */
export function totalScore(
  tree: SchemeTree,
  base: number,
  { bonus, deduction }: Pick<AdjustmentPoints, 'bonus' | 'deduction'>,
  caps: readonly VetoCap[],
): number {
  const free = base + bonus - deduction;
  const { range, document } = tree;
  const held = range === null ? free : Math.min(range[1] + document.adjustments.bonusCap, Math.max(range[0], free));
  return caps.reduce((score, { scoreCap }) => (scoreCap === null ? score : Math.min(score, scoreCap)), held);
}

type Ladder = SchemeDocument['grades'];

/** The first step of a ladder, best first, that a figure reaches; the last one when it reaches none. */
export function stepAt(ladder: Ladder, figure: number): string | null {
  return (ladder.find(({ atLeast }) => figure >= atLeast) ?? ladder[ladder.length - 1])?.code ?? null;
}

/** The ladder is best first: the lowest grade is the one furthest down. */
export function lowestOf(ladder: Ladder, grade: string | null, caps: readonly Pick<VetoCap, 'cap'>[]): string | null {
  const rungs = [grade, ...caps.map(({ cap }) => cap)].map((code) => ladder.findIndex((step) => step.code === code));
  return ladder[Math.max(...rungs)]?.code ?? null;
}

/** What ranks look at, as a number: the printed figure, or the score to nine decimals. */
export function rankFigure({ rounding: { digits, mode, rankOn } }: SchemeDocument, score: number): number {
  // Below the ninth decimal lies the rounding of the machine: 7/10 and 0.7 must tie (the contract, §6).
  return rankOn === 'printed' ? roundToUnits(score, digits, mode) : roundToUnits(score, 9);
}
