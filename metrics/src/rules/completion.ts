import type { CompletionRule } from './rule-schema.ts';
import { expression, printNumber } from './expression.ts';
import { applyLinear, lineBetween, workLine, type Linear } from './line.ts';
import { prorateScale } from './prorate.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, workOfPoints } from './share.ts';

/**
 * 未完成按完成比例扣分: the share of a target that is done, at most all of it.
 *
 * score = s₀ + (s₁ − s₀) × min(1, v ÷ target); lower is better: min(1, target ÷ v)
 *
 * Prorated, the target is multiplied by elapsed months ÷ 12. Higher is better: 0 and less score the
 * worst. Lower is better: everything up to the target scores the best, 0 and less with it.
 *
 * @param value in the unit of measure of the target, which is 100 by default: per cent
 * @returns score in the scheme's range
 */
export function scoreCompletion(rule: CompletionRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return setting.direction === 'higher'
    ? applyLinear(lineOfCompletion(rule, setting), value)
    : scoreOfPoints(targetOf(rule, setting), value, setting.range);
}

/** The rule's straight line where higher is better. */
export function lineOfCompletion(rule: CompletionRule, setting: RuleSetting): Linear {
  return lineBetween(0, targetOf(rule, setting), setting.range);
}

/** The arithmetic of {@link scoreCompletion}. */
export function workCompletion(
  rule: CompletionRule,
  value: number,
  _peers: Peers,
  setting: RuleSetting,
): Worked | null {
  const target = targetOf(rule, setting);
  const [worst, best] = setting.range;
  if (setting.direction === 'higher') {
    return workLine(lineOfCompletion(rule, setting), value, () => ({
      formula: 's₀ + (s₁ − s₀) × v ÷ target',
      expression: expression`${worst} + (${best} − ${worst}) × ${value} ÷ ${target}`,
    }));
  }
  const numbers = [printNumber(target), printNumber(value)] as const;
  return workOfPoints(target, value, { symbols: ['target', 'v'], numbers }, setting.range);
}

function targetOf(rule: CompletionRule, setting: RuleSetting): number {
  return (rule.target ?? 100) * prorateScale(rule, setting);
}
