import type { RankedScore } from '../engine/rank.ts';

export interface GapReason {
  readonly code: string;
  /** Their contribution less ours, in points; positive is what we lack. */
  readonly points: number;
}

export interface RankGap {
  /** The unit one rank better. */
  readonly above: string;
  readonly rankAbove: number;
  /** Printed score above less ours, in points. */
  readonly points: number;
  /** The leaves in which the unit above leads, largest first, at most three. */
  readonly reasons: readonly GapReason[];
}

/**
 * How far the next better rank of the class is, and the three leaves that explain it.
 *
 * @param peers scores of one class or more; only those of the unit's own class count
 * @returns `null` for the first of the class, and for a unit without a rank
 */
export function gapToNextRank(
  unit: string,
  peers: readonly RankedScore[],
  leafCodes: readonly string[],
): RankGap | null {
  const own = peers.find((score) => score.unit === unit);
  if (own === undefined || own.rank === null || own.printed === null) return null;
  const ownRank = own.rank;
  const better = peers.filter((score) => score.class === own.class && score.rank !== null && score.rank < ownRank);
  const above = better.reduce<RankedScore | null>(
    (closest, score) => (closest === null || (score.rank ?? 0) > (closest.rank ?? 0) ? score : closest),
    null,
  );
  if (above === null || above.rank === null || above.printed === null) return null;
  const contribution = (score: RankedScore, code: string): number =>
    score.nodes.find((node) => node.code === code)?.contribution ?? 0;
  const reasons = leafCodes
    .map((code) => ({ code, points: contribution(above, code) - contribution(own, code) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, 3);
  // Printed scores have at most six digits: their difference is read back in whole units.
  const points = Math.round((Number(above.printed) - Number(own.printed)) * 1e6) / 1e6;
  return { above: above.unit, rankAbove: above.rank, points, reasons };
}
