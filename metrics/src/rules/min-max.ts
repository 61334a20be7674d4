import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { Among, OwnRange, ruleSchema } from './fields.ts';
import { applyLinear, betweenText, lineBetween, workLine, type Linear } from './line.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'min-max',
  '极差标准化: where a unit lies between the worst and the best of those it is compared with.',
  { range: OwnRange, among: Among },
  { type: 'min-max' },
);
type MinMaxRule = Static<typeof schema>;

export const minMax: RuleDefinition<MinMaxRule> = {
  schema,
  scale: 'free',
  needsPeers: () => true,
  line: { of: lineOf },
  score: scoreMinMax,
  work: workMinMax,
  range: (rule, { range }) => rule.range ?? range,
  words: {
    name: { zh: '极差标准化', en: 'min-max' },
    says: ({ range }, value, { count, min, max }, setting) => {
      const [worst, best] = range ?? setting.range;
      const [far, near] = setting.direction === 'higher' ? [min, max] : [max, min];
      return {
        zh: `${count} 个可比单位中最差 ${figure(far)} 得 ${figure(worst)} 分，最优 ${figure(near)} 得 ${figure(best)} 分；${figure(value)} 按所处位置计分。`,
        en: `Of the ${count} peers the worst, ${figure(far)}, scores ${figure(worst)} and the best, ${figure(near)}, scores ${figure(best)}; ${figure(value)} scores by its place.`,
      };
    },
  },
};

/**
 * 极差标准化: where a unit lies between the worst and the best of its peers.
 *
 * score = s₀ + (s₁ − s₀) × (v − min) ÷ (max − min); lower is better: (max − v) ÷ (max − min)
 *
 * A unit that is not among its peers (scored, but not compared) is held inside the range.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the rule's range, else the scheme's; `null` without peers and where all are equal
 * @see COINr 1.1.14, `n_minmax`
 */
function scoreMinMax(rule: MinMaxRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  const line = lineOf(rule, peers, setting);
  return line && applyLinear(line, value);
}

/** The rule's straight line; `null` where it cannot score. */
function lineOf({ range }: MinMaxRule, peers: Peers, setting: RuleSetting): Linear | null {
  // Nobody to compare with is a column of 0 and 0.
  if (peers.min === peers.max || !Number.isFinite(peers.max - peers.min)) return null;
  const [from, to] = setting.direction === 'higher' ? [peers.min, peers.max] : [peers.max, peers.min];
  return lineBetween(from, to, range ?? setting.range);
}

/** The arithmetic of {@link scoreMinMax}. */
function workMinMax(rule: MinMaxRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  return workLine(lineOf(rule, peers, setting), value, () =>
    betweenText(value, [peers.min, peers.max], ['min', 'max'], {
      direction: setting.direction,
      range: rule.range ?? setting.range,
    }),
  );
}
