import { Type, type Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { Figure, OwnRange, Prorate, ruleSchema } from './fields.ts';
import { applyLinear, betweenText, lineBetween, workLine, type Linear } from './line.ts';
import { prorated, proratedWords } from './prorate.ts';
import { keepClamped } from './range.ts';
import type { RuleDefinition, RuleFault } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'goalposts',
  '固定标杆: (value − lower) ÷ (upper − lower), held between the two; lower is better: (upper − value) ÷ (upper − lower).',
  {
    /** The smaller and the larger goalpost, in the indicator's unit; under `log` they are logged like the value. */
    lower: Figure,
    upper: Figure,
    /** `false` lets a score leave the range beyond a goalpost; held inside by default. */
    clamp: Type.Optional(Type.Boolean()),
    range: OwnRange,
    prorate: Prorate,
  },
  { type: 'goalposts', lower: 20, upper: 85 },
);
type GoalpostsRule = Static<typeof schema>;

export const goalposts: RuleDefinition<GoalpostsRule> = {
  schema,
  scale: 'stated',
  needsPeers: () => false,
  line: { of: (rule, _peers, setting) => lineOf(rule, setting) },
  score: scoreGoalposts,
  work: workGoalposts,
  range: (rule, { range }) => (rule.clamp === false ? [-Infinity, Infinity] : (rule.range ?? range)),
  faults: faultsOf,
  keepInside: keepClamped,
  logFaults: logFaultsOf,
  mapValues: (rule, map) => ({ ...rule, lower: map(rule.lower, 'lower'), upper: map(rule.upper, 'upper') }),
  fullAt: (rule, setting) =>
    rule.clamp === false ? null : postsOf(rule, setting)[setting.direction === 'higher' ? 1 : 0],
  goalposts: ({ lower, upper }) => ({ lower, upper }),
  words: {
    name: { zh: '固定标杆', en: 'goalposts' },
    says: (rule, value, _peers, setting) => {
      const [worst, best] = rule.range ?? setting.range;
      const [lower, upper] = postsOf(rule, setting);
      const [far, near] = setting.direction === 'higher' ? [lower, upper] : [upper, lower];
      const words = proratedWords(rule, setting);
      return {
        zh: `标杆 ${figure(far)} 得 ${figure(worst)} 分，标杆 ${figure(near)} 得 ${figure(best)} 分；${figure(value)} 按所处位置计分。${words.zh}`,
        en: `The goalpost ${figure(far)} scores ${figure(worst)} and the goalpost ${figure(near)} scores ${figure(best)}; ${figure(value)} scores by its place.${words.en}`,
      };
    },
  },
};

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
function scoreGoalposts(rule: GoalpostsRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return applyLinear(lineOf(rule, setting), value);
}

/** The rule's straight line. */
function lineOf(rule: GoalpostsRule, setting: RuleSetting): Linear {
  const [lower, upper] = postsOf(rule, setting);
  const [from, to] = setting.direction === 'higher' ? [lower, upper] : [upper, lower];
  const line = lineBetween(from, to, rule.range ?? setting.range);
  return rule.clamp === false ? { ...line, low: -Infinity, high: Infinity } : line;
}

/** The arithmetic of {@link scoreGoalposts}. */
function workGoalposts(rule: GoalpostsRule, value: number, _peers: Peers, setting: RuleSetting): Worked | null {
  return workLine(lineOf(rule, setting), value, () =>
    betweenText(value, postsOf(rule, setting), ['lower', 'upper'], {
      direction: setting.direction,
      range: rule.range ?? setting.range,
    }),
  );
}

function postsOf(rule: GoalpostsRule, setting: RuleSetting): [number, number] {
  return [prorated(rule, rule.lower, setting), prorated(rule, rule.upper, setting)];
}

function faultsOf({ lower, upper }: GoalpostsRule): RuleFault[] {
  if (lower < upper) return [];
  const message = `${lower} is not below "upper", ${upper}; write the smaller goalpost as "lower", whichever way is better`;
  return [{ path: '/lower', message }];
}

function logFaultsOf({ clamp }: GoalpostsRule): RuleFault[] {
  if (clamp !== false) return [];
  const message = 'a value of 0 has no logarithm and would score below all measure; take "clamp" or "transform" away';
  return [{ path: '/clamp', message }];
}
