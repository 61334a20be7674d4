import { completePairs } from './complete-pairs.ts';
import { kendall } from './kendall.ts';
import { maximum, mean, minimum } from './moments.ts';
import { rankAscending } from './rank.ts';

export type CorrelationMethod = 'pearson' | 'spearman' | 'kendall';

function isConstant(values: Float64Array): boolean {
  return minimum(values) === maximum(values);
}

function sumOfProducts(x: Float64Array, y: Float64Array): number {
  const [centreX, centreY] = [mean(x) ?? 0, mean(y) ?? 0];
  let sum = 0;
  for (let row = 0; row < x.length; row += 1) sum += ((x[row] as number) - centreX) * ((y[row] as number) - centreY);
  return sum;
}

/**
 * Sample covariance Σ(x − mean x)(y − mean y) ÷ (n − 1) over the rows where both are present (NaN is absent).
 *
 * @returns `null` for fewer than two complete rows
 * @throws RangeError if the columns differ in length
 */
export function covariance(x: Float64Array, y: Float64Array): number | null {
  const [left, right] = completePairs(x, y);
  if (left.length < 2) return null;
  return isConstant(left) || isConstant(right) ? 0 : sumOfProducts(left, right) / (left.length - 1);
}

/**
 * Pearson's correlation over the rows where both are present (NaN is absent).
 *
 * @returns in [−1, 1]; `null` for fewer than two complete rows, or when a column is constant in them
 * @throws RangeError if the columns differ in length
 */
export function pearson(x: Float64Array, y: Float64Array): number | null {
  const [left, right] = completePairs(x, y);
  if (left.length < 2 || isConstant(left) || isConstant(right)) return null;
  const spread = Math.sqrt(sumOfProducts(left, left)) * Math.sqrt(sumOfProducts(right, right));
  const correlation = sumOfProducts(left, right) / spread;
  return Number.isFinite(correlation) ? Math.max(-1, Math.min(1, correlation)) : null;
}

/** Spearman's rank correlation: {@link pearson} of the mean ranks in the rows where both are present. */
export function spearman(x: Float64Array, y: Float64Array): number | null {
  const [left, right] = completePairs(x, y);
  return pearson(rankAscending(left, 'average'), rankAscending(right, 'average'));
}

const METHODS: Readonly<Record<CorrelationMethod, (x: Float64Array, y: Float64Array) => number | null>> = {
  pearson,
  spearman,
  kendall,
};

/**
 * Correlations of every pair of columns, each over its own complete rows.
 *
 * @returns symmetric, `matrix[i][j]` of columns i and j; `null` where there is none, see {@link pearson}
 * @throws RangeError if the columns differ in length
 */
export function correlationMatrix(columns: readonly Float64Array[], method: CorrelationMethod): (number | null)[][] {
  const matrix = columns.map((): (number | null)[] => []);
  columns.forEach((x, i) =>
    columns.slice(0, i + 1).forEach((y, j) => {
      const correlation = METHODS[method](x, y);
      (matrix[i] as (number | null)[])[j] = correlation;
      (matrix[j] as (number | null)[])[i] = correlation;
    }),
  );
  return matrix;
}
