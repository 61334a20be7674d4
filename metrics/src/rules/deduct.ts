import { Type, type Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression, printNumber } from './expression.ts';
import { Positive, ruleSchema } from './fields.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { rescaled, scoreOfPoints, withoutDust, workOfPoints } from './share.ts';

const schema = ruleSchema(
  'deduct',
  '出现一次扣 each 分，扣完为止: of `from` points; `zeroFrom: 2` is 发现两次及以上不得分.',
  {
    each: Positive,
    from: Positive,
    /** From so many incidents on nothing is left. */
    zeroFrom: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { type: 'deduct', each: 2, from: 4 },
);
type DeductRule = Static<typeof schema>;

export const deduct: RuleDefinition<DeductRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  score: scoreDeduct,
  work: workDeduct,
  range: (_rule, { range }) => range,
  fullAt: () => 0,
  onlyDirection: () => 'lower',
  fullPoints: ({ from }) => ({ property: 'from', points: from, replaceableAbove: 0 }),
  words: {
    name: { zh: '扣分制', en: 'points off for each' },
    says: (rule, value, _peers, { range }) => {
      const { from, each, zeroFrom } = rule;
      const scale = rescaled(from, range);
      const happened = figure(Math.max(0, value));
      return isStruckOut(rule, value)
        ? {
            zh: `发生 ${happened} 起；满分 ${figure(from)} 分，${figure(zeroFrom ?? 0)} 起及以上不得分。${scale.zh}`,
            en: `Cases: ${happened}; of ${figure(from)} points nothing is left from case ${figure(zeroFrom ?? 0)} on. ${scale.en}`,
          }
        : {
            zh: `满分 ${figure(from)} 分，每起扣 ${figure(each)} 分，扣完为止；发生 ${happened} 起。${scale.zh}`,
            en: `Of ${figure(from)} points each case takes ${figure(each)}, until nothing is left; cases: ${happened}. ${scale.en}`,
          };
    },
  },
};

/**
 * 扣分制: 出现一次扣 `each` 分，扣完为止; 发现两次及以上不得分 is `zeroFrom: 2`.
 *
 * points = max(0, full − each × v), 0 from `zeroFrom` incidents on; score = s₀ + (s₁ − s₀) × points ÷ full,
 * where full is the rule's `from`
 *
 * @param value incidents; fewer than none are none
 * @returns score in the scheme's range
 */
function scoreDeduct(rule: DeductRule, value: number, _peers: Peers, { range }: RuleSetting): number {
  return scoreOfPoints(pointsLeft(rule, value), rule.from, range);
}

/** The arithmetic of {@link scoreDeduct}. */
function workDeduct(rule: DeductRule, value: number, _peers: Peers, { range }: RuleSetting): Worked {
  const struckOut = isStruckOut(rule, value);
  const left = expression`max(0, ${rule.from} − ${rule.each} × ${Math.max(0, value)})`;
  return workOfPoints(
    pointsLeft(rule, value),
    rule.from,
    {
      symbols: [struckOut ? '0' : 'max(0, full − each × v)', 'full'],
      numbers: [struckOut ? '0' : left, printNumber(rule.from)],
    },
    range,
  );
}

function pointsLeft(rule: DeductRule, value: number): number {
  if (isStruckOut(rule, value)) return 0;
  return Math.max(0, withoutDust(rule.from - rule.each * Math.max(0, value)));
}

function isStruckOut({ zeroFrom }: DeductRule, value: number): boolean {
  return zeroFrom !== undefined && value >= zeroFrom;
}
