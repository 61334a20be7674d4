import { Type, type Static } from 'typebox';
import { OneOf } from '../language/catalogue.ts';
import { figure } from '../language/figure.ts';
import { printNumber } from './expression.ts';
import { Positive, ruleSchema } from './fields.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { rescaled, scoreOfPoints, withoutDust, workOfPoints } from './share.ts';

const schema = ruleSchema(
  'checklist',
  '对照清单得分: the value is the points of the items found fulfilled, or, `counted` by items, how many of them.',
  {
    items: Type.Array(
      Type.Object({ text: Type.String({ minLength: 1 }), points: Positive }, { additionalProperties: false }),
      { minItems: 1 },
    ),
    counted: Type.Optional(OneOf(['points', 'items'])),
  },
  {
    type: 'checklist',
    items: [
      { text: '建立台账', points: 1 },
      { text: '公示', points: 2 },
    ],
  },
);
type ChecklistRule = Static<typeof schema>;

export const checklist: RuleDefinition<ChecklistRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  score: scoreChecklist,
  work: workChecklist,
  range: (_rule, { range }) => range,
  fullAt: totalOf,
  onlyDirection: () => 'higher',
  listedPoints: ({ items, counted }) =>
    counted === 'items' ? null : { path: '/items', sum: items.reduce((sum, { points }) => sum + points, 0) },
  words: {
    name: { zh: '对照清单得分', en: 'checklist' },
    says: (rule, value, _peers, { range }) => {
      const total = totalOf(rule);
      const scale = rescaled(total, range);
      return rule.counted === 'items'
        ? {
            zh: `清单 ${figure(total)} 项，每项 1 分，达到 ${figure(value)} 项。${scale.zh}`,
            en: `The list has ${figure(total)} items of 1 point each; fulfilled: ${figure(value)}. ${scale.en}`,
          }
        : {
            zh: `清单共 ${figure(total)} 分，达到的各项合计 ${figure(value)} 分。${scale.zh}`,
            en: `The list has ${figure(total)} points, and the items fulfilled add up to ${figure(value)}. ${scale.en}`,
          };
    },
  },
};

/**
 * 对照清单得分: the points of the items found fulfilled, of all there are.
 *
 * score = s₀ + (s₁ − s₀) × v ÷ total, total = the points of all items, or their number when they are counted
 *
 * @param value points of the items found fulfilled; under `counted: items` how many of them, each worth the same
 * @returns score in the scheme's range
 */
function scoreChecklist(rule: ChecklistRule, value: number, _peers: Peers, { range }: RuleSetting): number {
  return scoreOfPoints(value, totalOf(rule), range);
}

/** The arithmetic of {@link scoreChecklist}. */
function workChecklist(rule: ChecklistRule, value: number, _peers: Peers, { range }: RuleSetting): Worked {
  const total = totalOf(rule);
  const numbers = [printNumber(value), printNumber(total)] as const;
  return workOfPoints(value, total, { symbols: ['v', 'total'], numbers }, range);
}

function totalOf({ items, counted }: ChecklistRule): number {
  if (counted === 'items') return items.length;
  // Ten items of 0.1 make 1, and whoever has all of them has the best.
  return withoutDust(items.reduce((sum, { points }) => sum + points, 0));
}
