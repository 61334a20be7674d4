import type { DeductRule } from '../scheme/rule-schema.ts';
import { expression } from './expression.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { pointsExpression, scoreOfPoints, withoutDust } from './share.ts';

/**
 * 扣分制: 出现一次扣 `each` 分，扣完为止; 发现两次及以上不得分 is `zeroFrom: 2`.
 *
 * points = max(0, from − each × count), 0 from `zeroFrom` incidents on; score = s₀ + (s₁ − s₀) × points ÷ from
 *
 * @param value incidents; fewer than none are none
 * @returns score in the scheme's range
 */
export function scoreDeduct(rule: DeductRule, value: number, _peers: Peers, { range }: RuleSetting): number {
  return scoreOfPoints(pointsLeft(rule, value), rule.from, range);
}

/** The arithmetic of {@link scoreDeduct}. */
export function workDeduct(rule: DeductRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  const score = scoreDeduct(rule, value, peers, setting);
  if (isStruckOut(rule, value)) {
    return { score, formula: 's₀ + (s₁ − s₀) × 0 ÷ full', expression: pointsExpression(0, rule.from, setting.range) };
  }
  return {
    score,
    formula: 's₀ + (s₁ − s₀) × max(0, full − each × v) ÷ full',
    expression: pointsExpression(
      expression`max(0, ${rule.from} − ${rule.each} × ${Math.max(0, value)})`,
      rule.from,
      setting.range,
    ),
  };
}

function pointsLeft(rule: DeductRule, value: number): number {
  return isStruckOut(rule, value) ? 0 : withoutDust(rule.from - rule.each * Math.max(0, value));
}

function isStruckOut({ zeroFrom }: DeductRule, value: number): boolean {
  return zeroFrom !== undefined && value >= zeroFrom;
}
