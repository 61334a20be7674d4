import type { Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression, printNumber } from './expression.ts';
import { OwnRange, Positive, ruleSchema } from './fields.ts';
import { applyLinear, heldExpression, workLine, type Linear } from './line.ts';
import { unorderedRange } from './range.ts';
import type { RuleDefinition } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'ratio-to-base',
  '基准比值: value ÷ base × 100, held inside `cap` (lower is better: base ÷ value × 100).',
  {
    base: Positive,
    /** Lowest and highest score; the scheme's range by default. */
    cap: OwnRange,
  },
  { type: 'ratio-to-base', base: 250 },
);
type RatioToBaseRule = Static<typeof schema>;

export const ratioToBase: RuleDefinition<RatioToBaseRule> = {
  schema,
  scale: 'fixed',
  needsPeers: () => false,
  // Where lower is better it divides by the value.
  line: { only: 'higher', of: (rule, _peers, setting) => lineOf(rule, setting) },
  score: scoreRatioToBase,
  work: workRatioToBase,
  range: ({ cap }, { range }) => cap ?? range,
  faults: ({ cap }) => unorderedRange('cap', cap),
  keepInside: () => ['/cap', `write a "cap" inside it, or widen the scheme's "range"`],
  fullAt,
  words: {
    name: { zh: '基准比值', en: 'ratio to a base' },
    says: ({ base, cap }, value, _peers, { direction, range }) => {
      const [low, high] = (cap ?? range).map(figure);
      if (direction === 'lower' && value <= 0)
        return {
          zh: `${figure(value)} 不大于 0，优于任何比值，得最高的 ${high} 分。`,
          en: `${figure(value)} is not above 0, better than any ratio, and scores the most there is, ${high}.`,
        };
      return direction === 'higher'
        ? {
            zh: `${figure(value)} 除以基准 ${figure(base)}，等于基准得 100 分，限于 ${low} 至 ${high} 分。`,
            en: `${figure(value)} ÷ the base, ${figure(base)}: as much as the base scores 100, held between ${low} and ${high}.`,
          }
        : {
            zh: `基准 ${figure(base)} 除以 ${figure(value)}，等于基准得 100 分，限于 ${low} 至 ${high} 分。`,
            en: `The base, ${figure(base)}, ÷ ${figure(value)}: as much as the base scores 100, held between ${low} and ${high}.`,
          };
    },
  },
};

/**
 * 基准比值指数: the value in per cent of a base, such as last year's or the provincial mean.
 *
 * score = v ÷ base × 100; lower is better (逆指标): base ÷ v × 100; both held inside `cap`
 *
 * Where lower is better, a value of 0 or less is better than any ratio and scores the most there is.
 *
 * @param value in the indicator's unit of measure
 * @returns a literal score inside the rule's `cap`, else the scheme's range
 */
function scoreRatioToBase(rule: RatioToBaseRule, value: number, _peers: Peers, setting: RuleSetting): number {
  if (setting.direction === 'higher') return applyLinear(lineOf(rule, setting), value);
  const [low, high] = rule.cap ?? setting.range;
  return value <= 0 ? high : Math.min(high, Math.max(low, (rule.base / value) * 100));
}

/** The rule's straight line where higher is better. */
function lineOf({ base, cap }: RatioToBaseRule, { range }: RuleSetting): Linear {
  const [low, high] = cap ?? range;
  return { from: 0, width: base, worst: 0, span: 100, low, high };
}

/** The arithmetic of {@link scoreRatioToBase}. */
function workRatioToBase(rule: RatioToBaseRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  if (setting.direction === 'higher') {
    return workLine(lineOf(rule, setting), value, () => ({
      formula: 'v ÷ base × 100',
      expression: expression`${value} ÷ ${rule.base} × 100`,
    }));
  }
  const score = scoreRatioToBase(rule, value, peers, setting);
  const [low, high] = rule.cap ?? setting.range;
  if (value <= 0) return { score, formula: 'high', expression: printNumber(score) };
  const raw = (rule.base / value) * 100;
  return {
    score,
    formula: 'base ÷ v × 100',
    expression: heldExpression(expression`${rule.base} ÷ ${value} × 100`, raw, low, high),
  };
}

/** Where the ratio comes to the highest score; where lower is better it never comes down to 0. */
function fullAt({ base, cap }: RatioToBaseRule, { direction, range }: RuleSetting): number | null {
  const [, high] = cap ?? range;
  if (direction === 'higher') return (base * high) / 100;
  return high <= 0 ? null : (base * 100) / high;
}
