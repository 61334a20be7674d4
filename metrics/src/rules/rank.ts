import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Among, RankTies, ruleSchema } from './fields.ts';
import { ascendingRank } from './places.ts';
import { OPEN_THE_SCHEME } from './range.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'rank',
  '名次: ascending, the best of n has n. Needs a scheme whose range is open.',
  { ties: RankTies, among: Among },
  { type: 'rank' },
);
type RankRule = Static<typeof schema>;

export const rank: RuleDefinition<RankRule> = {
  schema,
  scale: 'free',
  needsPeers: () => true,
  score: scoreRank,
  work: workRank,
  range: (_rule, { count }) => [1, count ?? Infinity],
  keepInside: () => ['/type', `use percentile-rank, or ${OPEN_THE_SCHEME}`],
  words: {
    name: { zh: '名次分', en: 'rank' },
    says: (rule, value, peers, setting) => {
      const rank = figure(scoreRank(rule, value, peers, setting) ?? Number.NaN);
      return {
        zh: `${peers.count} 个可比单位从差到好排，${figure(value)} 列第 ${rank}，得分即名次。`,
        en: `From worst to best of the ${peers.count} peers, ${figure(value)} is number ${rank}, and that is the score.`,
      };
    },
  },
};

/**
 * 名次分: the ascending rank itself, so that the best of n peers has n.
 *
 * score = r; equal values share the least of their ranks, or as `ties` says
 *
 * @param value in the indicator's unit of measure
 * @returns score in 1..n, whatever the scheme's range; `null` without peers
 * @see COINr 1.1.14, `n_rank`
 */
export function scoreRank({ ties }: RankRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  if (peers.count === 0) return null;
  return Math.min(peers.count, ascendingRank(peers, value, setting.direction, ties));
}

/** The arithmetic of {@link scoreRank}: the rank. */
function workRank(rule: RankRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  const score = scoreRank(rule, value, peers, setting);
  return score === null ? null : { score, formula: 'r', expression: expression`${score}` };
}
