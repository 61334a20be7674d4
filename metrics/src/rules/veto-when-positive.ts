import { Type, type Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { Code } from '../language/words.ts';
import { expression } from './expression.ts';
import { Figure, ruleSchema } from './fields.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'veto-when-positive',
  '一票否决: the best at 0, else the worst, and the unit’s grade is capped.',
  {
    cap: Code,
    /** The score is held at this, too. */
    scoreCap: Type.Optional(Figure),
  },
  { type: 'veto-when-positive', cap: 'fail' },
);
type VetoRule = Static<typeof schema>;

export const vetoWhenPositive: RuleDefinition<VetoRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  score: scoreVetoWhenPositive,
  work: workVetoWhenPositive,
  range: (_rule, { range }) => range,
  fullAt: () => 0,
  veto: { isSetOff: (_rule, value) => isSetOff(value), caps: (rule) => rule },
  onlyDirection: () => 'lower',
  words: {
    name: { zh: '一票否决', en: 'veto' },
    says: (_rule, value, _peers, { range: [worst, best] }) =>
      isSetOff(value)
        ? {
            zh: `发生 ${figure(value)} 起，得 ${figure(worst)} 分，并限制等次。`,
            en: `Cases: ${figure(value)}. The score is ${figure(worst)}, and the grade is limited.`,
          }
        : { zh: `没有发生，得 ${figure(best)} 分。`, en: `Nothing happened: the score is ${figure(best)}.` },
  },
};

/** Whether the value sets the veto off, and with it the cap on the grade. */
function isSetOff(value: number): boolean {
  return value > 0;
}

/**
 * 一票否决: the best while nothing happened, the worst once anything did; the grade cap is the rule's `cap`.
 *
 * @param value incidents
 * @returns one of the two ends of the scheme's range
 */
function scoreVetoWhenPositive(_rule: VetoRule, value: number, _peers: Peers, setting: RuleSetting): number {
  const [worst, best] = setting.range;
  return isSetOff(value) ? worst : best;
}

/** The arithmetic of {@link scoreVetoWhenPositive}: the score itself. */
function workVetoWhenPositive(rule: VetoRule, value: number, peers: Peers, setting: RuleSetting): Worked {
  const score = scoreVetoWhenPositive(rule, value, peers, setting);
  return { score, formula: isSetOff(value) ? 's₀' : 's₁', expression: expression`${score}` };
}
