/** The values present, ascending. */
export function sortedPresent(column: Float64Array): Float64Array {
  return column.filter((value) => !Number.isNaN(value)).sort();
}

/**
 * Quantile of type 7 (R's and NumPy's default; Hyndman and Fan, The American Statistician 50, 1996):
 * on the line between the values at places ⌊h⌋ and ⌈h⌉, h = (n − 1) × probability.
 *
 * @param sorted ascending, every value present
 * @param probability in [0, 1]
 * @returns between the smallest and the largest value; `null` when there is none
 * @throws RangeError if `probability` is outside [0, 1]
 */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number | null {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError('quantile requires a probability from 0 to 1');
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  const share = place - Math.floor(place);
  // Two equal values weighted with share and 1 − share may miss both by one bit.
  return Math.min(above, Math.max(below, (1 - share) * below + share * above));
}

/** Quantile of the values present in a column (NaN is absent). See {@link quantileOfSorted}. */
export function quantile(column: Float64Array, probability: number): number | null {
  return quantileOfSorted(sortedPresent(column), probability);
}

/** Median of the values present in a column (NaN is absent): the quantile at one half. */
export function median(column: Float64Array): number | null {
  return quantile(column, 0.5);
}
