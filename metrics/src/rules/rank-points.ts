import type { RankPointsRule } from './rule-schema.ts';
import { printNumber } from './expression.ts';
import { countBetter } from './places.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, workOfPoints } from './share.ts';

/**
 * 排名1–5名依次赋予60、57、54、51、48分.
 *
 * points = the entry of the table at the rank, `beyond` for every later one;
 * score = s₀ + (s₁ − s₀) × points ÷ full
 *
 * The rank counts from the best, 1 + the number of peers who are better: equal values share the best
 * of their ranks and its points (并列), and the next rank is left out.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the scheme's range; `null` without peers
 */
export function scoreRankPoints(
  rule: RankPointsRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): number | null {
  if (peers.count === 0) return null;
  return scoreOfPoints(pointsAt(rule, value, peers, setting), fullOfRankPoints(rule), setting.range);
}

/** The most a unit can get: `full`, else the points of the first. */
export function fullOfRankPoints({ full, points }: RankPointsRule): number {
  return full ?? points[0] ?? 0;
}

/** The arithmetic of {@link scoreRankPoints}. */
export function workRankPoints(rule: RankPointsRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  if (peers.count === 0) return null;
  const points = pointsAt(rule, value, peers, setting);
  const full = fullOfRankPoints(rule);
  const numbers = [printNumber(points), printNumber(full)] as const;
  return workOfPoints(points, full, { symbols: ['points', 'full'], numbers }, setting.range);
}

function pointsAt(rule: RankPointsRule, value: number, peers: Peers, { direction }: RuleSetting): number {
  // A value worse than every peer, and none of them, takes the last rank there is.
  const before = Math.min(peers.count - 1, countBetter(peers, value, direction));
  return rule.points[before] ?? rule.beyond ?? 0;
}
