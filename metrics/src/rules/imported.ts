import type { ImportedRule } from './rule-schema.ts';
import { expression } from './expression.ts';
import { applyLinear, lineBetween, workLine, type Linear } from './line.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * 引用…考核得分，相应进行折算: somebody else's score, rescaled.
 *
 * score = s₀ + (s₁ − s₀) × v ÷ outOf, held inside the range
 *
 * @param value the other score, where 0 is the worst and `outOf` the best
 * @returns score in the scheme's range
 */
export function scoreImported(rule: ImportedRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return applyLinear(lineOfImported(rule, setting), value);
}

/** The rule's straight line. */
export function lineOfImported({ outOf }: ImportedRule, { range }: RuleSetting): Linear {
  return lineBetween(0, outOf, range);
}

/** The arithmetic of {@link scoreImported}. */
export function workImported(rule: ImportedRule, value: number, _peers: Peers, setting: RuleSetting): Worked | null {
  const [worst, best] = setting.range;
  return workLine(lineOfImported(rule, setting), value, () => ({
    formula: 's₀ + (s₁ − s₀) × v ÷ outOf',
    expression: expression`${worst} + (${best} − ${worst}) × ${value} ÷ ${rule.outOf}`,
  }));
}
