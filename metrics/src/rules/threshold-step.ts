import { Type, type Static } from 'typebox';
import { OneOf } from '../language/catalogue.ts';
import { figure } from '../language/figure.ts';
import { toNineDecimals } from '../language/rounding.ts';
import { expression, printNumber } from './expression.ts';
import { Among, Figure, Points, Positive, ruleSchema } from './fields.ts';
import type { RuleDefinition, RuleFault } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { rescaled, scoreOfPoints, withoutDust, workOfPoints } from './share.ts';

const schema = ruleSchema(
  'threshold-step',
  '不低于80%的得1分；每低1%，扣0.1分: full points at the threshold, `deduct` less for every `per` the value is short of it.',
  {
    full: Positive,
    /** A value, or `mean`: the mean of the peers. */
    threshold: Type.Union([Figure, Type.Literal('mean')]),
    /** Points lost (`deduct`) for every `per` the value is short of the threshold. */
    per: Positive,
    deduct: Points,
    /** Whether part of a `per` counts in proportion (default), not at all, or as a whole one. */
    steps: Type.Optional(OneOf(['proportional', 'completed', 'started'])),
    /** Points below which it does not fall; 0 by default. */
    floor: Type.Optional(Points),
    among: Among,
  },
  { type: 'threshold-step', full: 1, threshold: 80, per: 1, deduct: 0.1 },
);
type ThresholdStepRule = Static<typeof schema>;

export const thresholdStep: RuleDefinition<ThresholdStepRule> = {
  schema,
  scale: 'fixed',
  needsPeers: ({ threshold }) => threshold === 'mean',
  score: scoreThresholdStep,
  work: workThresholdStep,
  range: ({ deduct, floor, full }, { range }) => [
    deduct === 0 ? range[1] : scoreOfPoints(floor ?? 0, full, range),
    range[1],
  ],
  faults: faultsOf,
  mapValues: (rule, map) =>
    rule.threshold === 'mean' ? rule : { ...rule, threshold: map(rule.threshold, 'threshold') },
  fullAt: ({ threshold }) => (threshold === 'mean' ? null : threshold),
  fullPoints: ({ full, floor = 0 }) => ({ property: 'full', points: full, replaceableAbove: floor }),
  words: {
    name: { zh: '按差距扣分', en: 'points off for falling short' },
    says: (rule, value, peers, setting) => {
      const { full, per, deduct, floor = 0, steps = 'proportional' } = rule;
      const threshold = figure(thresholdOf(rule, peers) ?? Number.NaN);
      const scale = rescaled(full, setting.range);
      const [whichZh, which] =
        rule.threshold === 'mean'
          ? [`${peers.count} 个可比单位的平均数`, `the mean of the ${peers.count} peers,`]
          : ['标准', 'the threshold,'];
      const [sideZh, side] = setting.direction === 'higher' ? ['每低', 'below it'] : ['每高', 'above it'];
      const [stepZh, step] = PART_OF_STEP[steps];
      return {
        zh: `达到${whichZh} ${threshold} 为 ${figure(full)} 分，${sideZh} ${figure(per)} 扣 ${figure(deduct)} 分${stepZh}，不低于 ${figure(floor)} 分；指标值 ${figure(value)}。${scale.zh}`,
        en: `At ${which} ${threshold}, full marks are ${figure(full)}; every ${figure(per)} ${side} takes ${figure(deduct)}${step}, not below ${figure(floor)}; the value is ${figure(value)}. ${scale.en}`,
      };
    },
  },
};

/**
 * 不低于80%的得1分；每低1%，扣0.1分. With `threshold: mean`: 不大于市级部门平均年龄得2分；每超1岁扣0.5分.
 *
 * points = max(floor, full − deduct × k), k = max(0, threshold − v) ÷ per, or v − threshold where lower
 * is better; `completed` takes k down to a whole number, `started` up; score = s₀ + (s₁ − s₀) × points ÷ full
 *
 * @param value in the indicator's unit of measure, like `threshold` and `per`
 * @returns score in the scheme's range; `null` where the threshold is a mean and there are no peers
 */
function scoreThresholdStep(rule: ThresholdStepRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  const points = pointsOf(rule, value, peers, setting);
  return points === null ? null : scoreOfPoints(points, rule.full, setting.range);
}

/** The arithmetic of {@link scoreThresholdStep}. */
function workThresholdStep(rule: ThresholdStepRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  const points = pointsOf(rule, value, peers, setting);
  const threshold = thresholdOf(rule, peers);
  if (points === null || threshold === null) return null;
  const short = shortfall(threshold, value, setting);
  const { full, deduct, floor = 0 } = rule;
  const distance =
    setting.direction === 'higher' ? expression`(${threshold} − ${value})` : expression`(${value} − ${threshold})`;
  const steps = short === 0 ? '0' : stepsText(rule, short, distance);
  return workOfPoints(
    points,
    full,
    {
      symbols: ['max(floor, full − deduct × k)', 'full'],
      numbers: [expression`max(${floor}, ${full} − ${deduct} × ${steps})`, printNumber(full)],
    },
    setting.range,
  );
}

function pointsOf(rule: ThresholdStepRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  const threshold = thresholdOf(rule, peers);
  if (threshold === null) return null;
  const short = shortfall(threshold, value, setting);
  return Math.max(rule.floor ?? 0, withoutDust(rule.full - rule.deduct * countSteps(rule, short)));
}

function thresholdOf({ threshold }: ThresholdStepRule, { count, mean }: Peers): number | null {
  if (threshold !== 'mean') return threshold;
  return count === 0 ? null : mean;
}

function shortfall(threshold: number, value: number, { direction }: RuleSetting): number {
  return Math.max(0, direction === 'higher' ? threshold - value : value - threshold);
}

function countSteps({ per, steps }: ThresholdStepRule, short: number): number {
  if (steps === undefined || steps === 'proportional') return short / per;
  // 0.3 short at 0.1 a step is three steps, although the difference of doubles may hold a little less or more.
  const taken = toNineDecimals(short / per);
  return steps === 'completed' ? Math.floor(taken) : Math.ceil(taken);
}

/** The steps as a quotient, rounded as the rule says; where that misses by dust, the number that counts. */
function stepsText(rule: ThresholdStepRule, short: number, distance: string): string {
  const quotient = expression`${distance} ÷ ${rule.per}`;
  if (rule.steps === undefined || rule.steps === 'proportional') return `(${quotient})`;
  const [round, name] = rule.steps === 'completed' ? ([Math.floor, 'floor'] as const) : ([Math.ceil, 'ceil'] as const);
  const counted = countSteps(rule, short);
  return round(short / rule.per) === counted ? `${name}(${quotient})` : printNumber(counted);
}

function faultsOf({ floor, full }: ThresholdStepRule): RuleFault[] {
  if (floor === undefined || floor < full) return [];
  return [{ path: '/floor', message: `${floor} leaves nothing to lose of ${full}; write a floor below "full"` }];
}

/** What becomes of a part of a step. */
const PART_OF_STEP: Readonly<Record<NonNullable<ThresholdStepRule['steps']>, readonly [zh: string, en: string]>> = {
  proportional: ['，不足的按比例扣', ', part of it in proportion'],
  completed: ['，不足的不扣', ', part of it nothing'],
  started: ['，不足的按足数扣', ', part of it as much'],
};
