import { Type, type Static } from 'typebox';
import type { Names } from '../language/catalogue.ts';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Among, Figure, OwnRange, ruleSchema } from './fields.ts';
import { applyLinear, betweenText, flatLine, lineBetween, workLine, type Linear } from './line.ts';
import { OPEN_THE_SCHEME } from './range.ts';
import type { Mend, RangeSetting, RuleDefinition, ScoreRange } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'distance-to-target',
  '与目标的距离: (value − worst) ÷ (target − worst).',
  {
    target: Figure,
    /** `false` lets a unit that is past the target score more than the best; held at it by default. */
    cap: Type.Optional(Type.Boolean()),
    range: OwnRange,
    among: Among,
  },
  { type: 'distance-to-target', target: 95 },
);
type DistanceToTargetRule = Static<typeof schema>;

export const distanceToTarget: RuleDefinition<DistanceToTargetRule> = {
  schema,
  scale: 'stated',
  needsPeers: () => true,
  line: { of: lineOf },
  score: scoreDistanceToTarget,
  work: workDistanceToTarget,
  range: rangeToTarget,
  keepInside: keepAtTarget,
  mapValues: (rule, map) => ({ ...rule, target: map(rule.target, 'target') }),
  fullAt: ({ target, cap }) => (cap === false ? null : target),
  words: {
    name: { zh: '与目标值的差距', en: 'distance to a target' },
    says: ({ target, range }, value, peers, setting) =>
      towardsWords(value, target, { zh: '目标', en: 'target' }, peers, { ...setting, range: range ?? setting.range }),
  },
};

/**
 * 与目标值的差距: how far a unit has come on the way from the worst of its peers to a target.
 *
 * score = s₀ + (s₁ − s₀) × (v − min) ÷ (target − min); lower is better: (max − v) ÷ (max − target)
 *
 * The second is the first with values and target negated. Where even the worst peer has reached the
 * target everybody has, and scores the best; without `cap` there is nothing then to measure by.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the rule's range, else the scheme's, above it only where `cap` is false; `null` without peers
 * @see COINr 1.1.14, `n_dist2targ`
 */
function scoreDistanceToTarget(
  rule: DistanceToTargetRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): number | null {
  const line = lineOf(rule, peers, setting);
  return line && applyLinear(line, value);
}

/** The rule's straight line; `null` where it cannot score. */
function lineOf(rule: DistanceToTargetRule, peers: Peers, setting: RuleSetting): Linear | null {
  return lineToTarget(rule.target, rule.cap, peers, { ...setting, range: rule.range ?? setting.range });
}

/** The arithmetic of {@link scoreDistanceToTarget}. */
function workDistanceToTarget(
  rule: DistanceToTargetRule,
  value: number,
  peers: Peers,
  setting: RuleSetting,
): Worked | null {
  const ranged = { ...setting, range: rule.range ?? setting.range };
  return workToTarget(value, rule.target, 'target', lineOf(rule, peers, setting), peers, ranged);
}

/** What the rules write that measure by a target. */
interface ToTarget {
  readonly cap?: boolean;
  readonly range?: ScoreRange;
}

/** The line from the worst peer to `target`, of the rules that measure by one. */
export function lineToTarget(
  target: number,
  cap: boolean | undefined,
  { count, min, max }: Peers,
  { direction, range }: RuleSetting,
): Linear | null {
  if (count === 0) return null;
  const from = direction === 'higher' ? min : max;
  const isReached = direction === 'higher' ? target <= from : target >= from;
  if (isReached) return cap === false ? null : flatLine(range[1]);
  const line = lineBetween(from, target, range);
  return cap === false ? { ...line, high: Infinity } : line;
}

/** The arithmetic of {@link lineToTarget}, where the target is called `name`. */
export function workToTarget(
  value: number,
  target: number,
  name: string,
  line: Linear | null,
  { min, max }: Peers,
  setting: RuleSetting,
): Worked | null {
  return workLine(line, value, ({ span, high }) => {
    if (span === 0) return { formula: 's₁', expression: expression`${high}` };
    return setting.direction === 'higher'
      ? betweenText(value, [min, target], ['min', name], setting)
      : betweenText(value, [target, max], [name, 'max'], setting);
  });
}

/** The highest score is open without `cap`. */
export function rangeToTarget({ cap, range }: ToTarget, setting: RangeSetting): ScoreRange {
  const [low, high] = range ?? setting.range;
  return [low, cap === false ? Infinity : high];
}

export function keepAtTarget({ cap }: ToTarget): Mend | null {
  return cap === false ? ['/cap', `take "cap": false away, or ${OPEN_THE_SCHEME}`] : null;
}

/** {@link lineToTarget} in words, where the target is called `name`. */
export function towardsWords(
  value: number,
  target: number,
  name: Names,
  { min, max }: Peers,
  { direction, range: [worst, best] }: RuleSetting,
): Names {
  const from = direction === 'higher' ? min : max;
  const isReached = direction === 'higher' ? target <= from : target >= from;
  if (isReached)
    return {
      zh: `最差的单位也已达到${name.zh} ${figure(target)}，都得 ${figure(best)} 分。`,
      en: `Even the worst peer has reached the ${name.en}, ${figure(target)}: all of them score ${figure(best)}.`,
    };
  return {
    zh: `最差的单位为 ${figure(from)}，得 ${figure(worst)} 分；${name.zh}为 ${figure(target)}，得 ${figure(best)} 分；${figure(value)} 按已走过的路程计分。`,
    en: `The worst peer has ${figure(from)} and scores ${figure(worst)}; the ${name.en} is ${figure(target)} and scores ${figure(best)}; ${figure(value)} scores by how far it has come.`,
  };
}
