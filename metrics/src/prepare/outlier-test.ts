import { excessKurtosis, skewness } from '../statistics/moments.ts';

/** A column passes when it is nearly symmetric, or has no long tails. */
export interface OutlierThresholds {
  /** Passes when |skewness| is below this. */
  readonly skewness: number;
  /** Passes when the excess kurtosis is below this. */
  readonly kurtosis: number;
}

/** The thresholds of the JRC and of COINr. */
export const DEFAULT_THRESHOLDS: OutlierThresholds = { skewness: 2, kurtosis: 3.5 };

export interface OutlierTest {
  /** `null`: cannot be judged, for no figure passes and one cannot be computed. */
  readonly passes: boolean | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
}

/**
 * How far above its threshold a figure may lie and still pass. The skewness of 0, 0, 0, 1 is exactly 2; sums of
 * doubles make it a bit more or less by the order of the units, and the verdict must not depend on that.
 */
const ROUNDING = 1e-12;

/**
 * Whether a column is free of outliers: |skewness| < 2 **or** excess kurtosis < 3.5 (COINr's
 * `check_SkewKurt`; Saisana and Saltelli, JRC). A figure that cannot be computed decides nothing:
 * three values have no kurtosis, and pass by their skewness or cannot be judged.
 *
 * @param column NaN is absent
 */
export function testOutliers(column: Float64Array, thresholds: OutlierThresholds = DEFAULT_THRESHOLDS): OutlierTest {
  const figures = { skewness: skewness(column), kurtosis: excessKurtosis(column) };
  const symmetric = figures.skewness === null ? null : Math.abs(figures.skewness) < thresholds.skewness + ROUNDING;
  const shortTailed = figures.kurtosis === null ? null : figures.kurtosis < thresholds.kurtosis + ROUNDING;
  const passes =
    symmetric === true || shortTailed === true ? true : symmetric === null || shortTailed === null ? null : false;
  return { passes, ...figures };
}
