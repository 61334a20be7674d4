import type {
  BandsRule,
  CliffRule,
  EfficacyRule,
  InsideRangeRule,
  PiecewiseRule,
  RankLadderRule,
  RankPointsRule,
  Rule,
} from './rule-schema.ts';
import { fullOfRankPoints } from './rank-points.ts';
import { outOfRangeFaults, ownRangeFaults, type FaultSetting, type RuleFault } from './range-faults.ts';
import type { RuleSetting } from './setting.ts';

/**
 * Faults of one rule whose shape is right. What a rule says about itself comes first; only a rule
 * without such a fault is asked whether its scores fit the scheme.
 *
 * @param path JSON pointer of the rule
 */
export function ruleFaults(rule: Rule, path: string, setting: FaultSetting): RuleFault[] {
  const faults = [...ownRangeFaults(rule), ...ownFaults(rule, setting.direction)];
  if (faults.length === 0) faults.push(...outOfRangeFaults(rule, setting));
  return faults.map(({ path: inside, message }) => ({ path: `${path}${inside}`, message }));
}

/** Paths from here on start at the rule. */
function ownFaults(rule: Rule, direction: RuleSetting['direction']): RuleFault[] {
  switch (rule.type) {
    case 'goalposts':
      if (rule.lower < rule.upper) return [];
      return [
        {
          path: '/lower',
          message: `${rule.lower} is not below "upper", ${rule.upper}; write the smaller goalpost as "lower", whichever way is better`,
        },
      ];
    case 'piecewise':
      return piecewiseFaults(rule);
    case 'bands':
      return bandsFaults(rule, direction);
    case 'threshold-step':
      if (rule.floor === undefined || rule.floor < rule.full) return [];
      return [
        { path: '/floor', message: `${rule.floor} leaves nothing to lose of ${rule.full}; write a floor below "full"` },
      ];
    case 'inside-range':
      return insideRangeFaults(rule);
    case 'efficacy':
      return efficacyFaults(rule, direction);
    case 'cliff':
      return cliffFaults(rule, direction);
    case 'rank-points':
      return rankPointsFaults(rule);
    case 'rank-ladder':
      return rankLadderFaults(rule);
    case 'veto-when':
      if ((rule.atMost === undefined) !== (rule.atLeast === undefined)) return [];
      return [
        {
          path: '',
          message: `${rule.atMost === undefined ? 'neither "atMost" nor "atLeast" says' : '"atMost" and "atLeast" both say'} when the veto is set off; write exactly one of them`,
        },
      ];
    default:
      return [];
  }
}

function piecewiseFaults({ points }: PiecewiseRule): RuleFault[] {
  return points.flatMap(([value], at) => {
    const previous = points[at - 1];
    if (previous === undefined || previous[0] < value) return [];
    const message = `value ${value} does not rise above ${previous[0]}; sort the points by value`;
    return [{ path: `/points/${at}`, message }];
  });
}

function bandsFaults({ bands, otherwise }: BandsRule, direction: RuleSetting['direction']): RuleFault[] {
  const faults = bands.flatMap(([bound, score], at): RuleFault[] => {
    const above = bands[at - 1];
    if (above === undefined) return [];
    if (direction === 'higher' ? bound >= above[0] : bound <= above[0]) {
      const side = direction === 'higher' ? 'below' : 'above';
      const message = `bound ${bound} is not ${side} ${above[0]}; ${direction} is better here: write the best band first`;
      return [{ path: `/bands/${at}`, message }];
    }
    if (score <= above[1]) return [];
    return [{ path: `/bands/${at}`, message: `score ${score} is above ${above[1]} of a better band; lower it` }];
  });
  const last = bands[bands.length - 1];
  if (faults.length === 0 && last !== undefined && otherwise !== undefined && otherwise > last[1]) {
    faults.push({ path: '/otherwise', message: `${otherwise} is above ${last[1]} of the last band; lower it` });
  }
  return faults;
}

function insideRangeFaults({ from, to, zeroBelow, zeroAbove }: InsideRangeRule): RuleFault[] {
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

function efficacyFaults(
  { unacceptable, satisfactory }: EfficacyRule,
  direction: RuleSetting['direction'],
): RuleFault[] {
  if (direction === 'higher' ? unacceptable < satisfactory : unacceptable > satisfactory) return [];
  const side = direction === 'higher' ? 'above' : 'below';
  const message = `${satisfactory} is not ${side} "unacceptable", ${unacceptable}; ${direction} is better here: write a satisfactory value ${side} it, or turn the direction`;
  return [{ path: '/satisfactory', message }];
}

function cliffFaults({ zero, full, between }: CliffRule, direction: RuleSetting['direction']): RuleFault[] {
  if (direction === 'higher' ? full <= zero : full >= zero) {
    const side = direction === 'higher' ? 'above' : 'below';
    const message = `${full} is not ${side} "zero", ${zero}; ${direction} is better here: write a "full" ${side} it, or turn the direction`;
    return [{ path: '/full', message }];
  }
  if (between !== 'share' || (direction === 'higher' ? full > 0 : full >= 0)) return [];
  return [{ path: '/between', message: `a share of ${full} says nothing; write "rebased"` }];
}

function rankPointsFaults(rule: RankPointsRule): RuleFault[] {
  const { points, beyond = 0 } = rule;
  const full = fullOfRankPoints(rule);
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

function rankLadderFaults({ last, floor = 0, full, upward }: RankLadderRule): RuleFault[] {
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
