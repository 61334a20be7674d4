import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Among, OwnRange, RankTies, ruleSchema } from './fields.ts';
import { spanOf } from './line.ts';
import { ascendingRank } from './places.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'percentile-rank',
  '百分位: (rank − 1) ÷ (n − 1), the best highest.',
  { ties: RankTies, range: OwnRange, among: Among },
  { type: 'percentile-rank', ties: 'average' },
);
type PercentileRankRule = Static<typeof schema>;

export const percentileRank: RuleDefinition<PercentileRankRule> = {
  schema,
  scale: 'free',
  needsPeers: () => true,
  score: scorePercentileRank,
  work: workPercentileRank,
  range: (rule, { range }) => rule.range ?? range,
  words: {
    name: { zh: '百分位', en: 'percentile rank' },
    says: (rule, value, peers, setting) => {
      const [worst, best] = rule.range ?? setting.range;
      const rank = figure(rankOf(rule, value, peers, setting));
      return {
        zh: `${peers.count} 个可比单位从差到好排，${figure(value)} 列第 ${rank}；第 1 得 ${figure(worst)} 分，第 ${peers.count} 得 ${figure(best)} 分，其间按名次等分。`,
        en: `From worst to best of the ${peers.count} peers, ${figure(value)} is number ${rank}; number 1 scores ${figure(worst)}, number ${peers.count} scores ${figure(best)}, and those between in equal steps.`,
      };
    },
  },
};

/**
 * 百分位: which share of the other peers a unit leaves behind.
 *
 * score = s₀ + (s₁ − s₀) × (r − 1) ÷ (n − 1), r the ascending rank among n peers
 *
 * Equal values share the least of their ranks, or as `ties` says, so that among peers who are all
 * equal everyone has the worst score.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the rule's range, else the scheme's; `null` for fewer than two peers
 * @see COINr 1.1.14, `n_prank`
 */
function scorePercentileRank(
  rule: PercentileRankRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): number | null {
  if (peers.count < 2) return null;
  const range = rule.range ?? setting.range;
  const share = (rankOf(rule, value, peers, setting) - 1) / (peers.count - 1);
  return Math.min(range[1], Math.max(range[0], range[0] + spanOf(range) * share));
}

/** The arithmetic of {@link scorePercentileRank}. */
function workPercentileRank(
  rule: PercentileRankRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): Worked | null {
  const score = scorePercentileRank(rule, value, peers, setting);
  if (score === null) return null;
  const [worst, best] = rule.range ?? setting.range;
  const rank = rankOf(rule, value, peers, setting);
  return {
    score,
    formula: 's₀ + (s₁ − s₀) × (r − 1) ÷ (n − 1)',
    expression: expression`${worst} + (${best} − ${worst}) × (${rank} − 1) ÷ (${peers.count} − 1)`,
  };
}

function rankOf({ ties }: PercentileRankRule, value: number, peers: Peers, { direction }: RuleSetting): number {
  // A value better than every peer, and none of them, would rank n + 1.
  return Math.min(peers.count, ascendingRank(peers, value, direction, ties));
}
