import type { LeafSheet } from '../engine/leaf-sheet.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import type { PlanRefusal } from './doubt-plan.ts';
import { runDoubt, type RunOptions } from './monte-carlo.ts';

/**
 * What a rank interval is, as data to be stored with it and printed beside it.
 */
export interface RankIntervalDefinition {
  readonly varies: 'weights';
  /** Every weight w is drawn from w ± spread × w, on every level below the root. */
  readonly spread: number;
  readonly distribution: 'uniform';
  readonly draws: number;
  /** The interval's ends, as shares of the draws, and how they are read off. */
  readonly from: number;
  readonly to: number;
  readonly quantile: 'type 7';
  readonly generator: 'xoshiro128**';
  readonly seed: number | string;
}

/** The measurement contract, §6. */
export const RANK_INTERVAL: RankIntervalDefinition = {
  varies: 'weights',
  spread: 0.25,
  distribution: 'uniform',
  draws: 1_000,
  from: 0.05,
  to: 0.95,
  quantile: 'type 7',
  generator: 'xoshiro128**',
  seed: 1,
};

export interface RankInterval {
  readonly unit: string;
  readonly rank: number | null;
  /** Whole places, outwards, as they are printed: 3 [2–5]. `null` where the unit never holds a rank. */
  readonly from: number | null;
  readonly to: number | null;
}

export interface RankIntervals {
  readonly ok: true;
  readonly definition: RankIntervalDefinition;
  /** Weights that were really varied. */
  readonly varied: number;
  /** In the order of the sheet. */
  readonly units: readonly RankInterval[];
}

/**
 * The rank interval of every unit, for the ranking itself.
 *
 * @param definition what differs from {@link RANK_INTERVAL}
 * @returns a refusal where no weight can vary; `null` when it was given up
 */
export function rankIntervals(
  tree: SchemeTree,
  sheet: LeafSheet,
  definition: Partial<Pick<RankIntervalDefinition, 'spread' | 'draws' | 'seed' | 'from'>> = {},
  options: RunOptions = {},
): RankIntervals | PlanRefusal | null {
  const complete = { ...RANK_INTERVAL, ...definition };
  const { seed, draws, spread, from: tail } = complete;
  const run = runDoubt(tree, sheet, { seed, draws, tail, weights: { spread } }, options);
  if (run === null || !run.ok) return run;
  return {
    ok: true,
    definition: { ...complete, to: 1 - tail },
    varied: run.varied.weights,
    units: run.units.map(({ unit, nominal, rank: { low, high } }) => ({
      unit,
      rank: nominal,
      from: low === null ? null : Math.floor(low),
      to: high === null ? null : Math.ceil(high),
    })),
  };
}
