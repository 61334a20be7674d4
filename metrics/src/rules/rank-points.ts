import { Type, type Static } from 'typebox';
import { figure } from '../language/figure.ts';
import { printNumber } from './expression.ts';
import { Among, Points, Positive, ruleSchema } from './fields.ts';
import { countBetter } from './places.ts';
import { extremes } from './range.ts';
import type { RangeSetting, RuleDefinition, RuleFault, ScoreRange } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { rescaled, scoreOfPoints, workOfPoints } from './share.ts';

const schema = ruleSchema(
  'rank-points',
  '排名1–5名依次赋予60、57、54、51、48分: points of the first, the second, …; `beyond` for every later rank.',
  {
    /** Points of the first, the second, … */
    points: Type.Array(Points, { minItems: 1 }),
    /** Points of every later rank; 0 by default. */
    beyond: Type.Optional(Points),
    /** The most a unit can get; the first entry of `points` by default. */
    full: Type.Optional(Positive),
    among: Among,
  },
  { type: 'rank-points', points: [60, 57, 54, 51, 48], beyond: 40 },
);
type RankPointsRule = Static<typeof schema>;

export const rankPoints: RuleDefinition<RankPointsRule> = {
  schema,
  scale: 'free',
  needsPeers: () => true,
  score: scoreRankPoints,
  work: workRankPoints,
  range: rangeOf,
  faults: faultsOf,
  fullPoints: (rule) => ({ property: rule.full === undefined ? 'points' : 'full', points: fullOf(rule) }),
  words: {
    name: { zh: '按名次赋分', en: 'points by rank' },
    says: (rule, value, peers, setting) => {
      const scale = rescaled(fullOf(rule), setting.range);
      const place = placeOf(value, peers, setting);
      const points = figure(pointsAt(rule, value, peers, setting));
      return {
        zh: `${peers.count} 个可比单位中，${figure(value)} 列第 ${place}，这一名次为 ${points} 分。${scale.zh}`,
        en: `Among the ${peers.count} peers, ${figure(value)} is number ${place}, and that place has ${points} points. ${scale.en}`,
      };
    },
  },
};

/**
 * 排名1–5名依次赋予60、57、54、51、48分.
 *
 * points = the entry of the table at the rank, `beyond` for every later one;
 * score = s₀ + (s₁ − s₀) × points ÷ full
 *
 * The rank counts from the best, 1 + the number of peers who are better: equal values share the best
 * of their ranks and its points (并列), and the next rank is left out.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the scheme's range; `null` without peers
 */
function scoreRankPoints(rule: RankPointsRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  if (peers.count === 0) return null;
  return scoreOfPoints(pointsAt(rule, value, peers, setting), fullOf(rule), setting.range);
}

/** The most a unit can get: `full`, else the points of the first. */
function fullOf({ full, points }: RankPointsRule): number {
  return full ?? points[0] ?? 0;
}

/** The arithmetic of {@link scoreRankPoints}. */
function workRankPoints(rule: RankPointsRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  if (peers.count === 0) return null;
  const points = pointsAt(rule, value, peers, setting);
  const full = fullOf(rule);
  const numbers = [printNumber(points), printNumber(full)] as const;
  return workOfPoints(points, full, { symbols: ['points', 'full'], numbers }, setting.range);
}

function pointsAt(rule: RankPointsRule, value: number, peers: Peers, setting: RuleSetting): number {
  return rule.points[placeOf(value, peers, setting) - 1] ?? rule.beyond ?? 0;
}

/** From the best; a value worse than every peer, and none of them, takes the last place there is. */
function placeOf(value: number, peers: Peers, { direction }: RuleSetting): number {
  return Math.min(peers.count, countBetter(peers, value, direction) + 1);
}

function rangeOf(rule: RankPointsRule, { range, count = Infinity }: RangeSetting): ScoreRange {
  const reached = rule.points.slice(0, count);
  if (count > rule.points.length) reached.push(rule.beyond ?? 0);
  return extremes(reached.map((points) => scoreOfPoints(points, fullOf(rule), range)));
}

function faultsOf(rule: RankPointsRule): RuleFault[] {
  const { points, beyond = 0 } = rule;
  const full = fullOf(rule);
  const faults = [...points, beyond].flatMap((value, at): RuleFault[] => {
    const above = points[at - 1];
    if (above === undefined || value <= above) return [];
    const path = at < points.length ? `/points/${at}` : '/beyond';
    return [{ path, message: `${value} is more than ${above} of the rank before; a later rank has no more points` }];
  });
  if (faults.length > 0) return faults;
  if (full <= 0) return [{ path: '/points/0', message: 'the first has no points; give it some, or write "full"' }];
  const [first = 0] = points;
  if (first <= full) return [];
  return [{ path: '/full', message: `${full} is less than ${first} of the first; raise it to ${first}` }];
}
