import { roundToUnits } from '../language/rounding.ts';
import { comparePair, packScores } from './pair.ts';

/**
 * Copeland scores: for every other unit 1 when this one outranks it, which is more than half of the
 * weight ({@link outrankingMatrix}), −1 when it is outranked, 0 when exactly half or nothing to compare.
 *
 * @param columns scores by indicator, more is better, NaN is absent; O(units² · indicators)
 * @param weights one for each column, at least 0, at any scale
 * @returns one for each unit, from −(units − 1) to units − 1; `null` for a unit that can be compared with
 * nobody, unless it is the only one, which has 0
 * @throws RangeError if there is no column, or lengths differ, or a weight is negative or not finite
 * @see A. H. Copeland (1951); COINr 1.1.14, `a_copeland`
 */
export function copelandScores(columns: readonly Float64Array[], weights: readonly number[]): (number | null)[] {
  const packed = packScores(columns, weights);
  const { units } = packed;
  const scores = new Int32Array(units);
  const compared = new Uint8Array(units).fill(units === 1 ? 1 : 0);
  for (let i = 0; i < units; i += 1) {
    for (let j = i + 1; j < units; j += 1) {
      const { better, equal, worse } = comparePair(packed, i, j);
      const weight = better + equal + worse;
      if (weight === 0) continue;
      compared[i] = 1;
      compared[j] = 1;
      // Sums of weights like 1/3 miss a tie by their last bit: shares are compared to nine decimals, as scores are.
      const [ahead, behind] = [roundToUnits(better / weight, 9), roundToUnits(worse / weight, 9)];
      if (ahead === behind) continue;
      const winner = ahead > behind ? 1 : -1;
      scores[i] = (scores[i] as number) + winner;
      scores[j] = (scores[j] as number) - winner;
    }
  }
  return Array.from(scores, (score, unit) => (compared[unit] === 1 ? score : null));
}
