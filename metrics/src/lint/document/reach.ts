import { attainableScores, bestScores } from '../../scheme/attainable.ts';
import type { LintContext } from '../context.ts';

/** The lowest and the highest total a unit can have, bonus and deduction with it; infinite where nothing holds it. */
export function reachOf({ scheme, tree, range }: LintContext): readonly [lowest: number, highest: number] | null {
  if (tree === null || range === null) return null;
  const { bonusCap, deductCap } = scheme.adjustments;
  const lowest = attainableScores(tree)[tree.root]?.[0] ?? range[0];
  const best = bestScores(tree)[tree.root] ?? range[1];
  return [Math.max(range[0], lowest - deductCap), Math.min(range[1], best) + bonusCap];
}
