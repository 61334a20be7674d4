import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Among, RankTies, ruleSchema } from './fields.ts';
import { OPEN_THE_SCHEME } from './range.ts';
import { scoreRank } from './rank.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'borda',
  '博尔达计数: rank − 1. Needs a scheme whose range is open.',
  { ties: RankTies, among: Among },
  { type: 'borda' },
);
type BordaRule = Static<typeof schema>;

export const borda: RuleDefinition<BordaRule> = {
  schema,
  scale: 'free',
  needsPeers: () => true,
  score: scoreBorda,
  work: workBorda,
  range: (_rule, { count }) => [0, count === undefined ? Infinity : count - 1],
  keepInside: () => ['/type', `use percentile-rank, or ${OPEN_THE_SCHEME}`],
  words: {
    name: { zh: '波达计数', en: 'Borda count' },
    says: ({ ties }, value, peers, setting) => {
      const rank = figure(scoreRank({ type: 'rank', ...(ties && { ties }) }, value, peers, setting) ?? Number.NaN);
      return {
        zh: `${peers.count} 个可比单位从差到好排，${figure(value)} 列第 ${rank}，得分是名次减一。`,
        en: `From worst to best of the ${peers.count} peers, ${figure(value)} is number ${rank}; the score is one less.`,
      };
    },
  },
};

/**
 * 波达计数: how many peers a unit leaves behind.
 *
 * score = r − 1, r the ascending rank; equal values share the least of their ranks, or as `ties` says
 *
 * @param value in the indicator's unit of measure
 * @returns score in 0..n − 1, whatever the scheme's range; `null` without peers
 * @see COINr 1.1.14, `n_borda`
 */
function scoreBorda({ ties }: BordaRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  const rank = scoreRank({ type: 'rank', ...(ties && { ties }) }, value, peers, setting);
  return rank === null ? null : rank - 1;
}

/** The arithmetic of {@link scoreBorda}. */
function workBorda(rule: BordaRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  const score = scoreBorda(rule, value, peers, setting);
  return score === null ? null : { score, formula: 'r − 1', expression: expression`${score + 1} − 1` };
}
