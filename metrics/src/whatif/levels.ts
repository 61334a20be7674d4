import type { Rule } from '../rules/rule-schema.ts';
import type { Peers } from '../rules/setting.ts';

/** What one indicator of one unit may be moved to, and what that costs. */
export interface Lever {
  readonly indicator: string;
  /** As far as it may go, in the indicator's unit of measure; on the better side of the present value. */
  readonly limit: number;
  /** Cost of one unit of measure. */
  readonly cost: number;
  /** The value moves by whole steps (1 for a count); a hundredth of the way to the limit by default. */
  readonly step?: number;
  /** Paid once if the indicator is touched at all. */
  readonly fixedCost?: number;
}

export interface Levels {
  /** Numbers of steps worth looking at, rising from 0. */
  readonly steps: readonly number[];
  /** Every number of steps is there. */
  readonly complete: boolean;
  readonly most: number;
  /** The value after so many steps. */
  readonly valueAt: (steps: number) => number;
}

const MOST_LEVELS = 64;

/**
 * The values a lever is tried at: every step where there are few, else those at which the rule bends,
 * those of the peers it overtakes, and evenly between.
 *
 * @param from the present value
 * @param peers of the leaf's column
 */
export function levelsOf({ limit, step }: Lever, from: number, rule: Rule, peers: Peers): Levels {
  const size = step ?? Math.abs(limit - from) / 100;
  const way = limit >= from ? 1 : -1;
  const most = size === 0 ? 0 : Math.floor(Math.abs(limit - from) / size + 1e-9);
  // Ten decimals, as values are stored: 0.1 three times is 0.3.
  const valueAt = (steps: number): number =>
    steps === 0
      ? from
      : steps === most && step === undefined
        ? limit
        : Math.round((from + way * steps * size) * 1e10) / 1e10;
  if (most <= MOST_LEVELS)
    return { steps: Array.from({ length: most + 1 }, (_, k) => k), complete: true, most, valueAt };
  const bends = [...bendsOf(rule), ...peers.sorted].map((value) => Math.ceil(((value - from) * way) / size - 1e-9));
  const even = Array.from({ length: MOST_LEVELS + 1 }, (_, k) => Math.round((k * most) / MOST_LEVELS));
  const steps = [...new Set([...even, ...bends])].filter((count) => count >= 0 && count <= most).sort((a, b) => a - b);
  return { steps, complete: false, most, valueAt };
}

/** Values at which a rule changes its slope or jumps, as it states them. */
function bendsOf(rule: Rule): number[] {
  switch (rule.type) {
    case 'piecewise':
      return rule.points.map(([value]) => value);
    case 'bands':
      return rule.bands.map(([bound]) => bound);
    case 'goalposts':
      return [rule.lower, rule.upper];
    case 'distance-to-target':
      return [rule.target];
    case 'threshold-step':
      return rule.threshold === 'mean' ? [] : [rule.threshold];
    case 'inside-range':
      return [rule.zeroBelow, rule.from, rule.to, rule.zeroAbove];
    case 'efficacy':
      return [rule.unacceptable, rule.satisfactory];
    case 'cliff':
      return [rule.zero, rule.full];
    case 'completion':
      return [rule.target ?? 100];
    default:
      return [];
  }
}
