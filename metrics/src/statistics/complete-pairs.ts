/**
 * The values of two columns in the rows where both are present (NaN is absent).
 *
 * @throws RangeError if the columns differ in length
 */
export function completePairs(x: Float64Array, y: Float64Array): readonly [x: Float64Array, y: Float64Array] {
  if (x.length !== y.length) throw new RangeError('a pair of columns requires equal lengths');
  const isComplete = (_: number, row: number): boolean => !Number.isNaN(x[row]) && !Number.isNaN(y[row]);
  return [x.filter(isComplete), y.filter(isComplete)];
}
