import { maximum, minimum, skewness } from '../statistics/moments.ts';
import { DEFAULT_THRESHOLDS, testOutliers, type OutlierThresholds } from './outlier-test.ts';

export interface WinsoriseOptions {
  /** No further step once this many points have been moved; `null` for no limit. Five by default. */
  readonly maxPoints?: number | null;
  readonly thresholds?: OutlierThresholds;
  /** Goes on to the limit whether or not the column passes. */
  readonly force?: boolean;
}

export interface Winsorised {
  readonly values: Float64Array;
  /** Rows pulled down to the next value, and rows pulled up. */
  readonly high: readonly number[];
  readonly low: readonly number[];
  /** Stopped because one more step would have left nothing but equal values. */
  readonly isExhausted: boolean;
}

/**
 * Pulls outliers to the value next to them, step by step, until the column passes {@link testOutliers}
 * (COINr's `winsorise`).
 *
 * One step: with skewness ≥ 0 all points at the maximum are set to the next highest value, else all at the
 * minimum to the next lowest. A point once moved stays with the others at that end and moves with them. The
 * limit is asked before each step, so points that tie can exceed it.
 *
 * The reference forces nothing on a column that passes (its open issue 53); `force` here does.
 *
 * @param values NaN is absent; left as they are
 * @throws RangeError if `maxPoints` is not a whole number from 0, or `force` is given without a limit
 */
export function winsorise(values: Float64Array, options: WinsoriseOptions = {}): Winsorised {
  const { maxPoints = 5, thresholds = DEFAULT_THRESHOLDS, force = false } = options;
  if (maxPoints === null ? force : !(Number.isInteger(maxPoints) && maxPoints >= 0)) {
    throw new RangeError('winsorise requires a limit that is a whole number, or null when nothing is forced');
  }
  const moved = values.slice();
  let [high, low]: [number[], number[]] = [[], []];
  const wants = (): boolean => force || testOutliers(moved, thresholds).passes === false;
  while (wants() && high.length + low.length < (maxPoints ?? Infinity)) {
    const isHigh = (skewness(moved) ?? 0) >= 0;
    const end = isHigh ? maximum(moved) : minimum(moved);
    const atEnd = Array.from(moved.keys()).filter((row) => moved[row] === end);
    const others = moved.filter((value) => value !== end);
    const next = isHigh ? maximum(others) : minimum(others);
    // Every value but one end is equal: moving that end would leave a column that tells nobody apart.
    if (next === null || minimum(others) === maximum(others)) return { values: moved, high, low, isExhausted: true };
    for (const row of atEnd) moved[row] = next;
    if (isHigh) high = atEnd;
    else low = atEnd;
  }
  return { values: moved, high, low, isExhausted: false };
}
