import type { VetoRule } from './rule-schema.ts';
import { expression } from './expression.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/** Whether the value sets the veto off, and with it the cap on the grade. */
export function isVetoedWhenPositive(value: number): boolean {
  return value > 0;
}

/**
 * 一票否决: the best while nothing happened, the worst once anything did; the grade cap is the rule's `cap`.
 *
 * @param value incidents
 * @returns one of the two ends of the scheme's range
 */
export function scoreVetoWhenPositive(_rule: VetoRule, value: number, _peers: Peers, setting: RuleSetting): number {
  const [worst, best] = setting.range;
  return isVetoedWhenPositive(value) ? worst : best;
}

/** The arithmetic of {@link scoreVetoWhenPositive}: the score itself. */
export function workVetoWhenPositive(rule: VetoRule, value: number, peers: Peers, setting: RuleSetting): Worked {
  const score = scoreVetoWhenPositive(rule, value, peers, setting);
  return { score, formula: isVetoedWhenPositive(value) ? 's₀' : 's₁', expression: expression`${score}` };
}
