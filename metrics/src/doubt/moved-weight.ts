import { pointSheet } from '../weights/edit/slide.ts';
import { isLeaf, type SchemeTree } from '../scheme/tree.ts';
import type { WeightVector } from '../engine/kernel/kernel.ts';

/** What a slider may do. */
export interface MoveOptions {
  /** By node index, relative to siblings; the scheme's own by default. */
  readonly weights?: WeightVector;
  /** Node indices whose weight stays. */
  readonly locked?: ReadonlySet<number>;
  /** Shares of the parent between which the node may move, inside what its unlocked siblings leave it. */
  readonly from?: number;
  readonly to?: number;
  /** The parent's points in hundredths; by default those of the scheme, or of 100.00 shared out. */
  readonly parentPoints?: number;
}

/**
 * One weight on its way, as a slider moves it: the node's share s of its parent goes from 0 to what the
 * locked siblings leave; the unlocked ones keep their proportions among themselves. With r that rest and a
 * the proportions, weights relative to the parent are s, a·(r − s), and the locked ones' own. Groups of
 * points (`sum`) below a changed weight grow and shrink with it: they keep their shape, and their scores.
 */
export interface WeightMove {
  readonly node: number;
  readonly parent: number;
  /** Now. */
  readonly share: number;
  /** Allowed; equal when it cannot move. */
  readonly from: number;
  readonly to: number;
  /** The parent's points in hundredths: a share times them is the node's points. */
  readonly parentPoints: number;
  /** r: what the node and its unlocked siblings have together. */
  readonly rest: number;
  /** By place among the parent's children: a, 0 for the node itself and for locked ones. */
  readonly proportions: readonly number[];
  /** By place among the parent's children: the share of a locked one, 0 for the others. */
  readonly lockedShares: readonly number[];
  /** All weights, by node index, with the node at a share. */
  readonly weightsAt: (share: number, out?: Float64Array) => Float64Array;
}

/** @throws RangeError for the root, which has no siblings */
export function weightMove(tree: SchemeTree, node: number, options: MoveOptions = {}): WeightMove {
  const { weights = tree.weights, locked = new Set<number>(), from = 0, to = 1 } = options;
  const parent = tree.parent[node] ?? -1;
  if (parent < 0) throw new RangeError('weightMove requires a node with a parent');
  const children = tree.children[parent] as readonly number[];
  const total = children.reduce((sum, child) => sum + (weights[child] as number), 0);
  const shareOf = (child: number): number => (total > 0 ? (weights[child] as number) / total : 0);
  const lockedShares = children.map((child) => (child !== node && locked.has(child) ? shareOf(child) : 0));
  const isFree = (child: number): boolean => child !== node && !locked.has(child);
  const free = children.filter(isFree);
  const freeShare = free.reduce((sum, child) => sum + shareOf(child), 0);
  const proportions = children.map((child) =>
    !isFree(child) ? 0 : freeShare > 0 ? shareOf(child) / freeShare : 1 / free.length,
  );
  const share = shareOf(node);
  const rest = share + freeShare;
  const isStuck = free.length === 0 || locked.has(node) || total === 0;
  return {
    node,
    parent,
    share,
    from: isStuck ? share : Math.min(share, Math.max(0, from)),
    to: isStuck ? share : Math.max(share, Math.min(rest, to)),
    parentPoints: options.parentPoints ?? (pointSheet(tree)[parent] as number),
    rest,
    proportions,
    lockedShares,
    weightsAt(at, out = new Float64Array(tree.nodes.length)) {
      for (let k = 0; k < out.length; k += 1) out[k] = weights[k] as number;
      children.forEach((child, place) => {
        if (child === node) out[child] = at * total;
        else if (isFree(child)) out[child] = (proportions[place] as number) * Math.max(0, rest - at) * total;
        if (out[child] !== weights[child]) keepShape(tree, child, weights, out);
      });
      return out;
    },
  };
}

/** The children of a `sum` whose weight changed, so that together they are the same share of it as before. */
function keepShape(tree: SchemeTree, node: number, before: WeightVector, weights: Float64Array): void {
  const branch = tree.nodes[node];
  const [own, now] = [before[node] as number, weights[node] as number];
  // Without a weight it takes no part, whatever its children have.
  if (branch === undefined || isLeaf(branch) || branch.aggregate !== 'sum' || now === 0) return;
  const children = tree.children[node] as readonly number[];
  // Headed with no points a `sum` is a mean: its children add up to what it is given.
  const shares = own > 0 ? own : children.reduce((sum, child) => sum + (before[child] as number), 0);
  if (shares === 0) return;
  for (const child of children) {
    weights[child] = ((before[child] as number) * now) / shares;
    keepShape(tree, child, before, weights);
  }
}
