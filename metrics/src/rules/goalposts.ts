import type { GoalpostsRule } from './rule-schema.ts';
import { applyLinear, betweenText, lineBetween, workLine, type Linear } from './line.ts';
import { prorateScale } from './prorate.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * 固定标杆: where a value lies between two fixed goalposts, so that scores compare across periods.
 *
 * score = s₀ + (s₁ − s₀) × (v − lower) ÷ (upper − lower); lower is better: (upper − v) ÷ (upper − lower)
 *
 * The second is the first with value and goalposts negated and the goalposts swapped. Prorated, both
 * goalposts are multiplied by elapsed months ÷ 12.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the rule's range, else the scheme's; beyond it only where `clamp` is false
 * @see COINr 1.1.14, `n_goalposts`
 */
export function scoreGoalposts(rule: GoalpostsRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return applyLinear(lineOfGoalposts(rule, setting), value);
}

/** The rule's straight line. */
export function lineOfGoalposts(rule: GoalpostsRule, setting: RuleSetting): Linear {
  const [lower, upper] = postsOf(rule, setting);
  const [from, to] = setting.direction === 'higher' ? [lower, upper] : [upper, lower];
  const line = lineBetween(from, to, rule.range ?? setting.range);
  return rule.clamp === false ? { ...line, low: -Infinity, high: Infinity } : line;
}

/** The arithmetic of {@link scoreGoalposts}. */
export function workGoalposts(rule: GoalpostsRule, value: number, _peers: Peers, setting: RuleSetting): Worked | null {
  return workLine(lineOfGoalposts(rule, setting), value, () =>
    betweenText(value, postsOf(rule, setting), ['lower', 'upper'], {
      direction: setting.direction,
      range: rule.range ?? setting.range,
    }),
  );
}

function postsOf(rule: GoalpostsRule, setting: RuleSetting): [number, number] {
  const scale = prorateScale(rule, setting);
  return [rule.lower * scale, rule.upper * scale];
}
