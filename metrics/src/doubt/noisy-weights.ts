import { isLeaf, type SchemeTree } from '../scheme/tree.ts';
import type { WeightVector } from '../engine/kernel/kernel.ts';
import type { Random } from './random.ts';

/** How far weights are in doubt. */
export interface WeightDoubt {
  /** Share f of a weight by which it may be off, 0 … 1: it is drawn from w ± f·w, evenly. */
  readonly spread: number;
  /** The levels it is drawn on, from 1, the leaves; every level below the root by default. */
  readonly levels?: readonly number[];
  /** Another share for a level, by its number. */
  readonly spreadOfLevel?: Readonly<Record<string, number>>;
  /** Another share for a node, by its code; goes before its level's. */
  readonly spreadOfNode?: Readonly<Record<string, number>>;
  /** Codes of nodes whose weight is settled. */
  readonly locked?: readonly string[];
}

/** Nodes in the order in which they are drawn, and the share of each. */
export interface WeightNoise {
  readonly nodes: Int32Array;
  readonly shares: Float64Array;
}

/** Level of every node: 1 for a leaf, one more than its highest child for a branch. */
export function levelsOf(tree: SchemeTree): Int32Array {
  const levels = new Int32Array(tree.nodes.length).fill(1);
  for (const node of [...tree.topDown].reverse()) {
    for (const child of tree.children[node] ?? []) {
      levels[node] = Math.max(levels[node] as number, (levels[child] as number) + 1);
    }
  }
  return levels;
}

/**
 * Which weights are drawn, in what order: level by level from the leaves up, in the document's order
 * inside a level (COINr's `get_noisy_weights`). Weights of 0 take their draw and stay 0. The root's weight
 * says nothing about shares and is never drawn.
 */
export function weightNoise(tree: SchemeTree, doubt: WeightDoubt): WeightNoise {
  const levels = levelsOf(tree);
  const wanted = new Set(doubt.levels ?? levels);
  const locked = new Set(doubt.locked);
  const drawn = tree.nodes.flatMap(({ code }, node) => {
    const level = levels[node] as number;
    if (node === tree.root || locked.has(code) || !wanted.has(level)) return [];
    return [{ node, level, share: doubt.spreadOfNode?.[code] ?? doubt.spreadOfLevel?.[String(level)] ?? doubt.spread }];
  });
  drawn.sort((a, b) => a.level - b.level || a.node - b.node);
  return { nodes: Int32Array.from(drawn, ({ node }) => node), shares: Float64Array.from(drawn, ({ share }) => share) };
}

/**
 * How many weights a noise really moves: weights of 0, shares of 0, and a node without weighted siblings,
 * whose share of its group is 1 whatever its weight, do not count.
 */
export function movedBy(tree: SchemeTree, { nodes, shares }: WeightNoise): number {
  const hasWeight = (node: number): boolean => (tree.weights[node] as number) > 0;
  let count = 0;
  nodes.forEach((node, k) => {
    const siblings = tree.children[tree.parent[node] as number] ?? [];
    if (shares[k] !== 0 && hasWeight(node) && siblings.filter(hasWeight).length > 1) count += 1;
  });
  return count;
}

/**
 * One set of weights: w + (2u − 1)·f·w for every node of the noise, u from [0, 1). They are not brought back
 * to a sum: composing divides by it anyway (COINr 1.1.14, `get_noisy_weights`).
 *
 * @param weights by node index
 * @param out by node index
 */
export function drawWeights(
  weights: WeightVector,
  { nodes, shares }: WeightNoise,
  random: Random,
  out: Float64Array,
): Float64Array {
  for (let k = 0; k < out.length; k += 1) out[k] = weights[k] as number;
  for (let k = 0; k < nodes.length; k += 1) {
    const node = nodes[k] as number;
    const weight = weights[node] as number;
    out[node] = weight + (2 * random() - 1) * (shares[k] as number) * weight;
  }
  return out;
}

/**
 * Brings the children of every `sum` branch back to the points they had together, as a share of the branch's
 * own: a `sum` gives what its children earn out of the points it is headed with, so it alone sees the size
 * of weights. Shares inside groups stay as they are; other branches are left alone.
 *
 * @param before the weights whose proportions are kept
 * @param weights changed in place
 */
export function keepPoints(tree: SchemeTree, before: WeightVector, weights: Float64Array): void {
  for (const node of tree.topDown) {
    const branch = tree.nodes[node];
    if (branch === undefined || isLeaf(branch) || branch.aggregate !== 'sum') continue;
    const children = tree.children[node] as readonly number[];
    const sum = (of: WeightVector): number => children.reduce((total, child) => total + (of[child] as number), 0);
    const own = before[node] as number;
    // Headed with no points it is an arithmetic mean.
    if (own === 0) continue;
    const factor = (sum(before) / sum(weights)) * ((weights[node] as number) / own);
    if (factor === 1 || !Number.isFinite(factor)) continue;
    for (const child of children) weights[child] = (weights[child] as number) * factor;
  }
}
