import { Type, type Static } from 'typebox';
import { Code } from '../language/words.ts';
import { expression } from './expression.ts';
import { ruleSchema } from './fields.ts';
import type { RuleDefinition, RuleFault } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'veto-when',
  '一票否优: the same at a limit of one’s own, e.g. 全省条线位次后三位的不得评优 is a place from the bottom of at most 3.',
  {
    atMost: Type.Optional(Type.Number()),
    atLeast: Type.Optional(Type.Number()),
    cap: Code,
    scoreCap: Type.Optional(Type.Number()),
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
