import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Figure, ruleSchema } from './fields.ts';
import type { RuleDefinition, RuleFault } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, workOfPoints } from './share.ts';

const schema = ruleSchema(
  'inside-range',
  '适度指标: best inside [from, to], falling on straight lines to the worst at zeroBelow and zeroAbove.',
  {
    from: Figure,
    to: Figure,
    zeroBelow: Figure,
    zeroAbove: Figure,
  },
  { type: 'inside-range', from: 60, to: 80, zeroBelow: 30, zeroAbove: 100 },
);
type InsideRangeRule = Static<typeof schema>;

export const insideRange: RuleDefinition<InsideRangeRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  score: scoreInsideRange,
  work: workInsideRange,
  range: (_rule, { range }) => range,
  faults: faultsOf,
  mapValues: (rule, map) => ({
    ...rule,
    from: map(rule.from, 'from'),
    to: map(rule.to, 'to'),
    zeroBelow: map(rule.zeroBelow, 'zeroBelow'),
    zeroAbove: map(rule.zeroAbove, 'zeroAbove'),
  }),
  words: {
    name: { zh: '适度区间', en: 'inside a range' },
    says: ({ from, to, zeroBelow, zeroAbove }, value, _peers, { range: [worst, best] }) => {
      const [v, low, high] = [figure(value), figure(from), figure(to)];
      if (value >= from && value <= to)
        return {
          zh: `${v} 在适度区间 ${low} 至 ${high} 之内，得 ${figure(best)} 分。`,
          en: `${v} is inside the range from ${low} to ${high} and scores ${figure(best)}.`,
        };
      const [zh, en, near, far] =
        value < from ? ['低于', 'below', low, figure(zeroBelow)] : ['高于', 'above', high, figure(zeroAbove)];
      return {
        zh: `${v} ${zh}适度区间：${near} 得 ${figure(best)} 分，${far} 得 ${figure(worst)} 分，其间按比例计分，以外同 ${far}。`,
        en: `${v} is ${en} the range: ${near} scores ${figure(best)} and ${far} scores ${figure(worst)}, in proportion between them; beyond ${far} nothing changes.`,
      };
    },
  },
};

/**
 * 适度指标: the best inside [from, to], falling on straight lines to the worst at `zeroBelow` and `zeroAbove`.
 *
 * below: score = s₀ + (s₁ − s₀) × (v − zeroBelow) ÷ (from − zeroBelow);
 * above: s₀ + (s₁ − s₀) × (zeroAbove − v) ÷ (zeroAbove − to)
 *
 * The indicator's direction says nothing here. `zeroBelow` may equal `from` (`zeroAbove` may equal
 * `to`): then there is no slope, and a value outside scores the worst.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the scheme's range
 */
function scoreInsideRange(rule: InsideRangeRule, value: number, _peers: Peers, { range }: RuleSetting): number {
  const [way, length] = wayBack(rule, value);
  return scoreOfPoints(way, length, range);
}

/** The arithmetic of {@link scoreInsideRange}. */
function workInsideRange(rule: InsideRangeRule, value: number, peers: Peers, setting: RuleSetting): Worked {
  const { from, to, zeroBelow, zeroAbove } = rule;
  if (value >= from && value <= to) {
    const score = scoreInsideRange(rule, value, peers, setting);
    return { score, formula: 's₁', expression: expression`${score}` };
  }
  const [way, length] = wayBack(rule, value);
  const text =
    value < from
      ? ({
          symbols: ['(v − zeroBelow)', '(from − zeroBelow)'],
          numbers: [expression`(${value} − ${zeroBelow})`, expression`(${from} − ${zeroBelow})`],
        } as const)
      : ({
          symbols: ['(zeroAbove − v)', '(zeroAbove − to)'],
          numbers: [expression`(${zeroAbove} − ${value})`, expression`(${zeroAbove} − ${to})`],
        } as const);
  return workOfPoints(way, length, text, setting.range);
}

/** How far a value is from where it scores the worst, and how far from there the best begins. */
function wayBack({ from, to, zeroBelow, zeroAbove }: InsideRangeRule, value: number): [number, number] {
  if (value < from) return [value - zeroBelow, from - zeroBelow];
  return value > to ? [zeroAbove - value, zeroAbove - to] : [1, 1];
}

function faultsOf({ from, to, zeroBelow, zeroAbove }: InsideRangeRule): RuleFault[] {
  const named = [
    ['zeroBelow', zeroBelow],
    ['from', from],
    ['to', to],
    ['zeroAbove', zeroAbove],
  ] as const;
  return named.flatMap(([name, value], at) => {
    const before = named[at - 1];
    if (before === undefined || before[1] <= value) return [];
    const message = `${value} is below "${before[0]}", ${before[1]}; the four rise: zeroBelow, from, to, zeroAbove`;
    return [{ path: `/${name}`, message }];
  });
}
