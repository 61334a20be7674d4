import type { RankLadderRule } from './rule-schema.ts';
import { expression, printNumber } from './expression.ts';
import { countWorse } from './places.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, withoutDust, workOfPoints } from './share.ts';

/**
 * 倒数第1–3名计2、1.9、1.8分，每进1名扣0.1分.
 *
 * points = max(floor, last − step × (p − 1)), p the place from the bottom; `more` adds the steps, up to
 * full; score = s₀ + (s₁ − s₀) × points ÷ full
 *
 * The place counts from the worst by the indicator's direction, 1 + the number of peers who are worse:
 * equal values share the place nearest to the bottom, as 并列倒数第1 does, and the next place up is left
 * out. By the wording's own `less` a unit further up has fewer points, so a better value scores less.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the scheme's range; `null` without peers
 */
export function scoreRankLadder(
  rule: RankLadderRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): number | null {
  if (peers.count === 0) return null;
  return scoreOfPoints(pointsAtPlace(rule, placeOf(value, peers, setting)), fullOfRankLadder(rule), setting.range);
}

/** The most a unit can get: `full`, else the points of the last. */
export function fullOfRankLadder({ full, last }: RankLadderRule): number {
  return full ?? last;
}

/** Points at a place from the bottom; 1 is the last. */
export function pointsAtPlace({ last, step, upward, floor = 0 }: RankLadderRule, place: number): number {
  const steps = step * (place - 1);
  return Math.max(floor, withoutDust(upward === 'more' ? last + steps : last - steps));
}

/** The arithmetic of {@link scoreRankLadder}. */
export function workRankLadder(rule: RankLadderRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  if (peers.count === 0) return null;
  const place = placeOf(value, peers, setting);
  const full = fullOfRankLadder(rule);
  const sign = rule.upward === 'more' ? '+' : '−';
  const points = expression`max(${rule.floor ?? 0}, ${rule.last} ${sign} ${rule.step} × (${place} − 1))`;
  return workOfPoints(
    pointsAtPlace(rule, place),
    full,
    { symbols: [`max(floor, last ${sign} step × (p − 1))`, 'full'], numbers: [points, printNumber(full)] },
    setting.range,
  );
}

function placeOf(value: number, peers: Peers, { direction }: RuleSetting): number {
  return Math.min(peers.count, countWorse(peers, value, direction) + 1);
}
