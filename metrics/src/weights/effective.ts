import { nominalWeights } from '../engine/unit-weights.ts';
import type { SchemeTree } from '../scheme/tree.ts';

/** Weights of every node, by node index of the tree. */
export interface EffectiveWeights {
  /** Share of the node's group, 0 … 1; 1 for the root, 0 in a group without any weight. */
  readonly local: readonly number[];
  /** Share of the whole, 0 … 1: the product of the local shares down the tree. */
  readonly ofOne: readonly number[];
  /** The same per cent, as the engine composes scores with it. */
  readonly percent: readonly number[];
}

/**
 * Effective weight of every node: the product of group-normalised weights from the root down, the root
 * having all of it whatever its own weight.
 *
 * @param weights by node index, relative to siblings, any scale, at least 0: the tree's own by default, or
 *   a sheet of points
 * @see COINr get_eff_weights
 */
export function effectiveWeights(tree: SchemeTree, weights: readonly number[] = tree.weights): EffectiveWeights {
  const percent = nominalWeights(tree, weights);
  const local = tree.nodes.map((_, node) => {
    const siblings = tree.children[tree.parent[node] ?? -1];
    if (siblings === undefined) return 1;
    const sum = siblings.reduce((total, sibling) => total + (weights[sibling] ?? 0), 0);
    return sum > 0 ? (weights[node] ?? 0) / sum : 0;
  });
  return { local, ofOne: percent.map((share) => share / 100), percent };
}
