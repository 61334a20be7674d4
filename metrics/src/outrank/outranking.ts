import { comparePair, packScores } from './pair.ts';

/** Outranking shares of every pair of units. */
export interface OutrankingMatrix {
  readonly units: number;
  /**
   * Row by row: the share of the weight on which the row's unit is better than the column's, equal values
   * counting half. 0 on the diagonal; NaN where the two have no indicator in common.
   */
  readonly shares: Float64Array;
}

/**
 * Outranking matrix o: of the weight of the indicators both units have, the share on which unit i is
 * better than unit j, and half of that on which they are equal. o[j, i] = 1 − o[i, j].
 *
 * An indicator that one of the two lacks counts for neither, and the weights of the others are scaled to
 * 1: whoever stands further down in the table gains nothing by it.
 *
 * @param columns scores by indicator, more is better, NaN is absent; O(units² · indicators)
 * @param weights one for each column, at least 0, at any scale
 * @throws RangeError if there is no column, or lengths differ, or a weight is negative or not finite
 * @see COINr 1.1.14, `outrankMatrix`, which gives the weight of a missing comparison to the later row
 */
export function outrankingMatrix(columns: readonly Float64Array[], weights: readonly number[]): OutrankingMatrix {
  const packed = packScores(columns, weights);
  const { units } = packed;
  const shares = new Float64Array(units * units);
  for (let i = 0; i < units; i += 1) {
    for (let j = i + 1; j < units; j += 1) {
      const { better, equal, worse } = comparePair(packed, i, j);
      const compared = better + equal + worse;
      shares[i * units + j] = (better + equal / 2) / compared;
      shares[j * units + i] = (worse + equal / 2) / compared;
    }
  }
  return { units, shares };
}

/**
 * How many ordered pairs are such that the first is better on every indicator both have.
 *
 * @see COINr 1.1.14, `outrankMatrix`, `nDominant`
 */
export function countDominant({ shares }: OutrankingMatrix): number {
  return shares.reduce((count, share) => (share === 1 ? count + 1 : count), 0);
}
