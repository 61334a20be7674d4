import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression, printNumber } from './expression.ts';
import { Positive, ruleSchema } from './fields.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { rescaled, scoreOfPoints, withoutDust, workOfPoints } from './share.ts';

const schema = ruleSchema(
  'award',
  '按件得分，加满为止: `each` points for every one, up to `full`.',
  { each: Positive, full: Positive },
  { type: 'award', each: 2, full: 6 },
);
type AwardRule = Static<typeof schema>;

export const award: RuleDefinition<AwardRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  score: scoreAward,
  work: workAward,
  range: (_rule, { range }) => range,
  fullAt: ({ each, full }) => full / each,
  onlyDirection: () => 'higher',
  fullPoints: ({ full }) => ({ property: 'full', points: full, replaceableAbove: 0 }),
  words: {
    name: { zh: '按件得分', en: 'points for each' },
    says: ({ each, full }, value, _peers, { range }) => {
      const scale = rescaled(full, range);
      return {
        zh: `每件得 ${figure(each)} 分，最高 ${figure(full)} 分，共 ${figure(value)} 件。${scale.zh}`,
        en: `Each gives ${figure(each)}, up to ${figure(full)}; the count is ${figure(value)}. ${scale.en}`,
      };
    },
  },
};

/**
 * 每项得 `each` 分，最高 `full` 分: points for every item, up to the full ones.
 *
 * points = min(full, each × v); score = s₀ + (s₁ − s₀) × points ÷ full
 *
 * @param value how many items; fewer than none are none
 * @returns score in the scheme's range
 */
function scoreAward(rule: AwardRule, value: number, _peers: Peers, { range }: RuleSetting): number {
  return scoreOfPoints(withoutDust(rule.each * value), rule.full, range);
}

/** The arithmetic of {@link scoreAward}. */
function workAward({ each, full }: AwardRule, value: number, _peers: Peers, { range }: RuleSetting): Worked {
  const numbers = [expression`${each} × ${value}`, printNumber(full)] as const;
  return workOfPoints(withoutDust(each * value), full, { symbols: ['min(full, each × v)', 'full'], numbers }, range);
}
