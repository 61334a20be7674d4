import type { SchemeTree } from '../../scheme/tree.ts';
import { type EditLimits, type PointSheet, reachOf } from './reach.ts';
import { placeWeight } from './share-out.ts';

/** Two bars side by side; the edge between them is what a person drags. */
export interface Edge {
  readonly first: number;
  readonly second: number;
}

/**
 * The range of the first of two neighbours when only these two trade.
 *
 * @returns hundredths; `from` equals `to` when either is locked, excluded, or neither has room
 * @throws RangeError if the two are not different children of one node
 */
export function edgeRange(
  tree: SchemeTree,
  sheet: PointSheet,
  { first, second }: Edge,
  limits: EditLimits = {},
): { from: number; to: number } {
  if (first === second || tree.parent[first] !== tree.parent[second]) {
    throw new RangeError('edgeRange requires two different children of one node');
  }
  const sum = (sheet[first] as number) + (sheet[second] as number);
  const [one, other] = [reachOf(tree, sheet, first, limits), reachOf(tree, sheet, second, limits)];
  return { from: Math.max(one.low, sum - other.high), to: Math.min(one.high, sum - other.low) };
}

/**
 * Moves the edge between two neighbours: what one gains the other loses, nobody else moves. The subtrees
 * below both keep their shape.
 *
 * @param target wanted hundredths of the first; held inside {@link edgeRange}
 * @returns a new sheet
 * @throws RangeError if the two are not different children of one node
 */
export function moveEdge(
  tree: SchemeTree,
  sheet: PointSheet,
  edge: Edge,
  target: number,
  limits: EditLimits = {},
): number[] {
  const { from, to } = edgeRange(tree, sheet, edge, limits);
  const wanted = Math.min(to, Math.max(from, Math.round(target)));
  const sum = (sheet[edge.first] as number) + (sheet[edge.second] as number);
  const moved = placeWeight(tree, sheet, edge.first, wanted, limits);
  return placeWeight(tree, moved, edge.second, sum - wanted, limits);
}
