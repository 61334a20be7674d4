import { toNineDecimals } from '../language/rounding.ts';

/** What one indicator of one unit may be moved to, and what that costs. */
export interface Lever {
  readonly indicator: string;
  /** As far as it may go, in the indicator's unit of measure. */
  readonly limit: number;
  /** The value an absent one would be reported at, without it such a lever is not used; a present value is its own. */
  readonly from?: number;
  /** Cost of one unit of measure. */
  readonly cost: number;
  /** The value moves by whole steps (1 for a count); a hundredth of the way to the limit by default. */
  readonly step?: number;
  /** Paid once if the indicator is touched at all. */
  readonly fixedCost?: number;
}

export interface Levels {
  /** Numbers of steps worth looking at, rising from 0, which leaves the value as it is. */
  readonly steps: readonly number[];
  /** Every number of steps is there. */
  readonly complete: boolean;
  readonly most: number;
  /** The value after so many steps; the first step of an absent value is to report it. */
  readonly valueAt: (steps: number) => number;
}

const MOST_LEVELS = 64;

/**
 * The values a lever is tried at: every step where there are few, else those at which something bends
 * or a peer is overtaken, and evenly between.
 *
 * @param from the present value, or the one an absent value would be reported at
 * @param isAbsent reporting the value is a step of its own
 */
export function levelsOf({ limit, step }: Lever, from: number, isAbsent: boolean, bends: readonly number[]): Levels {
  const size = step ?? Math.abs(limit - from) / 100;
  const way = limit >= from ? 1 : -1;
  const most = size === 0 ? 0 : Math.floor(toNineDecimals(Math.abs(limit - from) / size));
  // Ten decimals, as values are stored: 0.1 three times is 0.3.
  const after = (steps: number): number =>
    steps <= 0
      ? from
      : steps === most && step === undefined
        ? limit
        : Math.round((from + way * steps * size) * 1e10) / 1e10;
  const complete = most <= MOST_LEVELS;
  const moves = complete
    ? Array.from({ length: most + 1 }, (_, k) => k)
    : [
        ...Array.from({ length: MOST_LEVELS + 1 }, (_, k) => Math.round((k * most) / MOST_LEVELS)),
        ...bends.map((value) => Math.ceil(toNineDecimals(((value - from) * way) / size))),
      ].filter((count) => count >= 0 && count <= most);
  const steps = [...new Set(moves)].sort((a, b) => a - b);
  if (!isAbsent) return { steps, complete, most, valueAt: after };
  return { steps: [0, ...steps.map((count) => count + 1)], complete, most: most + 1, valueAt: (k) => after(k - 1) };
}
