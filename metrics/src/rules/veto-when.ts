import { Type, type Static } from 'typebox';
import type { Names } from '../language/catalogue.ts';
import { figure } from '../language/figure.ts';
import { Code } from '../language/words.ts';
import { expression } from './expression.ts';
import { Figure, ruleSchema } from './fields.ts';
import type { RuleDefinition, RuleFault } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'veto-when',
  '一票否优: the same at a limit of one’s own, e.g. 全省条线位次后三位的不得评优 is a place from the bottom of at most 3.',
  {
    atMost: Type.Optional(Figure),
    atLeast: Type.Optional(Figure),
    cap: Code,
    scoreCap: Type.Optional(Figure),
  },
  { type: 'veto-when', atMost: 3, cap: 'good' },
);
type VetoWhenRule = Static<typeof schema>;

export const vetoWhen: RuleDefinition<VetoWhenRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  score: scoreVetoWhen,
  work: workVetoWhen,
  range: (_rule, { range }) => range,
  faults: faultsOf,
  veto: { isSetOff, caps: (rule) => rule },
  onlyDirection: ({ atMost, atLeast }) => (atLeast === undefined ? (atMost === undefined ? null : 'higher') : 'lower'),
  words: {
    name: { zh: '一票否优', en: 'veto at a limit' },
    says: (rule, value, _peers, { range: [worst, best] }) => {
      const limits = limitWords(rule);
      return isSetOff(rule, value)
        ? {
            zh: `${figure(value)} 已触及${limits.zh} 的界限，得 ${figure(worst)} 分，并限制等次。`,
            en: `${figure(value)} is within the limit of ${limits.en}: the score is ${figure(worst)}, and the grade is limited.`,
          }
        : {
            zh: `${figure(value)} 未触及${limits.zh} 的界限，得 ${figure(best)} 分。`,
            en: `${figure(value)} is outside the limit of ${limits.en}: the score is ${figure(best)}.`,
          };
    },
  },
};

/**
 * Whether the value sets the veto off, and with it the cap on the grade: at `atMost` and below, or at
 * `atLeast` and above.
 */
function isSetOff({ atMost, atLeast }: VetoWhenRule, value: number): boolean {
  return (atMost !== undefined && value <= atMost) || (atLeast !== undefined && value >= atLeast);
}

/**
 * 一票否优: the best within the limit, the worst beyond it; the grade cap is the rule's `cap`.
 * 全省条线位次后三位的不得评优 is a value that counts places from the bottom, and `atMost: 3`.
 *
 * @param value whatever the limit is about, in the indicator's unit of measure
 * @returns one of the two ends of the scheme's range
 */
function scoreVetoWhen(rule: VetoWhenRule, value: number, _peers: Peers, setting: RuleSetting): number {
  const [worst, best] = setting.range;
  return isSetOff(rule, value) ? worst : best;
}

/** The arithmetic of {@link scoreVetoWhen}: the score itself. */
function workVetoWhen(rule: VetoWhenRule, value: number, peers: Peers, setting: RuleSetting): Worked {
  const score = scoreVetoWhen(rule, value, peers, setting);
  return { score, formula: isSetOff(rule, value) ? 's₀' : 's₁', expression: expression`${score}` };
}

function faultsOf({ atMost, atLeast }: VetoWhenRule): RuleFault[] {
  if ((atMost === undefined) !== (atLeast === undefined)) return [];
  const said = atMost === undefined ? 'neither "atMost" nor "atLeast" says' : '"atMost" and "atLeast" both say';
  return [{ path: '', message: `${said} when the veto is set off; write exactly one of them` }];
}

function limitWords({ atMost, atLeast }: VetoWhenRule): Names {
  const sides = [
    ...(atMost === undefined ? [] : [{ zh: `不高于 ${figure(atMost)}`, en: `at most ${figure(atMost)}` }]),
    ...(atLeast === undefined ? [] : [{ zh: `不低于 ${figure(atLeast)}`, en: `at least ${figure(atLeast)}` }]),
  ];
  return { zh: sides.map(({ zh }) => zh).join('或'), en: sides.map(({ en }) => en).join(' or ') };
}
