import { Type, type Static } from 'typebox';
import { OneOf } from '../language/catalogue.ts';
import { figure } from '../language/figure.ts';
import { expression, printNumber } from './expression.ts';
import { Among, Points, Positive, ruleSchema } from './fields.ts';
import { countWorse } from './places.ts';
import { extremes } from './range.ts';
import type { RangeSetting, RuleDefinition, RuleFault, ScoreRange } from './rule.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { rescaled, scoreOfPoints, withoutDust, workOfPoints } from './share.ts';

const schema = ruleSchema(
  'rank-ladder',
  '倒数第1–3名计2、1.9、1.8分，每进1名扣0.1分: the last has `last` points, each place further up `step` less (or more).',
  {
    last: Points,
    step: Points,
    /** `less` (default): each place up loses `step`, as for points to be deducted; `more`: it gains `step`. */
    upward: Type.Optional(OneOf(['less', 'more'])),
    floor: Type.Optional(Points),
    full: Type.Optional(Positive),
    among: Among,
  },
  { type: 'rank-ladder', last: 2, step: 0.1 },
);
type RankLadderRule = Static<typeof schema>;

export const rankLadder: RuleDefinition<RankLadderRule> = {
  schema,
  scale: 'free',
  needsPeers: () => true,
  score: scoreRankLadder,
  work: workRankLadder,
  range: rangeOf,
  faults: faultsOf,
  places: ({ last, step, upward }) => ({ last, perPlace: upward === 'more' ? step : -step }),
  fullPoints: (rule) => ({ property: rule.full === undefined ? 'last' : 'full', points: fullOf(rule) }),
  words: {
    name: { zh: '按倒数名次赋分', en: 'points by place from the bottom' },
    says: (rule, value, peers, setting) => {
      const { last, step, floor = 0 } = rule;
      const [zh, en] = rule.upward === 'more' ? ['加', 'gains'] : ['减', 'loses'];
      const full = fullOf(rule);
      const scale = rescaled(full, setting.range);
      const place = placeOf(value, peers, setting);
      return {
        zh: `倒数第一为 ${figure(last)} 分，每进一名${zh} ${figure(step)} 分，不低于 ${figure(floor)} 分；${figure(value)} 列倒数第 ${place}。${scale.zh}`,
        en: `The last has ${figure(last)} points, each place further up ${en} ${figure(step)}, not below ${figure(floor)}; ${figure(value)} is number ${place} from the bottom. ${scale.en}`,
      };
    },
  },
};

/**
 * 倒数第1–3名计2、1.9、1.8分，每进1名扣0.1分.
 *
 * points = max(floor, last − step × (p − 1)), p the place from the bottom; `more` adds the steps, up to
 * full; score = s₀ + (s₁ − s₀) × points ÷ full
 *
 * The place counts from the worst by the indicator's direction, 1 + the number of peers who are worse:
 * equal values share the place nearest to the bottom, as 并列倒数第1 does, and the next place up is left
 * out. By the wording's own `less` a unit further up has fewer points, so a better value scores less.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the scheme's range; `null` without peers
 */
function scoreRankLadder(rule: RankLadderRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  if (peers.count === 0) return null;
  return scoreOfPoints(pointsAtPlace(rule, placeOf(value, peers, setting)), fullOf(rule), setting.range);
}

/** The most a unit can get: `full`, else the points of the last. */
function fullOf({ full, last }: RankLadderRule): number {
  return full ?? last;
}

/** Points at a place from the bottom; 1 is the last. */
function pointsAtPlace({ last, step, upward, floor = 0 }: RankLadderRule, place: number): number {
  const steps = step * (place - 1);
  return Math.max(floor, withoutDust(upward === 'more' ? last + steps : last - steps));
}

/** The arithmetic of {@link scoreRankLadder}. */
function workRankLadder(rule: RankLadderRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  if (peers.count === 0) return null;
  const place = placeOf(value, peers, setting);
  const full = fullOf(rule);
  const sign = rule.upward === 'more' ? '+' : '−';
  const points = expression`max(${rule.floor ?? 0}, ${rule.last} ${sign} ${rule.step} × (${place} − 1))`;
  return workOfPoints(
    pointsAtPlace(rule, place),
    full,
    { symbols: [`max(floor, last ${sign} step × (p − 1))`, 'full'], numbers: [points, printNumber(full)] },
    setting.range,
  );
}

function placeOf(value: number, peers: Peers, { direction }: RuleSetting): number {
  return Math.min(peers.count, countWorse(peers, value, direction) + 1);
}

function rangeOf(rule: RankLadderRule, { range, count = Infinity }: RangeSetting): ScoreRange {
  const scoreAt = (place: number): number => scoreOfPoints(pointsAtPlace(rule, place), fullOf(rule), range);
  // Without end the ladder reaches its floor or its top; a ladder without steps stays where it is.
  return extremes([scoreAt(1), scoreAt(rule.step === 0 ? 1 : count)]);
}

function faultsOf({ last, floor = 0, full, upward }: RankLadderRule): RuleFault[] {
  if (upward === 'more' && full === undefined) {
    return [{ path: '', message: 'points rise from the last up; write "full", the most a unit can get' }];
  }
  if ((full ?? last) <= 0) return [{ path: '/last', message: 'the last has no points; give it some, or write "full"' }];
  if (last > (full ?? last)) {
    return [{ path: '/full', message: `${full} is less than ${last} of the last; raise it to ${last}` }];
  }
  if (floor <= (upward === 'more' ? (full ?? last) : last)) return [];
  return [{ path: '/floor', message: `${floor} is above ${last} of the last; lower it` }];
}
