import { splitByLargestRemainder } from '../../language/points.ts';
import type { SchemeTree } from '../../scheme/tree.ts';
import { type EditLimits, type PointSheet, type Reach, reachOf } from './reach.ts';

/**
 * Adds `change` to the takers in proportion to what they hold, by largest remainder, stopping each at its
 * reach; the groups below them follow in the shares they had. Takers that all hold nothing take in the
 * proportion of the scheme.
 *
 * @param takers siblings
 * @returns a new sheet, and what nobody could take
 */
export function shareOut(
  tree: SchemeTree,
  sheet: PointSheet,
  takers: readonly number[],
  change: number,
  limits: EditLimits,
): { sheet: number[]; left: number } {
  const next = [...sheet];
  const left = share(tree, sheet, next, takers, change, limits);
  return { sheet: next, left };
}

/** A new sheet with one weight at `points`, the groups below it following; its siblings stay as they are. */
export function placeWeight(
  tree: SchemeTree,
  sheet: PointSheet,
  node: number,
  points: number,
  limits: EditLimits,
): number[] {
  const next = [...sheet];
  next[node] = points;
  follow(tree, sheet, next, node, limits);
  return next;
}

function share(
  tree: SchemeTree,
  before: PointSheet,
  next: number[],
  takers: readonly number[],
  change: number,
  limits: EditLimits,
): number {
  const reach = new Map(takers.map((taker) => [taker, reachOf(tree, before, taker, limits)]));
  const left = spread(tree, next, reach, change);
  for (const taker of takers) follow(tree, before, next, taker, limits);
  return left;
}

function follow(tree: SchemeTree, before: PointSheet, next: number[], node: number, limits: EditLimits): void {
  const change = (next[node] as number) - (before[node] as number);
  const children = tree.children[node] as readonly number[];
  if (change !== 0 && children.length > 0) share(tree, before, next, children, change, limits);
}

function spread(tree: SchemeTree, next: number[], reach: ReadonlyMap<number, Reach>, change: number): number {
  let left = change;
  let open = [...reach.keys()].filter((taker) => hasRoom(next[taker] as number, reach.get(taker), change));
  while (left !== 0 && open.length > 0) {
    const held = open.map((taker) => next[taker] as number);
    const shares = held.some((points) => points > 0) ? held : open.map((taker) => tree.weights[taker] as number);
    const total = held.reduce((a, b) => a + b, 0);
    // Whole hundredths in proportion never pull a part against the change, so each stops at one end only.
    const wanted = splitByLargestRemainder(Math.max(0, total + left), shares);
    open.forEach((taker, k) => {
      const { low, high } = reach.get(taker) as Reach;
      next[taker] = Math.min(high, Math.max(low, wanted[k] as number));
    });
    left -= open.reduce((sum, taker) => sum + (next[taker] as number), 0) - total;
    open = open.filter((taker) => hasRoom(next[taker] as number, reach.get(taker), left));
  }
  return left;
}

function hasRoom(points: number, reach: Reach | undefined, change: number): boolean {
  return reach !== undefined && (change > 0 ? points < reach.high : points > reach.low);
}
