import { Type, type Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Figure, Positive, ruleSchema } from './fields.ts';
import { applyLinear, reachingHigh, workLine, type Linear } from './line.ts';
import { keepClamped } from './range.ts';
import type { RuleDefinition, RuleFault } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'efficacy',
  '功效系数: base + span × (value − unacceptable) ÷ (satisfactory − unacceptable).',
  {
    /** 不容许值. */
    unacceptable: Figure,
    /** 满意值. */
    satisfactory: Figure,
    /** 60 and 40 by default. */
    base: Type.Optional(Figure),
    span: Type.Optional(Positive),
    /** Hold scores inside the scheme's range (default). */
    clamp: Type.Optional(Type.Boolean()),
  },
  { type: 'efficacy', unacceptable: 50, satisfactory: 90 },
);
type EfficacyRule = Static<typeof schema>;

export const efficacy: RuleDefinition<EfficacyRule> = {
  schema,
  scale: 'stated',
  needsPeers: () => false,
  line: { of: (rule, _peers, setting) => lineOf(rule, setting) },
  score: scoreEfficacy,
  work: workEfficacy,
  range: ({ clamp }, { range }) => (clamp === false ? [-Infinity, Infinity] : range),
  faults: faultsOf,
  keepInside: keepClamped,
  mapValues: (rule, map) => ({
    ...rule,
    unacceptable: map(rule.unacceptable, 'unacceptable'),
    satisfactory: map(rule.satisfactory, 'satisfactory'),
  }),
  fullAt,
  writtenFor: ({ unacceptable, satisfactory }) =>
    satisfactory === unacceptable ? null : satisfactory > unacceptable ? 'higher' : 'lower',
  words: {
    name: { zh: '功效系数法', en: 'efficacy coefficient' },
    says: ({ unacceptable, satisfactory, base = 60, span = 40 }, value) => ({
      zh: `不容许值 ${figure(unacceptable)} 得 ${figure(base)} 分，满意值 ${figure(satisfactory)} 得 ${figure(base + span)} 分；${figure(value)} 按所处位置计分。`,
      en: `The unacceptable value, ${figure(unacceptable)}, scores ${figure(base)} and the satisfactory one, ${figure(satisfactory)}, scores ${figure(base + span)}; ${figure(value)} scores by its place.`,
    }),
  },
};

/**
 * 功效系数法: 60 at the value that cannot be allowed (不容许值), 100 at the satisfactory one (满意值).
 *
 * score = base + span × (v − x₀) ÷ (x₁ − x₀), x₀ = unacceptable, x₁ = satisfactory
 *
 * Where lower is better the satisfactory value is the smaller one, and the formula the same.
 *
 * @param value in the indicator's unit of measure
 * @returns a literal score, held inside the scheme's range unless `clamp` is false
 */
function scoreEfficacy(rule: EfficacyRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return applyLinear(lineOf(rule, setting), value);
}

/** The rule's straight line. */
function lineOf(rule: EfficacyRule, { range }: RuleSetting): Linear {
  return {
    from: rule.unacceptable,
    width: rule.satisfactory - rule.unacceptable,
    worst: rule.base ?? 60,
    span: rule.span ?? 40,
    low: rule.clamp === false ? -Infinity : range[0],
    high: rule.clamp === false ? Infinity : range[1],
  };
}

/** The arithmetic of {@link scoreEfficacy}. */
function workEfficacy(rule: EfficacyRule, value: number, _peers: Peers, setting: RuleSetting): Worked | null {
  const { unacceptable, satisfactory } = rule;
  return workLine(lineOf(rule, setting), value, ({ worst, span }) => ({
    formula: 'base + span × (v − x₀) ÷ (x₁ − x₀)',
    expression: expression`${worst} + ${span} × (${value} − ${unacceptable}) ÷ (${satisfactory} − ${unacceptable})`,
  }));
}

function faultsOf({ unacceptable, satisfactory }: EfficacyRule, direction: RuleSetting['direction']): RuleFault[] {
  if (direction === 'higher' ? unacceptable < satisfactory : unacceptable > satisfactory) return [];
  const side = direction === 'higher' ? 'above' : 'below';
  const message = `${satisfactory} is not ${side} "unacceptable", ${unacceptable}; ${direction} is better here: write a satisfactory value ${side} it, or turn the direction`;
  return [{ path: '/satisfactory', message }];
}

/** Where its line meets the best score of the scheme: at the satisfactory value, unless base and span say otherwise. */
function fullAt(rule: EfficacyRule, setting: RuleSetting): number | null {
  if (rule.clamp === false) return null;
  const line = lineOf(rule, setting);
  const { from, width, worst, span, high } = line;
  return worst + span === high ? rule.satisfactory : reachingHigh(line, from + width * ((high - worst) / span));
}
