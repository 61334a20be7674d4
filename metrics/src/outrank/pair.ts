/** How two units compare over the indicators that both have. */
export interface Comparison {
  /** Weight of the indicators on which the first is better, on which they are equal, on which it is worse. */
  readonly better: number;
  readonly equal: number;
  readonly worse: number;
}

/** Indicators by unit, so that a pair lies in two stretches of memory. */
export interface PackedScores {
  readonly units: number;
  readonly indicators: number;
  /** Row by row, one row a unit; NaN is absent. */
  readonly rows: Float64Array;
  readonly weights: Float64Array;
}

/**
 * @param columns scores by indicator, more is better, NaN is absent; all of one length
 * @param weights one for each column, at least 0 and finite, at any scale
 * @throws RangeError if there is no column, or lengths differ, or a weight is negative or not finite
 */
export function packScores(columns: readonly Float64Array[], weights: readonly number[]): PackedScores {
  const [first] = columns;
  if (first === undefined) throw new RangeError('outranking requires at least one indicator');
  if (columns.some(({ length }) => length !== first.length))
    throw new RangeError('outranking requires columns of equal lengths');
  if (weights.length !== columns.length) throw new RangeError('outranking requires one weight for each indicator');
  if (!weights.every((weight) => Number.isFinite(weight) && weight >= 0))
    throw new RangeError('outranking requires finite weights of at least 0');
  const rows = new Float64Array(first.length * columns.length);
  columns.forEach((column, indicator) =>
    column.forEach((score, unit) => (rows[unit * columns.length + indicator] = score)),
  );
  return { units: first.length, indicators: columns.length, rows, weights: Float64Array.from(weights) };
}

/** Compares two units over the indicators both have; the others count for neither. */
export function comparePair({ indicators, rows, weights }: PackedScores, one: number, other: number): Comparison {
  let [better, equal, worse] = [0, 0, 0];
  for (let k = 0; k < indicators; k += 1) {
    const x = rows[one * indicators + k] as number;
    const y = rows[other * indicators + k] as number;
    const weight = weights[k] as number;
    // A comparison with NaN is false three times over: an indicator that one of them lacks adds nothing.
    if (x > y) better += weight;
    else if (x < y) worse += weight;
    else if (x === y) equal += weight;
  }
  return { better, equal, worse };
}
