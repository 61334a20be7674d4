import { countPresent, maximum, mean, minimum, standardDeviation } from '../statistics/moments.ts';
import { median } from '../statistics/quantile.ts';
import type { DataColumn } from './cell-change.ts';
import { DEFAULT_THRESHOLDS, testOutliers, type OutlierThresholds } from './outlier-test.ts';

export interface StatsThresholds {
  readonly outliers?: OutlierThresholds;
  /** Least shares, in [0, 1]; a column that has just as much is not flagged. */
  readonly available?: number;
  readonly nonZero?: number;
  readonly unique?: number;
}

/** The thresholds of COINr's `get_stats`. */
const DEFAULT_STATS_THRESHOLDS = { outliers: DEFAULT_THRESHOLDS, available: 0.65, nonZero: 0.5, unique: 0.5 };

/** `null`: cannot be computed from the values there are. Shares are in [0, 1]. */
export interface ColumnStatistics {
  readonly code: string;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly mean: number | null;
  readonly median: number | null;
  readonly standardDeviation: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  /** Values present, those of them that are not 0, how many different ones, and how often the commonest occurs. */
  readonly available: number;
  readonly nonZero: number;
  readonly unique: number;
  readonly mostFrequent: number;
  /** Of all units. */
  readonly availableShare: number | null;
  /** Of the values present. */
  readonly nonZeroShare: number | null;
  readonly uniqueShare: number | null;
  readonly mostFrequentShare: number | null;
  readonly flags: {
    readonly isSparse: boolean;
    readonly hasManyZeros: boolean;
    readonly hasFewDifferentValues: boolean;
    readonly hasOutliers: boolean;
  };
}

/**
 * What there is to know of a column before it is scored (COINr's `get_stats`).
 *
 * Zeros and different values are flagged by their share of the values present, as the reference says; its
 * code takes their share of all units. Outliers are flagged by the very test that treatment uses.
 *
 * @param column NaN is absent
 */
export function describeColumn({ code, values }: DataColumn, thresholds: StatsThresholds = {}): ColumnStatistics {
  const limits = { ...DEFAULT_STATS_THRESHOLDS, ...thresholds };
  const { passes, skewness, kurtosis } = testOutliers(values, limits.outliers);
  const counts = countValues(values);
  const shareOf = (count: number, all: number): number | null => (all === 0 ? null : count / all);
  const shares = {
    availableShare: shareOf(counts.available, values.length),
    nonZeroShare: shareOf(counts.nonZero, counts.available),
    uniqueShare: shareOf(counts.unique, counts.available),
    mostFrequentShare: shareOf(counts.mostFrequent, counts.available),
  };
  const isBelow = (share: number | null, limit: number): boolean => share !== null && share < limit;
  return {
    code,
    minimum: minimum(values),
    maximum: maximum(values),
    mean: mean(values),
    median: median(values),
    standardDeviation: standardDeviation(values),
    skewness,
    kurtosis,
    ...counts,
    ...shares,
    flags: {
      isSparse: isBelow(shares.availableShare, limits.available),
      hasManyZeros: isBelow(shares.nonZeroShare, limits.nonZero),
      hasFewDifferentValues: isBelow(shares.uniqueShare, limits.unique),
      hasOutliers: passes === false,
    },
  };
}

function countValues(
  values: Float64Array,
): Pick<ColumnStatistics, 'available' | 'nonZero' | 'unique' | 'mostFrequent'> {
  // A map takes −0 and 0 for one value.
  const times = new Map<number, number>();
  for (const value of values) if (!Number.isNaN(value)) times.set(value, (times.get(value) ?? 0) + 1);
  const available = countPresent(values);
  return {
    available,
    nonZero: available - (times.get(0) ?? 0),
    unique: times.size,
    mostFrequent: [...times.values()].reduce((most, count) => Math.max(most, count), 0),
  };
}
