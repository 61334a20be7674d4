import { splitByLargestRemainder } from '../language/points.ts';
import type { SchemeTree } from '../scheme/tree.ts';

/** Points of every node in whole hundredths, by node index of the tree. */
export type PointSheet = readonly number[];

/** What a person may not move: locked nodes, and limits in hundredths. */
export interface EditLimits {
  readonly locked?: ReadonlySet<number>;
  readonly min?: ReadonlyMap<number, number>;
  readonly max?: ReadonlyMap<number, number>;
}

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
 * The range a slider may move in: its own limits, and what its unlocked siblings can give or take.
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
  const stuck = { from: own, to: own };
  if (node === tree.root || limits.locked?.has(node) === true) return stuck;
  const others = unlockedSiblings(tree, node, limits);
  if (others.length === 0) return stuck;
  const low = (index: number): number => limits.min?.get(index) ?? 0;
  const high = (index: number): number => limits.max?.get(index) ?? Number.MAX_SAFE_INTEGER;
  const canGive = others.reduce((sum, index) => sum + Math.max(0, (sheet[index] as number) - low(index)), 0);
  const canTake = others.reduce((sum, index) => sum + Math.max(0, high(index) - (sheet[index] as number)), 0);
  return { from: Math.max(low(node), own - canTake), to: Math.min(high(node), own + canGive) };
}

/**
 * Moves one weight; its unlocked siblings shrink or grow in proportion, and the subtrees below
 * every changed node keep their shape. Sums stay exact, locked and limited weights stay in bounds.
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
  const next = [...sheet];
  next[node] = wanted;
  if (wanted !== own) share(next, unlockedSiblings(tree, node, limits), own - wanted, limits);
  for (const sibling of tree.children[tree.parent[node] as number] ?? []) {
    if (next[sibling] !== sheet[sibling]) reshapeSubtree(tree, next, sibling);
  }
  return next;
}

function unlockedSiblings(tree: SchemeTree, node: number, { locked }: EditLimits): number[] {
  const siblings = tree.children[tree.parent[node] as number] ?? [];
  return siblings.filter((sibling) => sibling !== node && locked?.has(sibling) !== true);
}

/** Adds `change` to the takers in proportion to what they hold, stopping each at its limit. */
function share(sheet: number[], takers: readonly number[], change: number, limits: EditLimits): void {
  let left = change;
  let open = [...takers];
  while (left !== 0 && open.length > 0) {
    const held = open.map((index) => sheet[index] as number);
    const total = held.reduce((a, b) => a + b, 0);
    const wanted = splitByLargestRemainder(Math.max(0, total + left), held);
    const bounded = open.map((index, k) => {
      const low = limits.min?.get(index) ?? 0;
      const high = limits.max?.get(index) ?? Number.MAX_SAFE_INTEGER;
      // A weight already outside its limits is not forced back: it only may not move further out.
      const now = sheet[index] as number;
      return Math.min(Math.max(wanted[k] as number, Math.min(low, now)), Math.max(high, now));
    });
    const free = open.filter((_, k) => bounded[k] === wanted[k]);
    open.forEach((index, k) => (sheet[index] = bounded[k] as number));
    const moved = bounded.reduce((a, b) => a + b, 0) - total;
    left -= moved;
    if (free.length === open.length) break;
    open = free;
  }
}

/** Gives every group below `node` its parent's points again, in the shares it had. */
function reshapeSubtree(tree: SchemeTree, sheet: number[], node: number): void {
  const children = tree.children[node] as readonly number[];
  if (children.length === 0) return;
  const held = children.map((child) => sheet[child] as number);
  const shares = held.some((points) => points > 0) ? held : children.map((child) => tree.weights[child] as number);
  const parts = splitByLargestRemainder(sheet[node] as number, shares);
  children.forEach((child, k) => {
    sheet[child] = parts[k] as number;
    reshapeSubtree(tree, sheet, child);
  });
}
