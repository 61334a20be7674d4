import { maximum, minimum, skewness } from '../statistics/moments.ts';

/** The transforms a treatment may use when winsorising did not help. All of them keep the order of the values. */
export type Transform = 'log-ct' | 'log-ct-plus' | 'log-ct-orig' | 'log-gii' | 'box-cox';

/** Share of the range that keeps the lowest value off the logarithm of 0. */
const SHARE_OF_RANGE = 0.01;

/** The extremes of a column of at least two different values; `null` otherwise. */
function extremesOf(values: Float64Array): { low: number; high: number } | null {
  const [low, high] = [minimum(values), maximum(values)];
  return low === null || high === null || low === high || !Number.isFinite(high - low) ? null : { low, high };
}

/**
 * ln(x − min + 0.01 × (max − min)), the transform of the JRC's COIN Tool.
 *
 * @param values NaN is absent, and stays so; the same holds for every transform of this file
 * @returns a new column; `null` for a column without two different values
 */
export function logCt(values: Float64Array): Float64Array | null {
  const extremes = extremesOf(values);
  if (extremes === null) return null;
  const shift = SHARE_OF_RANGE * (extremes.high - extremes.low);
  return values.map((value) => Math.log(value - extremes.low + shift));
}

/**
 * {@link logCt} for a column skewed to the right; for any other its mirror image −ln(max + 0.01 × (max − min) − x),
 * which pulls in a tail on the left.
 */
export function logCtPlus(values: Float64Array): Float64Array | null {
  const extremes = extremesOf(values);
  if (extremes === null) return null;
  if ((skewness(values) ?? 0) > 0) return logCt(values);
  const shift = SHARE_OF_RANGE * (extremes.high - extremes.low);
  return values.map((value) => -Math.log(extremes.high + shift - value));
}

/** ln(x − min + 1), the older transform of the COIN Tool. It depends on the unit of measure. */
export function logCtOrig(values: Float64Array): Float64Array | null {
  const extremes = extremesOf(values);
  return extremes === null ? null : values.map((value) => Math.log(value - extremes.low + 1));
}

/**
 * ln((max − 1)(x − min) ÷ (max − min) + 1), the transform of the Global Innovation Index (WIPO; Appendix on
 * statistical treatment). It takes the lowest value to 0 and the highest to ln(max).
 *
 * The reference computes this and then returns its input unchanged, which is a fault not copied.
 *
 * @returns `null` also for a maximum of at most 1: the transform would turn the order round, or have no
 *   logarithm at all
 */
export function logGii(values: Float64Array): Float64Array | null {
  const extremes = extremesOf(values);
  if (extremes === null || extremes.high <= 1) return null;
  const { low, high } = extremes;
  return values.map((value) => Math.log(((high - 1) * (value - low)) / (high - low) + 1));
}

export interface BoxCoxOptions {
  /** 0 is the logarithm, 1 leaves the shape as it is. */
  readonly lambda: number;
  /** Shifts the column to begin at 1 (x − min + 1) first; true by default. */
  readonly shift?: boolean;
}

/**
 * Box and Cox's power transform (JRSS B 26, 1964): (x^λ − 1) ÷ λ, and ln x for λ = 0.
 *
 * @returns `null` also when a value is not positive, or a result is out of the range of numbers
 * @throws RangeError if `lambda` is not finite
 */
export function boxCox(values: Float64Array, { lambda, shift = true }: BoxCoxOptions): Float64Array | null {
  if (!Number.isFinite(lambda)) throw new RangeError('boxCox requires a finite lambda');
  const extremes = extremesOf(values);
  if (extremes === null) return null;
  const by = shift ? 1 - extremes.low : 0;
  if (extremes.low + by <= 0) return null;
  // Through exp and log: raising to a power that is no whole number differs between engines.
  const power = (log: number): number => (lambda === 0 ? log : Math.expm1(lambda * log) / lambda);
  const transformed = values.map((value) => power(Math.log(shift ? value - extremes.low + 1 : value)));
  return transformed.some((value) => Math.abs(value) === Infinity) ? null : transformed;
}
