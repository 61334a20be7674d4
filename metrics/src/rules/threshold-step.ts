import type { ThresholdStepRule } from './rule-schema.ts';
import { expression, printNumber } from './expression.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, withoutDust, workOfPoints } from './share.ts';

/** 77 % of 80 % at 1 % a step is three steps, although a double may hold a little less or more than 77. */
const STEP_TOLERANCE = 1e-9;

/**
 * 不低于80%的得1分；每低1%，扣0.1分. With `threshold: mean`: 不大于市级部门平均年龄得2分；每超1岁扣0.5分.
 *
 * points = max(floor, full − deduct × k), k = max(0, threshold − v) ÷ per, or v − threshold where lower
 * is better; `completed` takes k down to a whole number, `started` up; score = s₀ + (s₁ − s₀) × points ÷ full
 *
 * @param value in the indicator's unit of measure, like `threshold` and `per`
 * @returns score in the scheme's range; `null` where the threshold is a mean and there are no peers
 */
export function scoreThresholdStep(
  rule: ThresholdStepRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): number | null {
  const points = pointsOf(rule, value, peers, setting);
  return points === null ? null : scoreOfPoints(points, rule.full, setting.range);
}

/** The arithmetic of {@link scoreThresholdStep}. */
export function workThresholdStep(
  rule: ThresholdStepRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): Worked | null {
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
  if (steps === 'completed') return Math.floor(short / per + STEP_TOLERANCE);
  if (steps === 'started') return Math.max(0, Math.ceil(short / per - STEP_TOLERANCE));
  return short / per;
}

/** The steps as a quotient, rounded as the rule says; where that misses by dust, the number that counts. */
function stepsText(rule: ThresholdStepRule, short: number, distance: string): string {
  const quotient = expression`${distance} ÷ ${rule.per}`;
  if (rule.steps === undefined || rule.steps === 'proportional') return `(${quotient})`;
  const [round, name] = rule.steps === 'completed' ? ([Math.floor, 'floor'] as const) : ([Math.ceil, 'ceil'] as const);
  const counted = countSteps(rule, short);
  return round(short / rule.per) === counted ? `${name}(${quotient})` : printNumber(counted);
}
