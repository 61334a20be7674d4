import { covariance } from './correlation.ts';

/**
 * Cronbach's alpha of a group of columns: k² × (mean covariance of two different columns) ÷ (sum of all
 * variances and covariances). It says how far the columns measure one thing; below 0 they oppose each other.
 *
 * Covariances are pairwise complete (NaN is absent). The columns are taken as they are: indicators of
 * opposite directions belong turned round first.
 *
 * @returns at most 1; `null` for fewer than two columns, for a pair without two complete rows, and
 *   when the sum is 0
 * @throws RangeError if the columns differ in length
 */
export function cronbachAlpha(columns: readonly Float64Array[]): number | null {
  const count = columns.length;
  if (count < 2) return null;
  let [variances, covariances] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const value = covariance(columns[i] as Float64Array, columns[j] as Float64Array);
      if (value === null) return null;
      if (i === j) variances += value;
      else covariances += 2 * value;
    }
  }
  const alpha = ((count / (count - 1)) * covariances) / (variances + covariances);
  return Number.isFinite(alpha) ? alpha : null;
}
