import { Type, type Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { Figure, Prorate, ruleSchema } from './fields.ts';
import { prorated, proratedWords } from './prorate.ts';
import { extremes } from './range.ts';
import type { RuleDefinition, RuleFault } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

const schema = ruleSchema(
  'piecewise',
  '分段赋分: straight lines between [value, score] points, flat outside them; values rise.',
  {
    points: Type.Array(Type.Tuple([Figure, Figure]), { minItems: 2 }),
    /** Under `ytd`, value coordinates are multiplied by elapsed months ÷ 12. */
    prorate: Prorate,
  },
  {
    type: 'piecewise',
    points: [
      [0, 0],
      [60, 60],
      [100, 100],
    ],
  },
);
type PiecewiseRule = Static<typeof schema>;

export const piecewise: RuleDefinition<PiecewiseRule> = {
  schema,
  scale: 'stated',
  needsPeers: () => false,
  score: scorePiecewise,
  work: workPiecewise,
  range: ({ points }) => extremes(points.map(([, score]) => score)),
  faults: faultsOf,
  mapValues: (rule, map) => ({
    ...rule,
    points: rule.points.map(([value, score], k) => [map(value, `points/${k}/0`), score]),
  }),
  statedScores: ({ points }) => ({ shape: 'line', property: 'points', entries: points }),
  fullAt: (rule, setting) => prorated(rule, bestPoint(rule)[0], setting),
  writtenFor,
  words: {
    name: { zh: '分段赋分', en: 'piecewise' },
    says: (rule, value, _peers, setting) => {
      const { from, to } = segmentOf(rule, value, setting);
      const words = proratedWords(rule, setting);
      const [v, [x0, y0], [x1, y1]] = [figure(value), from.map(figure), to.map(figure)];
      if (from === to) {
        const isFirst = value <= to[0];
        return {
          zh: `${v} ${isFirst ? '不高于起点' : '不低于终点'} ${x1}，得 ${y1} 分。${words.zh}`,
          en: `${v} is ${isFirst ? 'not above the first point' : 'not below the last point'}, ${x1}, and scores ${y1}.${words.en}`,
        };
      }
      if (value === to[0])
        return {
          zh: `${v} 正在 ${x1} 这一点上，得 ${y1} 分。${words.zh}`,
          en: `${v} is just at the point ${x1} and scores ${y1}.${words.en}`,
        };
      return {
        zh: `${v} 在 ${x0}（${y0} 分）与 ${x1}（${y1} 分）之间，按直线计分。${words.zh}`,
        en: `${v} lies between ${x0}, which scores ${y0}, and ${x1}, which scores ${y1}, on a straight line.${words.en}`,
      };
    },
  },
};

/**
 * 分段赋分 (底线 0 分、合格 60 分、目标 100 分): straight lines between the rule's points, flat outside them.
 *
 * score = y₀ + (y₁ − y₀) × (v − x₀) ÷ (x₁ − x₀)
 *
 * Scores are the literal ones of the document, and its points say by themselves which way is better.
 * Prorated, value coordinates are multiplied by elapsed months ÷ 12; scores are not.
 *
 * @param value in the indicator's unit of measure
 * @returns score between the lowest and the highest of the points
 */
function scorePiecewise(rule: PiecewiseRule, value: number, _peers: Peers, setting: RuleSetting): number {
  return segmentOf(rule, value, setting).score;
}

/** The arithmetic of {@link scorePiecewise}. */
function workPiecewise(rule: PiecewiseRule, value: number, _peers: Peers, setting: RuleSetting): Worked | null {
  const { score, from, to } = segmentOf(rule, value, setting);
  if (value === to[0] || from === to) return { score, formula: 'y₁', expression: expression`${to[1]}` };
  return {
    score,
    formula: 'y₀ + (y₁ − y₀) × (v − x₀) ÷ (x₁ − x₀)',
    expression: expression`${from[1]} + (${to[1]} − ${from[1]}) × (${value} − ${from[0]}) ÷ (${to[0]} − ${from[0]})`,
  };
}

export interface Segment {
  readonly score: number;
  /** The segment the value fell on; both ends are the same point outside the first and last one. */
  readonly from: readonly [value: number, score: number];
  readonly to: readonly [value: number, score: number];
}

/**
 * The segment a value falls on, its value coordinates as they are at the period.
 *
 * @throws RangeError if the rule has no points
 */
export function segmentOf(rule: PiecewiseRule, value: number, setting: RuleSetting): Segment {
  const pointAt = ([coordinate, score]: Segment['from']): Segment['from'] => [
    prorated(rule, coordinate, setting),
    score,
  ];
  const [first] = rule.points;
  if (first === undefined) throw new RangeError('segmentOf requires at least one point');
  let from = pointAt(first);
  if (value <= from[0]) return atPoint(from);
  for (const point of rule.points.slice(1)) {
    const to = pointAt(point);
    if (value <= to[0]) return onSegment(value, from, to);
    from = to;
  }
  return atPoint(from);
}

function atPoint(point: Segment['from']): Segment {
  return { score: point[1], from: point, to: point };
}

function onSegment(value: number, from: Segment['from'], to: Segment['to']): Segment {
  // At a point, take its score itself: the line's arithmetic may miss it by one bit, and before it pass it by one.
  if (value === to[0]) return { score: to[1], from, to };
  const raw = from[1] + ((to[1] - from[1]) * (value - from[0])) / (to[0] - from[0]);
  const score = Math.min(Math.max(from[1], to[1]), Math.max(Math.min(from[1], to[1]), raw));
  return { score, from, to };
}

function faultsOf({ points }: PiecewiseRule): RuleFault[] {
  return points.flatMap(([value], at) => {
    const previous = points[at - 1];
    if (previous === undefined || previous[0] < value) return [];
    const message = `value ${value} does not rise above ${previous[0]}; sort the points by value`;
    return [{ path: `/points/${at}`, message }];
  });
}

/** The first point with the highest score. */
function bestPoint({ points }: PiecewiseRule): [number, number] {
  return points.reduce((best, point) => (point[1] > best[1] ? point : best));
}

/** Scores that only rise, or only fall, from the first point to the last. */
function writtenFor({ points }: PiecewiseRule): RuleSetting['direction'] | null {
  const steps = points.map(([, score], k) => score - (points[k - 1]?.[1] ?? score));
  if (steps.every((step) => step === 0)) return null;
  if (steps.every((step) => step >= 0)) return 'higher';
  return steps.every((step) => step <= 0) ? 'lower' : null;
}
