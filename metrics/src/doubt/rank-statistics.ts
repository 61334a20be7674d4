import { quantileOfSorted } from '../statistics/quantile.ts';

/** What became of one unit's rank over many draws. */
export interface RankStatistics {
  /** Draws in which it holds a rank; the figures below are of these. `null` where there is none. */
  readonly ranked: number;
  readonly mean: number | null;
  readonly median: number | null;
  /** Type-7 quantiles at the tail and at 1 − the tail; they may lie between two ranks. */
  readonly low: number | null;
  readonly high: number | null;
  readonly best: number | null;
  readonly worst: number | null;
  /** The ranks it ever holds, the best first, each with its share of the draws. */
  readonly shares: readonly { readonly rank: number; readonly share: number }[];
  /** Share of the draws in which it is among the top. */
  readonly inTop: number;
}

/** What became of one unit's score. */
export interface ScoreStatistics {
  readonly mean: number | null;
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * @param ranks one a draw; 0 encodes no rank
 * @param top the places that count as the top
 * @param tail share of the draws left out at either end, 0 … 0.5
 */
export function rankStatistics(ranks: Int32Array, top: number, tail: number): RankStatistics {
  let worst = 0;
  for (let k = 0; k < ranks.length; k += 1) if ((ranks[k] as number) > worst) worst = ranks[k] as number;
  const counts = new Int32Array(worst + 1);
  for (let k = 0; k < ranks.length; k += 1) counts[ranks[k] as number] = (counts[ranks[k] as number] as number) + 1;
  const ranked = ranks.length - (counts[0] as number);
  const sorted = new Float64Array(ranked);
  const shares: { rank: number; share: number }[] = [];
  let [place, sum, inTop] = [0, 0, 0];
  for (let rank = 1; rank <= worst; rank += 1) {
    const count = counts[rank] as number;
    if (count === 0) continue;
    sorted.fill(rank, place, place + count);
    place += count;
    sum += rank * count;
    if (rank <= top) inTop += count;
    shares.push({ rank, share: count / ranks.length });
  }
  return {
    ranked,
    mean: ranked === 0 ? null : sum / ranked,
    ...quantiles(sorted, tail),
    best: shares[0]?.rank ?? null,
    worst: ranked === 0 ? null : worst,
    shares,
    inTop: inTop / ranks.length,
  };
}

/** @param scores one a draw, in any order, NaN where absent; put in order here */
export function scoreStatistics(scores: Float64Array, tail: number): ScoreStatistics {
  let [sum, present] = [0, 0];
  for (let k = 0; k < scores.length; k += 1) {
    const score = scores[k] as number;
    if (Number.isNaN(score)) continue;
    sum += score;
    present += 1;
  }
  // NaN is sorted behind everything else.
  const sorted = scores.sort().subarray(0, present);
  return { mean: present === 0 ? null : sum / present, ...quantiles(sorted, tail) };
}

const quantiles = (sorted: Float64Array, tail: number) => ({
  median: quantileOfSorted(sorted, 0.5),
  low: quantileOfSorted(sorted, tail),
  high: quantileOfSorted(sorted, 1 - tail),
});
