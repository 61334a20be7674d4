import type { LeafSheet } from '../engine/leaf-sheet.ts';
import type { IndicatorTable } from '../engine/table.ts';
import { leafAt, type SchemeTree } from '../scheme/tree.ts';
import type { Part } from './choice-part.ts';
import type { ValueDoubt } from './doubt-plan.ts';
import { normalQuantile } from './normal.ts';
import type { Random } from './random.ts';

/** Half of a uniform draw's finest step: a normal draw needs a number above 0. */
const LEAST = 1 / 18_014_398_509_481_984;
/** Half-width of a 95 % interval in standard deviations. */
const HALF_OF_95 = normalQuantile(0.975);

/** From −1 to 1, evenly, or with a standard deviation of 1. */
const drawError = (distribution: ValueDoubt['distribution'], random: Random): number =>
  distribution === 'uniform' ? 2 * random() - 1 : normalQuantile(Math.max(LEAST, random()));

/** The error of a value for an error of 1. */
function errorSize({ relative, absolute, margins, distribution }: ValueDoubt, unit: string, value: number): number {
  if (relative !== undefined) return relative * Math.abs(value);
  if (absolute !== undefined) return absolute;
  const margin = margins?.[unit] ?? 0;
  return distribution === 'normal' ? margin / HALF_OF_95 : margin;
}

/** Indicators with their leaves and denominators. */
export function indicatorsLookedAt(tree: SchemeTree): string[] {
  const codes = tree.leaves.flatMap((index) => {
    const { indicator, denominator } = leafAt(tree, index);
    return denominator === undefined ? [indicator] : [indicator, denominator.indicator];
  });
  return [...new Set(codes)];
}

/**
 * A table whose values are drawn anew: v + δ, δ as a {@link ValueDoubt} says. An absent value stays absent,
 * and every leaf that looks at an indicator sees the same draw. Units are drawn in the order of their
 * codes, so that their order in the table means nothing.
 */
export class NoisyValues {
  readonly table: IndicatorTable;
  readonly parts: readonly Part[];
  /** The indicators that are drawn. */
  readonly codes: ReadonlySet<string>;
  /** Present values with an error other than 0. */
  readonly count: number;

  constructor(tree: SchemeTree, { table }: LeafSheet, doubts: readonly ValueDoubt[]) {
    const lookedAt = indicatorsLookedAt(tree);
    const byCode = [...table.units.keys()].sort((a, b) => compare(table.units[a] ?? '', table.units[b] ?? ''));
    const columns = new Map(table.columns);
    const parts: Part[] = [];
    let count = 0;
    doubts.forEach((doubt, at) => {
      for (const code of doubt.indicators ?? lookedAt) {
        const own = table.columns.get(code);
        if (own === undefined) continue;
        const values = own.values.slice();
        const sizes = values.map((value, u) => errorSize(doubt, table.units[u] ?? '', value));
        count += values.filter((value, u) => !Number.isNaN(value) && sizes[u] !== 0).length;
        columns.set(code, { values, missing: own.missing });
        const [low, high] = doubt.within ?? [-Infinity, Infinity];
        const draw = (random: Random): void => {
          for (const u of byCode) {
            const error = drawError(doubt.distribution, random);
            const value = (own.values[u] as number) + (sizes[u] as number) * error;
            // Comparisons keep NaN, an absent value, as it is.
            values[u] = value < low ? low : value > high ? high : value;
          }
        };
        parts.push({ name: `values/${at}/${code}`, takes: table.units.length, draw });
      }
    });
    this.table = { ...table, columns };
    this.parts = parts;
    this.codes = new Set(parts.map(({ name }) => name.split('/').slice(2).join('/')));
    this.count = count;
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
