import type { SchemeTree } from '../../scheme/tree.ts';

/** Points of every node in whole hundredths, by node index of the tree. */
export type PointSheet = readonly number[];

/** What a person may not move, by node index; limits in hundredths. */
export interface EditLimits {
  readonly locked?: ReadonlySet<number>;
  readonly min?: ReadonlyMap<number, number>;
  readonly max?: ReadonlyMap<number, number>;
  /** Weights that are 0 on purpose (不参与): others' movements give them nothing, they come back by their own. */
  readonly excluded?: ReadonlySet<number>;
}

/** Hundredths, both ends included; `high` may be infinite. */
export interface Reach {
  readonly low: number;
  readonly high: number;
}

/**
 * Where the movement of another weight may push this one: inside its limits, and as far as the locks and
 * limits below it allow. A weight that is already outside its limits is not forced back, it only may not
 * move further out; so where it stands is always within its reach.
 */
export function reachOf(tree: SchemeTree, sheet: PointSheet, node: number, limits: EditLimits): Reach {
  const now = sheet[node] as number;
  if (limits.excluded?.has(node) === true) return { low: now, high: now };
  return ownReach(tree, sheet, node, limits);
}

/** {@link reachOf} of the weight a person moves: that it is excluded does not hold it. */
export function ownReach(tree: SchemeTree, sheet: PointSheet, node: number, limits: EditLimits): Reach {
  const now = sheet[node] as number;
  if (limits.locked?.has(node) === true) return { low: now, high: now };
  const low = Math.min(now, limits.min?.get(node) ?? 0);
  const high = Math.max(now, limits.max?.get(node) ?? Infinity);
  const children = tree.children[node] as readonly number[];
  if (children.length === 0) return { low, high };
  const below = children.map((child) => reachOf(tree, sheet, child, limits));
  // A group that is short or over stays so by the same amount: what a person left open is not closed in passing.
  const gap = children.reduce((sum, child) => sum - (sheet[child] as number), now);
  return {
    low: Math.max(low, gap + below.reduce((sum, reach) => sum + reach.low, 0)),
    high: Math.min(high, gap + below.reduce((sum, reach) => sum + reach.high, 0)),
  };
}
