import { Type, type Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Among, Figure, Positive, ruleSchema } from './fields.ts';
import { applyLinear, workLine, type Linear } from './line.ts';
import { OPEN_THE_SCHEME } from './range.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'z-score',
  '标准分: (value − mean) ÷ standard deviation (n − 1), then × sd + mean. Needs `clamp` or a scheme whose range is open.',
  {
    /** Mean and standard deviation of the scores; 0 and 1 by default. */
    mean: Type.Optional(Figure),
    sd: Type.Optional(Positive),
    /** Hold scores inside the scheme's range. */
    clamp: Type.Optional(Type.Boolean()),
    among: Among,
  },
  { type: 'z-score', mean: 50, sd: 10, clamp: true },
);
type ZScoreRule = Static<typeof schema>;

export const zScore: RuleDefinition<ZScoreRule> = {
  schema,
  scale: 'free',
  needsPeers: () => true,
  line: { of: lineOf },
  score: scoreZScore,
  work: workZScore,
  range: (rule, { range }) => (rule.clamp === true ? range : [-Infinity, Infinity]),
  keepInside: () => ['', `write "clamp": true, or ${OPEN_THE_SCHEME}`],
  words: {
    name: { zh: '标准分', en: 'z-score' },
    says: ({ mean: middle = 0, sd: step = 1 }, value, { count, mean, sd }, { direction }) => ({
      zh: `${count} 个可比单位平均 ${figure(mean)}，标准差 ${figure(sd)}；平均得 ${figure(middle)} 分，每${direction === 'higher' ? '高' : '低'}一个标准差加 ${figure(step)} 分，指标值 ${figure(value)}。`,
      en: `The ${count} peers have a mean of ${figure(mean)} and a standard deviation of ${figure(sd)}; the mean scores ${figure(middle)}, every standard deviation ${direction === 'higher' ? 'above' : 'below'} it adds ${figure(step)}, and the value is ${figure(value)}.`,
    }),
  },
};

/**
 * 标准分: how many standard deviations a value is better than the mean of its peers.
 *
 * score = m + s × (v − x̄) ÷ σ; lower is better: (x̄ − v) ÷ σ; m and s are the rule's `mean` and `sd`,
 * σ the sample standard deviation (n − 1)
 *
 * @param value in the indicator's unit of measure
 * @returns score of any size, under `clamp` inside the scheme's range; `null` where all peers are equal
 * @see COINr 1.1.14, `n_zscore`
 */
function scoreZScore(rule: ZScoreRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  const line = lineOf(rule, peers, setting);
  return line && applyLinear(line, value);
}

/** The rule's straight line; `null` where it cannot score. */
function lineOf(rule: ZScoreRule, peers: Peers, { direction, range }: RuleSetting): Linear | null {
  // Deviations too small to be squared count as none; those too large to be have no measure.
  if (peers.min === peers.max || peers.sd === 0 || !Number.isFinite(peers.sd)) return null;
  return {
    from: peers.mean,
    width: direction === 'higher' ? peers.sd : -peers.sd,
    worst: rule.mean ?? 0,
    span: rule.sd ?? 1,
    low: rule.clamp === true ? range[0] : -Infinity,
    high: rule.clamp === true ? range[1] : Infinity,
  };
}

/** The arithmetic of {@link scoreZScore}. */
function workZScore(rule: ZScoreRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  return workLine(lineOf(rule, peers, setting), value, ({ worst, span }) =>
    setting.direction === 'higher'
      ? {
          formula: 'm + s × (v − x̄) ÷ σ',
          expression: expression`${worst} + ${span} × (${value} − ${peers.mean}) ÷ ${peers.sd}`,
        }
      : {
          formula: 'm + s × (x̄ − v) ÷ σ',
          expression: expression`${worst} + ${span} × (${peers.mean} − ${value}) ÷ ${peers.sd}`,
        },
  );
}
