import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression, printNumber } from './expression.ts';
import { Among, OwnRange, ruleSchema } from './fields.ts';
import { applyLinear, lineBetween, workLine, type Linear } from './line.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, workOfPoints } from './share.ts';

const schema = ruleSchema(
  'ratio-to-best',
  '第1名得满分，其余按第1名的比例得分: value ÷ best (lower is better: best ÷ value).',
  { range: OwnRange, among: Among },
  { type: 'ratio-to-best' },
);
type RatioToBestRule = Static<typeof schema>;

export const ratioToBest: RuleDefinition<RatioToBestRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => true,
  // Where lower is better it divides by the value.
  line: { only: 'higher', of: lineOf },
  score: scoreRatioToBest,
  work: workRatioToBest,
  range: (rule, { range }) => rule.range ?? range,
  words: {
    name: { zh: '与最优值之比', en: 'ratio to the best' },
    says: ({ range }, value, { count, min, max }, setting) => {
      const [worst, best] = (range ?? setting.range).map(figure);
      return setting.direction === 'higher'
        ? {
            zh: `${count} 个可比单位中最优 ${figure(max)} 得 ${best} 分；${figure(value)} 按占它的比例计分，比例为 0 得 ${worst} 分。`,
            en: `Of the ${count} peers the best, ${figure(max)}, scores ${best}; ${figure(value)} scores as its share of it, and a share of 0 scores ${worst}.`,
          }
        : {
            zh: `${count} 个可比单位中最优 ${figure(min)} 得 ${best} 分；${figure(value)} 按最优占它的比例计分，比例为 0 得 ${worst} 分。`,
            en: `Of the ${count} peers the best, ${figure(min)}, scores ${best}; ${figure(value)} scores by the best as a share of it, and a share of 0 scores ${worst}.`,
          };
    },
  },
};

/**
 * 第1名得满分，其余按第1名的比例得分.
 *
 * score = s₀ + (s₁ − s₀) × v ÷ max; lower is better: min ÷ v
 *
 * A ratio needs a zero to count from. Higher is better: a value below 0 scores the worst, and a best
 * of 0 or less is nothing to compare with. Lower is better: where the best has 0, others who have 0
 * score the best and everyone else the worst; a best below 0 is nothing to compare with. (The
 * reference's `n_fracmax` gives a negative indicator v ÷ min, where more is still better: a fault of
 * its, not copied.)
 *
 * @param value in the indicator's unit of measure
 * @returns score in the rule's range, else the scheme's; `null` without peers or a best to compare with
 * @see COINr 1.1.14, `n_fracmax`
 */
function scoreRatioToBest(rule: RatioToBestRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  if (setting.direction === 'higher') {
    const line = lineOf(rule, peers, setting);
    return line && applyLinear(line, value);
  }
  if (peers.count === 0 || peers.min < 0) return null;
  return scoreOfPoints(peers.min, value, rule.range ?? setting.range);
}

/** The rule's straight line where higher is better; `null` where it cannot score. */
function lineOf({ range }: RatioToBestRule, peers: Peers, setting: RuleSetting): Linear | null {
  return peers.max > 0 ? lineBetween(0, peers.max, range ?? setting.range) : null;
}

/** The arithmetic of {@link scoreRatioToBest}. */
function workRatioToBest(rule: RatioToBestRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  const range = rule.range ?? setting.range;
  if (setting.direction === 'higher') {
    return workLine(lineOf(rule, peers, setting), value, () => ({
      formula: 's₀ + (s₁ − s₀) × v ÷ max',
      expression: expression`${range[0]} + (${range[1]} − ${range[0]}) × ${value} ÷ ${peers.max}`,
    }));
  }
  if (peers.count === 0 || peers.min < 0) return null;
  const numbers = [printNumber(peers.min), printNumber(value)] as const;
  return workOfPoints(peers.min, value, { symbols: ['min', 'v'], numbers }, range);
}
