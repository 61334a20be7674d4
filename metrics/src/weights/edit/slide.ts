import { splitByLargestRemainder } from '../../language/points.ts';
import type { SchemeTree } from '../../scheme/tree.ts';
import { type EditLimits, ownReach, type PointSheet, reachOf } from './reach.ts';
import { placeWeight, shareOut } from './share-out.ts';

export type { EditLimits, PointSheet } from './reach.ts';

/**
 * Points of a scheme in hundredths of its total; for a scheme without `total`, of 100.00 shared out
 * by largest remainder, level by level.
 */
export function pointSheet(tree: SchemeTree): number[] {
  const sheet = tree.nodes.map(() => 0);
  sheet[tree.root] = Math.round((tree.document.total ?? 100) * 100);
  for (const node of tree.topDown) {
    const children = tree.children[node] as readonly number[];
    if (children.length === 0) continue;
    const parts = splitByLargestRemainder(
      sheet[node] as number,
      children.map((child) => tree.weights[child] as number),
    );
    children.forEach((child, k) => (sheet[child] = parts[k] as number));
  }
  return sheet;
}

/**
 * The range a slider may move in: its own limits, those of what is below it, and what its unlocked
 * siblings can give or take.
 *
 * @returns hundredths; `from` equals `to` when the weight cannot move at all
 */
export function movableRange(
  tree: SchemeTree,
  sheet: PointSheet,
  node: number,
  limits: EditLimits = {},
): { from: number; to: number } {
  const own = sheet[node] as number;
  if (node === tree.root) return { from: own, to: own };
  const { low, high } = ownReach(tree, sheet, node, limits);
  let [canGive, canTake] = [0, 0];
  for (const sibling of siblingsOf(tree, node)) {
    const reach = reachOf(tree, sheet, sibling, limits);
    canGive += (sheet[sibling] as number) - reach.low;
    canTake += reach.high - (sheet[sibling] as number);
  }
  return { from: Math.max(low, own - canTake), to: Math.min(high, own + canGive) };
}

/**
 * Moves one weight; its unlocked siblings shrink or grow in proportion, and the subtrees below every
 * changed node keep their shape. A sum that was exact stays exact; locked and limited weights stay in
 * bounds, also those below a node that moves.
 *
 * @param target wanted hundredths; held inside {@link movableRange}
 * @returns a new sheet
 */
export function slideWeight(
  tree: SchemeTree,
  sheet: PointSheet,
  node: number,
  target: number,
  limits: EditLimits = {},
): number[] {
  const { from, to } = movableRange(tree, sheet, node, limits);
  const own = sheet[node] as number;
  const wanted = Math.min(to, Math.max(from, Math.round(target)));
  if (wanted === own) return [...sheet];
  const moved = placeWeight(tree, sheet, node, wanted, limits);
  return shareOut(tree, moved, siblingsOf(tree, node), own - wanted, limits).sheet;
}

function siblingsOf(tree: SchemeTree, node: number): number[] {
  return (tree.children[tree.parent[node] as number] ?? []).filter((sibling) => sibling !== node);
}
