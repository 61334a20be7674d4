import { influences } from '../aggregate/influence.ts';
import { branchAt, type SchemeTree } from '../scheme/tree.ts';

/** Weights of one unit's nodes in the whole, per cent, by node index. */
export interface UnitWeights {
  /** After redistribution over the present children, level by level; present leaves sum to 100. */
  readonly effective: readonly number[];
  /** What the score gains a point of the node's score: the effective weight where all means are arithmetic. */
  readonly influence: readonly number[];
}

/**
 * Effective weights and influences of one unit.
 *
 * @param scores by node index, `null` where absent
 * @param weights by node index, relative to siblings
 */
export function unitWeights(
  tree: SchemeTree,
  scores: readonly (number | null)[],
  weights: readonly number[] = tree.weights,
): UnitWeights {
  const effective = tree.nodes.map(() => 0);
  const influence = tree.nodes.map(() => 0);
  if (scores[tree.root] === null) return { effective, influence };
  effective[tree.root] = 100;
  influence[tree.root] = 100;
  for (const node of tree.topDown) {
    const children = tree.children[node] as readonly number[];
    const own = scores[node] ?? null;
    const ofParent = effective[node] as number;
    if (children.length === 0 || own === null || ofParent === 0) continue;
    const present = children.filter((child) => scores[child] !== null && (weights[child] as number) > 0);
    const weightSum = present.reduce((sum, child) => sum + (weights[child] as number), 0);
    const allWeights = children.reduce((sum, child) => sum + (weights[child] as number), 0);
    const pull = influences(
      { ...branchAt(tree, node), weight: weights[node] as number },
      present.map((child) => ({ weight: weights[child] as number, score: scores[child] as number })),
      own,
      influence[node] as number,
      allWeights,
    );
    present.forEach((child, k) => {
      effective[child] = (ofParent * (weights[child] as number)) / weightSum;
      influence[child] = pull[k] as number;
    });
  }
  return { effective, influence };
}

/** Weight of every node before redistribution, per cent of the whole, by node index. */
export function nominalWeights(tree: SchemeTree, weights: readonly number[] = tree.weights): number[] {
  const nominal = tree.nodes.map(() => 0);
  nominal[tree.root] = 100;
  for (const node of tree.topDown) {
    const children = tree.children[node] as readonly number[];
    const sum = children.reduce((total, child) => total + (weights[child] as number), 0);
    for (const child of children) {
      nominal[child] = sum > 0 ? ((nominal[node] as number) * (weights[child] as number)) / sum : 0;
    }
  }
  return nominal;
}
