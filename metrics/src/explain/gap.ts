import type { RankedScore } from '../engine/rank.ts';
import type { NodeScore } from '../engine/score.ts';

export interface GapReason {
  readonly code: string;
  /** Their contribution less ours, in points; positive is what we lack. */
  readonly points: number;
}

/** As much of a ranked score as its gap needs. */
export interface PlacedScore extends Pick<RankedScore, 'unit' | 'class' | 'rank' | 'printed'> {
  readonly nodes: readonly Pick<NodeScore, 'code' | 'contribution'>[];
}

export interface RankGap {
  /** The unit one rank better. */
  readonly above: string;
  readonly rankAbove: number;
  /** Printed score above less ours, in points. */
  readonly points: number;
  /** The leaves in which the unit above leads, largest first, at most three. */
  readonly reasons: readonly GapReason[];
  /** Everything else, bonus, deduction and rounding included: reasons and rest add up to `points`. */
  readonly rest: number;
}

/**
 * How far the next better rank of the class is, and the three leaves that explain it.
 *
 * @param peers scores of one class or more; only those of the unit's own class count
 * @returns `null` for the first of the class, and for a unit without a rank
 */
export function gapToNextRank(
  unit: string,
  peers: readonly PlacedScore[],
  leafCodes: readonly string[],
): RankGap | null {
  const own = peers.find((score) => score.unit === unit);
  if (own === undefined || own.rank === null || own.printed === null) return null;
  const ownRank = own.rank;
  const better = peers.filter((score) => score.class === own.class && score.rank !== null && score.rank < ownRank);
  const above = better.reduce<PlacedScore | null>(
    (closest, score) => (closest === null || (score.rank ?? 0) > (closest.rank ?? 0) ? score : closest),
    null,
  );
  if (above === null || above.rank === null || above.printed === null) return null;
  const contribution = (score: PlacedScore, code: string): number =>
    score.nodes.find((node) => node.code === code)?.contribution ?? 0;
  const reasons = leafCodes
    .map((code) => ({ code, points: contribution(above, code) - contribution(own, code) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, 3);
  // Printed scores have at most six digits: their difference is read back in whole units.
  const points = Math.round((Number(above.printed) - Number(own.printed)) * 1e6) / 1e6;
  const rest = reasons.reduce((left, reason) => left - reason.points, points);
  return { above: above.unit, rankAbove: above.rank, points, reasons, rest };
}
