import type { VetoWhenRule } from './rule-schema.ts';
import { expression } from './expression.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * Whether the value sets the veto off, and with it the cap on the grade: at `atMost` and below, or at
 * `atLeast` and above.
 */
export function isVetoedWhen({ atMost, atLeast }: VetoWhenRule, value: number): boolean {
  return (atMost !== undefined && value <= atMost) || (atLeast !== undefined && value >= atLeast);
}

/**
 * 一票否优: the best within the limit, the worst beyond it; the grade cap is the rule's `cap`.
 * 全省条线位次后三位的不得评优 is a value that counts places from the bottom, and `atMost: 3`.
 *
 * @param value whatever the limit is about, in the indicator's unit of measure
 * @returns one of the two ends of the scheme's range
 */
export function scoreVetoWhen(rule: VetoWhenRule, value: number, _peers: Peers, setting: RuleSetting): number {
  const [worst, best] = setting.range;
  return isVetoedWhen(rule, value) ? worst : best;
}

/** The arithmetic of {@link scoreVetoWhen}: the score itself. */
export function workVetoWhen(rule: VetoWhenRule, value: number, peers: Peers, setting: RuleSetting): Worked {
  const score = scoreVetoWhen(rule, value, peers, setting);
  return { score, formula: isVetoedWhen(rule, value) ? 's₀' : 's₁', expression: expression`${score}` };
}
