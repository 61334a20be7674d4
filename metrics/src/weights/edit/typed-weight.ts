import type { SchemeTree } from '../../scheme/tree.ts';
import { type EditLimits, ownReach, type PointSheet } from './reach.ts';
import { type EditOutcome, placeFault } from './refusal.ts';
import { placeWeight } from './share-out.ts';

/**
 * Sets one weight to exactly what a person typed and touches none of its siblings, so that the group may
 * be short or over afterwards; see `groupGap`. The groups below it keep their shape.
 *
 * @param points hundredths
 * @returns a new sheet, or why not: a typed value is refused, never moved to where it would fit
 */
export function typeWeight(
  tree: SchemeTree,
  sheet: PointSheet,
  node: number,
  points: number,
  limits: EditLimits = {},
): EditOutcome {
  const fault = placeFault(tree, node, points, ownReach(tree, sheet, node, limits), limits);
  return fault ?? { ok: true, sheet: placeWeight(tree, sheet, node, points, limits) };
}
