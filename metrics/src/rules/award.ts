import type { AwardRule } from './rule-schema.ts';
import { expression, printNumber } from './expression.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, withoutDust, workOfPoints } from './share.ts';

/**
 * 每项得 `each` 分，最高 `full` 分: points for every item, up to the full ones.
 *
 * points = min(full, each × v); score = s₀ + (s₁ − s₀) × points ÷ full
 *
 * @param value how many items; fewer than none are none
 * @returns score in the scheme's range
 */
export function scoreAward(rule: AwardRule, value: number, _peers: Peers, { range }: RuleSetting): number {
  return scoreOfPoints(withoutDust(rule.each * value), rule.full, range);
}

/** The arithmetic of {@link scoreAward}. */
export function workAward({ each, full }: AwardRule, value: number, _peers: Peers, { range }: RuleSetting): Worked {
  const numbers = [expression`${each} × ${value}`, printNumber(full)] as const;
  return workOfPoints(withoutDust(each * value), full, { symbols: ['min(full, each × v)', 'full'], numbers }, range);
}
