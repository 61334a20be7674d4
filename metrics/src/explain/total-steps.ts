import type { LeafSheet } from '../engine/leaf-sheet.ts';
import type { RankedScore } from '../engine/rank.ts';
import type { UnitScore } from '../engine/score.ts';
import { expression, printNumber } from '../rules/expression.ts';
import { definitionOf } from '../rules/index.ts';
import type { Adjustment, SchemeDocument } from '../scheme/document.ts';
import { isLeaf, type SchemeTree } from '../scheme/tree.ts';
import { stepOf, type DerivationStep } from './derivation-step.ts';

/** From the base score to the printed figure and the rank. */
export function totalSteps(
  tree: SchemeTree,
  sheet: LeafSheet,
  unit: number,
  score: UnitScore | RankedScore,
): DerivationStep[] {
  const { document } = tree;
  if (score.baseScore === null || score.score === null || score.printed === null) return [];
  const rulings = sheet.inputs[unit]?.adjustments ?? [];
  const code = rootCode(tree);
  const root = stepOf(code);
  const earned = [...rulingSteps(rulings), ...itemSteps(document, score)];
  const steps = [
    ...earned,
    ...capStep(code, 'bonus', earned, document.adjustments.bonusCap),
    ...capStep(code, 'deduct', earned, document.adjustments.deductCap),
    totalStep(tree, score, score.baseScore, score.score, rulings),
    root('round', {
      formula: `to ${document.rounding.digits} digits, ${document.rounding.mode}`,
      expression: score.printed.replace('-', '−'),
      result: Number(score.printed),
      by: document.rounding.mode,
    }),
  ];
  if ('rank' in score && score.rank !== null)
    steps.push(
      root('rank', {
        formula: `rank of ${score.rankedOf} by ${document.rounding.rankOn === 'printed' ? 'the printed figure' : 'the score'}`,
        expression: String(score.rank),
        result: score.rank,
        by: document.rounding.ties,
      }),
    );
  return steps;
}

const rootCode = (tree: SchemeTree): string => tree.nodes[tree.root]?.code ?? '';

/** Points given or taken by a ruling, each with its evidence. */
const rulingSteps = (rulings: readonly Adjustment[]): DerivationStep[] =>
  rulings.flatMap((ruling): DerivationStep[] => {
    if (ruling.kind === 'veto') return [];
    const points = Number(ruling.points);
    return [
      stepOf(ruling.code)(ruling.kind, {
        formula: 'points of the ruling',
        expression: printNumber(points),
        result: points,
      }),
    ];
  });

const itemSteps = ({ adjustments }: SchemeDocument, { items }: UnitScore): DerivationStep[] =>
  items.map(({ code, kind, count, points }) => {
    const item = adjustments.items?.find((one) => one.code === code);
    const earned = expression`${item?.each ?? 0} × ${count}`;
    return stepOf(code)(kind, {
      formula: item?.cap === undefined ? 'each × count' : 'min(cap, each × count)',
      expression: item?.cap === undefined ? earned : `min(${printNumber(item.cap)}, ${earned})`,
      result: points,
    });
  });

/** Where the section gives or takes less than its parts add up to, what it gives or takes. */
function capStep(
  node: string,
  kind: 'bonus' | 'deduct',
  earned: readonly DerivationStep[],
  cap: number,
): DerivationStep[] {
  const points = earned.flatMap((step) => (step.kind === kind ? [step.result ?? 0] : []));
  if (points.reduce((sum, one) => sum + one, 0) <= cap) return [];
  return [
    stepOf(node)(kind, {
      formula: 'min(cap, Σ points)',
      expression: `min(${printNumber(cap)}, ${points.map(printNumber).join(' + ')})`,
      result: cap,
      by: kind === 'bonus' ? 'bonusCap' : 'deductCap',
    }),
  ];
}

function totalStep(
  tree: SchemeTree,
  { bonus, deduction, vetoes }: UnitScore,
  base: number,
  result: number,
  rulings: readonly Adjustment[],
): DerivationStep {
  const { range, document } = tree;
  const free = expression`${base} + ${bonus} − ${deduction}`;
  const held =
    range === null
      ? free
      : `min(${printNumber(range[1] + document.adjustments.bonusCap)}, max(${printNumber(range[0])}, ${free}))`;
  const caps = scoreCapsOf(tree, vetoes, rulings);
  const formula = `base + bonus − deduction${range === null ? '' : ', held inside the range'}`;
  return stepOf(rootCode(tree))('total', {
    formula: caps.length === 0 ? formula : `${formula}, under the score cap of a veto`,
    expression: caps.length === 0 ? held : `min(${[...caps.map(printNumber), held].join(', ')})`,
    result,
    by: vetoes.length === 0 ? null : vetoes.join(', '),
  });
}

/** The score caps of the vetoes that apply. @param vetoes those of leaves first, then those of rulings */
function scoreCapsOf(tree: SchemeTree, vetoes: readonly string[], rulings: readonly Adjustment[]): number[] {
  const byRuling = rulings.flatMap((ruling) => (ruling.kind === 'veto' ? [ruling.scoreCap] : []));
  const byLeaf = vetoes.slice(0, vetoes.length - byRuling.length).map((code) => {
    const leaf = tree.nodes[tree.indexOf.get(code) ?? -1];
    if (leaf === undefined || !isLeaf(leaf)) return undefined;
    return definitionOf(leaf.rule).veto?.caps(leaf.rule).scoreCap;
  });
  return [...byLeaf, ...byRuling].filter((cap) => cap !== undefined);
}
