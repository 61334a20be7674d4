import { rankFigure } from '../engine/total.ts';
import type { Handle } from './handles.ts';
import type { ValueChange, WhatIf } from './what-if.ts';

/** One choice, scored. */
export interface Trial {
  readonly isReached: boolean;
  /** How far the unit is above whoever holds the place it wants, in points; below 0 while it lacks. */
  readonly margin: number;
  /** The unit's score, and that of its tree before bonus and deduction. */
  readonly total: number;
  readonly base: number;
}

/** Scores the unit with each lever moved so many steps. */
export type TryOut = (steps: readonly number[]) => Trial;

/** Tries choices of one unit's levers: each is scored as the engine does, everybody else with it. */
export function trialOf(game: WhatIf, row: number, targetRank: number, handles: readonly Handle[]): TryOut {
  const { unit } = game.inputs()[row] as { unit: string };
  const peers = game.peersOf(row);
  const { weights, root, document } = game.tree;
  const isDense = document.rounding.ties === 'dense';
  return (steps) => {
    game.change(
      handles.flatMap(({ lever: { indicator }, levels }, h): ValueChange[] => {
        const count = steps[h] as number;
        const value = { value: levels.valueAt(count), missing: null, numerator: null, denominator: null };
        return count === 0 ? [] : [{ unit, indicator, value }];
      }),
    );
    const ranks = game.kernel.ranks(weights);
    const totals = game.kernel.lastTotals;
    const others = peers.flatMap((peer) => (peer === row || ranks[peer] === 0 ? [] : [totals[peer] as number]));
    others.sort((a, b) => b - a);
    // Units that share a dense rank hold one place: the lowest of them stands for all.
    const holders = isDense
      ? [...new Map(others.map((total) => [rankFigure(document, total), total])).values()]
      : others;
    const rank = ranks[row] as number;
    const total = totals[row] as number;
    const margin = rank === 0 ? -Infinity : total - (holders[targetRank - 1] ?? -Infinity);
    const base = game.kernel.branchScores(root)[row] as number;
    return { isReached: rank !== 0 && rank <= targetRank, margin, total, base };
  };
}
