import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Positive, ruleSchema } from './fields.ts';
import { applyLinear, lineBetween, workLine, type Linear } from './line.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'imported',
  '引用…考核得分，相应进行折算: value ÷ outOf.',
  { outOf: Positive },
  { type: 'imported', outOf: 120 },
);
type ImportedRule = Static<typeof schema>;

export const imported: RuleDefinition<ImportedRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  line: { of: (rule, _peers, setting) => lineOf(rule, setting) },
  score: scoreImported,
  work: workImported,
  range: (_rule, { range }) => range,
  fullAt: ({ outOf }) => outOf,
  onlyDirection: () => 'higher',
  words: {
    name: { zh: '引用考核得分', en: 'imported score' },
    says: ({ outOf }, value, _peers, { range: [worst, best] }) => ({
      zh: `引用的得分为 ${figure(value)}；满分 ${figure(outOf)} 折为 ${figure(best)} 分，0 折为 ${figure(worst)} 分。`,
      en: `The imported score is ${figure(value)}; its best, ${figure(outOf)}, counts as ${figure(best)}, and 0 as ${figure(worst)}.`,
    }),
  },
};

/**
 * 引用…考核得分，相应进行折算: somebody else's score, rescaled.
 *
 * score = s₀ + (s₁ − s₀) × v ÷ outOf, held inside the range
 *
 * @param value the other score, where 0 is the worst and `outOf` the best
 * @returns score in the scheme's range
 */
function scoreImported(rule: ImportedRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return applyLinear(lineOf(rule, setting), value);
}

/** The rule's straight line. */
function lineOf({ outOf }: ImportedRule, { range }: RuleSetting): Linear {
  return lineBetween(0, outOf, range);
}

/** The arithmetic of {@link scoreImported}. */
function workImported(rule: ImportedRule, value: number, _peers: Peers, setting: RuleSetting): Worked | null {
  const [worst, best] = setting.range;
  return workLine(lineOf(rule, setting), value, () => ({
    formula: 's₀ + (s₁ − s₀) × v ÷ outOf',
    expression: expression`${worst} + (${best} − ${worst}) × ${value} ÷ ${rule.outOf}`,
  }));
}
