import type { BandsRule, RankLadderRule, RankPointsRule, Rule } from './rule-schema.ts';
import { fullOfRankLadder, pointsAtPlace } from './rank-ladder.ts';
import { fullOfRankPoints } from './rank-points.ts';
import type { RuleSetting } from './setting.ts';
import { scoreOfPoints } from './share.ts';

export interface RangeSetting {
  readonly direction: RuleSetting['direction'];
  /** The scheme's range; 0 and 100 where it is open. */
  readonly range: RuleSetting['range'];
  /** How many units are compared, where that is known. */
  readonly count?: number;
}

type ScoreRange = readonly [lowest: number, highest: number];

/**
 * The lowest and the highest score any value can get, whoever the peers are.
 *
 * @returns ∓Infinity where a score is open, and for ranks where `count` is not known
 */
export function ruleRange(rule: Rule, { range, count }: RangeSetting): ScoreRange {
  const [worst, best] = range;
  switch (rule.type) {
    case 'min-max':
    case 'percentile-rank':
    case 'distance-to-best':
    case 'ratio-to-best':
      return rule.range ?? range;
    case 'distance-to-target':
    case 'distance-to-reference': {
      const [low, high] = rule.range ?? range;
      return [low, rule.cap === false ? Infinity : high];
    }
    case 'goalposts':
      return rule.clamp === false ? [-Infinity, Infinity] : (rule.range ?? range);
    case 'z-score':
      return rule.clamp === true ? range : [-Infinity, Infinity];
    case 'efficacy':
      return rule.clamp === false ? [-Infinity, Infinity] : range;
    case 'ratio-to-base':
      return rule.cap ?? range;
    case 'rank':
      return [1, count ?? Infinity];
    case 'borda':
      return [0, count === undefined ? Infinity : count - 1];
    case 'piecewise':
      return extremes(rule.points.map(([, score]) => score));
    case 'bands':
      return bandsRange(rule, worst);
    case 'threshold-step':
      return [rule.deduct === 0 ? best : scoreOfPoints(rule.floor ?? 0, rule.full, range), best];
    case 'rank-points':
      return rankPointsRange(rule, range, count);
    case 'rank-ladder':
      return rankLadderRange(rule, range, count);
    case 'inside-range':
    case 'completion':
    case 'deduct':
    case 'cliff':
    case 'checklist':
    case 'imported':
    case 'award':
    case 'veto-when-positive':
    case 'veto-when':
      return range;
  }
}

function extremes(scores: readonly number[]): ScoreRange {
  return [Math.min(...scores), Math.max(...scores)];
}

function bandsRange({ bands, otherwise }: BandsRule, worst: number): ScoreRange {
  return extremes([...bands.map(([, score]) => score), otherwise ?? worst]);
}

function rankPointsRange(rule: RankPointsRule, range: RuleSetting['range'], count = Infinity): ScoreRange {
  const reached = rule.points.slice(0, count);
  if (count > rule.points.length) reached.push(rule.beyond ?? 0);
  return extremes(reached.map((points) => scoreOfPoints(points, fullOfRankPoints(rule), range)));
}

function rankLadderRange(rule: RankLadderRule, range: RuleSetting['range'], count = Infinity): ScoreRange {
  const scoreAt = (place: number): number => scoreOfPoints(pointsAtPlace(rule, place), fullOfRankLadder(rule), range);
  // Without end the ladder reaches its floor or its top; a ladder without steps stays where it is.
  return extremes([scoreAt(1), scoreAt(rule.step === 0 ? 1 : count)]);
}
