import type { RatioToBaseRule } from './rule-schema.ts';
import { expression, printNumber } from './expression.ts';
import { applyLinear, heldExpression, workLine, type Linear } from './line.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * 基准比值指数: the value in per cent of a base, such as last year's or the provincial mean.
 *
 * score = v ÷ base × 100; lower is better (逆指标): base ÷ v × 100; both held inside `cap`
 *
 * Where lower is better, a value of 0 or less is better than any ratio and scores the most there is.
 *
 * @param value in the indicator's unit of measure
 * @returns a literal score inside the rule's `cap`, else the scheme's range
 */
export function scoreRatioToBase(rule: RatioToBaseRule, value: number, _peers: Peers, setting: RuleSetting): number {
  if (setting.direction === 'higher') return applyLinear(lineOfRatioToBase(rule, setting), value);
  const [low, high] = rule.cap ?? setting.range;
  return value <= 0 ? high : Math.min(high, Math.max(low, (rule.base / value) * 100));
}

/** The rule's straight line where higher is better. */
export function lineOfRatioToBase({ base, cap }: RatioToBaseRule, { range }: RuleSetting): Linear {
  const [low, high] = cap ?? range;
  return { from: 0, width: base, worst: 0, span: 100, low, high };
}

/** The arithmetic of {@link scoreRatioToBase}. */
export function workRatioToBase(
  rule: RatioToBaseRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): Worked | null {
  if (setting.direction === 'higher') {
    return workLine(lineOfRatioToBase(rule, setting), value, () => ({
      formula: 'v ÷ base × 100',
      expression: expression`${value} ÷ ${rule.base} × 100`,
    }));
  }
  const score = scoreRatioToBase(rule, value, peers, setting);
  const [low, high] = rule.cap ?? setting.range;
  if (value <= 0) return { score, formula: 'high', expression: printNumber(score) };
  const raw = (rule.base / value) * 100;
  return {
    score,
    formula: 'base ÷ v × 100',
    expression: heldExpression(expression`${rule.base} ÷ ${value} × 100`, raw, low, high),
  };
}
