import type { EfficacyRule } from './rule-schema.ts';
import { expression } from './expression.ts';
import { applyLinear, workLine, type Linear } from './line.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * 功效系数法: 60 at the value that cannot be allowed (不容许值), 100 at the satisfactory one (满意值).
 *
 * score = base + span × (v − x₀) ÷ (x₁ − x₀), x₀ = unacceptable, x₁ = satisfactory
 *
 * Where lower is better the satisfactory value is the smaller one, and the formula the same.
 *
 * @param value in the indicator's unit of measure
 * @returns a literal score, held inside the scheme's range unless `clamp` is false
 */
export function scoreEfficacy(rule: EfficacyRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return applyLinear(lineOfEfficacy(rule, setting), value);
}

/** The rule's straight line. */
export function lineOfEfficacy(rule: EfficacyRule, { range }: RuleSetting): Linear {
  return {
    from: rule.unacceptable,
    width: rule.satisfactory - rule.unacceptable,
    worst: rule.base ?? 60,
    span: rule.span ?? 40,
    low: rule.clamp === false ? -Infinity : range[0],
    high: rule.clamp === false ? Infinity : range[1],
  };
}

/** The arithmetic of {@link scoreEfficacy}. */
export function workEfficacy(rule: EfficacyRule, value: number, _peers: Peers, setting: RuleSetting): Worked | null {
  const { unacceptable, satisfactory } = rule;
  return workLine(lineOfEfficacy(rule, setting), value, ({ worst, span }) => ({
    formula: 'base + span × (v − x₀) ÷ (x₁ − x₀)',
    expression: expression`${worst} + ${span} × (${value} − ${unacceptable}) ÷ (${satisfactory} − ${unacceptable})`,
  }));
}
