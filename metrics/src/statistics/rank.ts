import { argsortDescending } from './argsort.ts';

/** The rank equal values share: the lowest of their places, the mean of them, or the highest. */
export type TieRule = 'min' | 'average' | 'max';

/**
 * Ranks from the lowest value, 1, to the highest.
 *
 * @param column NaN is absent, and gets NaN
 * @param ties the rank equal values share: of [1, 2, 2] the last two get 2, 2.5 or 3
 * @returns as long as `column`
 */
export function rankAscending(column: Float64Array, ties: TieRule): Float64Array {
  const order = argsortDescending(column);
  const ranks = new Float64Array(column.length).fill(NaN);
  let present = order.length;
  while (present > 0 && Number.isNaN(column[order[present - 1] as number])) present -= 1;
  for (let start = 0; start < present;) {
    const value = column[order[start] as number];
    let end = start + 1;
    while (end < present && column[order[end] as number] === value) end += 1;
    const [lowest, highest] = [present - end + 1, present - start];
    const rank = ties === 'min' ? lowest : ties === 'max' ? highest : (lowest + highest) / 2;
    for (let k = start; k < end; k += 1) ranks[order[k] as number] = rank;
    start = end;
  }
  return ranks;
}

/**
 * Competition ranks: the highest score is 1, equal scores share the better rank (1, 2, 2, 4).
 *
 * Equal means the same double. Scores that differ by rounding noise only must be rounded first.
 *
 * @param scores NaN is absent
 * @returns as long as `scores`; **0 encodes no rank**, for a score that is absent
 */
export function competitionRanks(scores: Float64Array): Int32Array {
  const order = argsortDescending(scores);
  const ranks = new Int32Array(scores.length);
  let rank = 0;
  let shared = NaN;
  for (let k = 0; k < order.length; k += 1) {
    const place = order[k] as number;
    const score = scores[place] as number;
    if (Number.isNaN(score)) break;
    if (score !== shared) {
      rank = k + 1;
      shared = score;
    }
    ranks[place] = rank;
  }
  return ranks;
}

/**
 * Competition ranks inside each group, see {@link competitionRanks}.
 *
 * @param scores NaN is absent
 * @param groupOf the group of each unit; `null` belongs to none and gets no rank
 * @returns as long as `scores`; **0 encodes no rank**
 * @throws RangeError if there is not one group a score
 */
export function competitionRanksInGroups(scores: Float64Array, groupOf: readonly (string | null)[]): Int32Array {
  if (groupOf.length !== scores.length) throw new RangeError('competitionRanksInGroups requires one group a score');
  const ranks = new Int32Array(scores.length);
  const last = new Map<string, { seen: number; rank: number; score: number }>();
  for (const place of argsortDescending(scores)) {
    const score = scores[place] as number;
    const group = groupOf[place] ?? null;
    if (Number.isNaN(score)) break;
    if (group === null) continue;
    const before = last.get(group) ?? { seen: 0, rank: 0, score: NaN };
    const seen = before.seen + 1;
    const rank = score === before.score ? before.rank : seen;
    last.set(group, { seen, rank, score });
    ranks[place] = rank;
  }
  return ranks;
}
