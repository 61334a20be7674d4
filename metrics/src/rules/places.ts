import type { Peers, RuleSetting } from './setting.ts';

type Direction = RuleSetting['direction'];

/** How many peers are worse than `value`, by binary search. */
export function countWorse({ sorted }: Peers, value: number, direction: Direction): number {
  return direction === 'higher' ? countBelow(sorted, value) : sorted.length - countUpTo(sorted, value);
}

/** How many peers are better than `value`. */
export function countBetter({ sorted }: Peers, value: number, direction: Direction): number {
  return direction === 'higher' ? sorted.length - countUpTo(sorted, value) : countBelow(sorted, value);
}

/**
 * Ascending rank: the worst of n has 1, the best n; equal values share the least, the mean or the
 * greatest of their ranks. A value that no peer has ranks as if it were put in among them.
 *
 * @see COINr 1.1.14, `n_rank`, which gives base R's `rank` the data times the direction
 */
export function ascendingRank(
  peers: Peers,
  value: number,
  direction: Direction,
  ties: 'min' | 'average' | 'max' = 'min',
): number {
  const lowest = countWorse(peers, value, direction) + 1;
  if (ties === 'min') return lowest;
  const highest = Math.max(lowest, peers.count - countBetter(peers, value, direction));
  return ties === 'max' ? highest : (lowest + highest) / 2;
}

function countBelow(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function countUpTo(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] as number) <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
