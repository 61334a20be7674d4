/**
 * Moments of a column. In every function here a column is a `Float64Array` in which **NaN encodes
 * absent**, and only inside typed arrays: what cannot be computed comes back as `null`, never NaN.
 * Values are summed in the order of the column.
 */

/** A result that overflowed or met an infinity is no number: `null`. */
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** How many values are present. */
export function countPresent(column: Float64Array): number {
  let count = 0;
  for (const value of column) if (!Number.isNaN(value)) count += 1;
  return count;
}

/** The smallest value present; `null` when none is. */
export function minimum(column: Float64Array): number | null {
  let smallest: number | null = null;
  for (const value of column) if (value < (smallest ?? Infinity)) smallest = value;
  return smallest;
}

/** The largest value present; `null` when none is. */
export function maximum(column: Float64Array): number | null {
  let largest: number | null = null;
  for (const value of column) if (value > (largest ?? -Infinity)) largest = value;
  return largest;
}

/**
 * Arithmetic mean of the values present; `null` when none is.
 *
 * Two passes, as in R's `mean`: the second adds the mean of what the first left over, and so
 * stands in for the 80-bit sum the reference has and JavaScript has not.
 */
export function mean(column: Float64Array): number | null {
  let count = 0;
  let sum = 0;
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
  }
  if (count === 0) return null;
  const first = sum / count;
  let left = 0;
  for (const value of column) if (!Number.isNaN(value)) left += value - first;
  return finiteOrNull(first + left / count);
}

interface Deviations {
  readonly count: number;
  /** The largest distance from the mean; 0 for a constant column. */
  readonly scale: number;
  /** Sums of the 2nd, 3rd and 4th powers of (value − mean) ÷ scale. */
  readonly squares: number;
  readonly cubes: number;
  readonly fourths: number;
}

// Divided by the largest of them, so that no power of a deviation over- or underflows.
function deviationsOf(column: Float64Array): Deviations | null {
  const [centre, low, high] = [mean(column), minimum(column), maximum(column)];
  if (centre === null || low === null || high === null) return null;
  // A constant is compared, not computed: the mean of equal numbers may miss them by one bit.
  const scale = low === high ? 0 : Math.max(high - centre, centre - low);
  const sums = { count: 0, scale, squares: 0, cubes: 0, fourths: 0 };
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    sums.count += 1;
    if (scale === 0) continue;
    const deviation = (value - centre) / scale;
    const square = deviation * deviation;
    sums.squares += square;
    sums.cubes += square * deviation;
    sums.fourths += square * square;
  }
  return sums;
}

/** Sample variance Σ(x − mean)² ÷ (n − 1); `null` for fewer than two values, 0 for a constant column. */
export function variance(column: Float64Array): number | null {
  const sums = deviationsOf(column);
  if (sums === null || sums.count < 2) return null;
  return finiteOrNull(sums.scale * sums.scale * (sums.squares / (sums.count - 1)));
}

/** Sample standard deviation, the root of {@link variance}. */
export function standardDeviation(column: Float64Array): number | null {
  const sums = deviationsOf(column);
  if (sums === null || sums.count < 2) return null;
  return finiteOrNull(sums.scale * Math.sqrt(sums.squares / (sums.count - 1)));
}

/** A skew of less is the machine's, not the column's. */
const NO_SKEW = 1e-12;

/**
 * Sample skewness G1 (SKEW of spreadsheets, type 2 of Joanes and Gill, The Statistician 47, 1998):
 * g1 × √(n(n − 1)) ÷ (n − 2), g1 = m3 ÷ m2^1.5; 0 where it is below {@link NO_SKEW}.
 *
 * @returns `null` for fewer than three values, or when all are equal
 */
export function skewness(column: Float64Array): number | null {
  const sums = deviationsOf(column);
  if (sums === null || sums.count < 3 || sums.scale === 0) return null;
  const { count, squares, cubes } = sums;
  const g1 = (Math.sqrt(count) * cubes) / (squares * Math.sqrt(squares));
  const skew = finiteOrNull((g1 * Math.sqrt(count * (count - 1))) / (count - 2));
  // Of a symmetric column rounding leaves a skew whose sign depends on the order of the rows.
  return skew !== null && Math.abs(skew) < NO_SKEW ? 0 : skew;
}

/**
 * Sample excess kurtosis G2 (KURT of spreadsheets, type 2 of Joanes and Gill, 1998):
 * ((n + 1) × g2 + 6) × (n − 1) ÷ ((n − 2)(n − 3)), g2 = m4 ÷ m2² − 3.
 *
 * @returns `null` for fewer than four values, or when all are equal
 */
export function excessKurtosis(column: Float64Array): number | null {
  const sums = deviationsOf(column);
  if (sums === null || sums.count < 4 || sums.scale === 0) return null;
  const { count, squares, fourths } = sums;
  const g2 = (count * fourths) / (squares * squares) - 3;
  return finiteOrNull((((count + 1) * g2 + 6) * (count - 1)) / ((count - 2) * (count - 3)));
}
