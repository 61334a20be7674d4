import type { SchemeLeaf } from '../scheme/document.ts';
import { maximum, minimum } from '../statistics/moments.ts';

/** Values of one indicator, all columns in the same order of units; NaN is absent. */
export interface CriterionColumn {
  readonly code: string;
  readonly values: Float64Array;
  readonly direction: SchemeLeaf['direction'];
}

/** A column that got no weight, or fewer units than there are. */
export interface ColumnWarning {
  readonly code: 'constant' | 'too-few' | 'incomplete';
  /** Place among the columns. */
  readonly column: number;
  readonly message: string;
}

/** Why data gives no weights. */
export interface WeightRefusal {
  readonly ok: false;
  readonly code:
    'no-columns' | 'too-few-units' | 'nothing-differs' | 'no-conflict' | 'no-correlation' | 'negative-loading';
  /** Places of the columns it is about; empty when it is about all. */
  readonly columns: readonly number[];
  readonly message: string;
}

/**
 * Columns as shares of their range, 1 the best: (x − min) ÷ (max − min), or (max − x) ÷ (max − min) where
 * lower is better.
 *
 * @returns NaN where absent; `null` for a column that has no range: constant, empty, or not finite
 */
export function scaleToBest({ values, direction }: CriterionColumn): Float64Array | null {
  const [low, high] = [minimum(values), maximum(values)];
  if (low === null || high === null || low === high) return null;
  // Halves, so that a range wider than a double can hold does not overflow.
  const range = high / 2 - low / 2;
  if (!Number.isFinite(range)) return null;
  const from = direction === 'higher' ? low : high;
  return values.map((value) => Math.abs(value / 2 - from / 2) / range);
}

/** @throws RangeError if the columns differ in length */
export function requireEqualLengths(columns: readonly CriterionColumn[]): void {
  const odd = columns.find(({ values }) => values.length !== columns[0]?.values.length);
  if (odd) throw new RangeError(`column ${odd.code} requires as many units as ${columns[0]?.code}`);
}

export const constantWarning = (code: string, column: number): ColumnWarning => ({
  code: 'constant',
  column,
  message: `${code} is the same for every unit, so data gives it no weight; leave it out, or set its weight by hand`,
});

export function incompleteWarning({ code, values }: CriterionColumn, column: number): ColumnWarning[] {
  const present = values.filter((value) => !Number.isNaN(value)).length;
  if (present === values.length) return [];
  const message = `${code} is present for ${present} of ${values.length} units; the weights rest on these`;
  return [{ code: 'incomplete', column, message }];
}

/** Non-negative numbers as shares of their sum. */
export function sharesOf(values: readonly number[]): number[] {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}
