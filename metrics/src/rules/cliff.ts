import { Type, type Static } from 'typebox';
import { OneOf } from '../language/catalogue.ts';
import { figure } from '../language/figure.ts';
import { expression, printNumber } from './expression.ts';
import { Figure, ruleSchema } from './fields.ts';
import type { RuleDefinition, RuleFault } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, workOfPoints, type PointsText } from './share.ts';

const schema = ruleSchema(
  'cliff',
  '断崖: the worst at `zero` and beyond, the best from `full` on, between them pro rata.',
  {
    zero: Figure,
    full: Figure,
    /** Between them: from 0 up (`rebased`, default), or value ÷ full with a drop at `zero` (`share`). */
    between: Type.Optional(OneOf(['rebased', 'share'])),
  },
  { type: 'cliff', zero: 95, full: 100 },
);
type CliffRule = Static<typeof schema>;

export const cliff: RuleDefinition<CliffRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  score: scoreCliff,
  work: workCliff,
  range: (_rule, { range }) => range,
  faults: faultsOf,
  mapValues: (rule, map) => ({ ...rule, zero: map(rule.zero, 'zero'), full: map(rule.full, 'full') }),
  fullAt: ({ full }) => full,
  writtenFor: ({ zero, full }) => (full === zero ? null : full > zero ? 'higher' : 'lower'),
  words: {
    name: { zh: '断崖计分', en: 'cliff' },
    says: ({ zero, full, between }, value, _peers, { direction, range: [worst, best] }) => {
      const [v, none, all] = [figure(value), figure(zero), figure(full)];
      const isHigher = direction === 'higher';
      if (isHigher ? value >= full : value <= full)
        return {
          zh: `${v} ${isHigher ? '不低于' : '不高于'} ${all}，得 ${figure(best)} 分。`,
          en: `${v} is ${isHigher ? 'not below' : 'not above'} ${all} and scores ${figure(best)}.`,
        };
      if (isHigher ? value <= zero : value >= zero)
        return {
          zh: `${v} ${isHigher ? '不高于' : '不低于'} ${none}，得 ${figure(worst)} 分。`,
          en: `${v} is ${isHigher ? 'not above' : 'not below'} ${none} and scores ${figure(worst)}.`,
        };
      if (between !== 'share')
        return {
          zh: `${v} 在 ${none}（${figure(worst)} 分）与 ${all}（${figure(best)} 分）之间，按比例计分。`,
          en: `${v} lies between ${none}, which scores ${figure(worst)}, and ${all}, which scores ${figure(best)}: in proportion.`,
        };
      return {
        zh: `${v} 在 ${none} 与 ${all} 之间，${isHigher ? `按它占 ${all} 的比例` : `按 ${all} 占它的比例`}计分，0 为 ${figure(worst)} 分，全部为 ${figure(best)} 分。`,
        en: `${v} lies between ${none} and ${all} and scores as ${isHigher ? `its share of ${all}` : `${all} as a share of it`}: nothing scores ${figure(worst)}, all of it ${figure(best)}.`,
      };
    },
  },
};

/**
 * 断崖: 100%得3分；96–99%按比例扣；95%及以下不计分. The worst at `zero` and beyond, the best from `full` on.
 *
 * rebased: score = s₀ + (s₁ − s₀) × (v − zero) ÷ (full − zero);
 * share: s₀ + (s₁ − s₀) × v ÷ full, with a drop at `zero`
 *
 * Lower is better: `full` is below `zero`, and the shares are (zero − v) ÷ (zero − full) and full ÷ v.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the scheme's range
 */
function scoreCliff(rule: CliffRule, value: number, _peers: Peers, { direction, range }: RuleSetting): number {
  const [points, full] = pointsOf(rule, value, direction);
  return scoreOfPoints(points, full, range);
}

/** The arithmetic of {@link scoreCliff}. */
function workCliff(rule: CliffRule, value: number, _peers: Peers, { direction, range }: RuleSetting): Worked {
  const [points, full] = pointsOf(rule, value, direction);
  if (points === full) return { score: range[1], formula: 's₁', expression: printNumber(range[1]) };
  if (points === 0) return { score: range[0], formula: 's₀', expression: printNumber(range[0]) };
  return workOfPoints(points, full, textOf(rule, value, direction), range);
}

function pointsOf({ zero, full, between }: CliffRule, value: number, direction: RuleSetting['direction']) {
  const isHigher = direction === 'higher';
  if (isHigher ? value >= full : value <= full) return [1, 1] as const;
  if (isHigher ? value <= zero : value >= zero) return [0, 1] as const;
  if (between === 'share') return isHigher ? ([value, full] as const) : ([full, value] as const);
  return isHigher ? ([value - zero, full - zero] as const) : ([zero - value, zero - full] as const);
}

function textOf({ zero, full, between }: CliffRule, v: number, direction: RuleSetting['direction']): PointsText {
  if (between === 'share') {
    return direction === 'higher'
      ? { symbols: ['v', 'full'], numbers: [printNumber(v), printNumber(full)] }
      : { symbols: ['full', 'v'], numbers: [printNumber(full), printNumber(v)] };
  }
  return direction === 'higher'
    ? {
        symbols: ['(v − zero)', '(full − zero)'],
        numbers: [expression`(${v} − ${zero})`, expression`(${full} − ${zero})`],
      }
    : {
        symbols: ['(zero − v)', '(zero − full)'],
        numbers: [expression`(${zero} − ${v})`, expression`(${zero} − ${full})`],
      };
}

function faultsOf({ zero, full, between }: CliffRule, direction: RuleSetting['direction']): RuleFault[] {
  if (direction === 'higher' ? full <= zero : full >= zero) {
    const side = direction === 'higher' ? 'above' : 'below';
    const message = `${full} is not ${side} "zero", ${zero}; ${direction} is better here: write a "full" ${side} it, or turn the direction`;
    return [{ path: '/full', message }];
  }
  if (between !== 'share' || (direction === 'higher' ? full > 0 : full >= 0)) return [];
  return [{ path: '/between', message: `a share of ${full} says nothing; write "rebased"` }];
}
