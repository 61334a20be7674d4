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
    if (effective[node] === 0 || tree.children[node]?.length === 0) continue;
    shareAmongChildren(tree, node, scores, weights, effective, influence);
  }
  return { effective, influence };
}

function shareAmongChildren(
  tree: SchemeTree,
  node: number,
  scores: readonly (number | null)[],
  weights: readonly number[],
  effective: number[],
  influence: number[],
): void {
  const children = tree.children[node] as readonly number[];
  const isPresent = (child: number): boolean => scores[child] !== null && (weights[child] as number) > 0;
  let weightSum = 0;
  let allWeights = 0;
  for (const child of children) {
    allWeights += weights[child] as number;
    if (isPresent(child)) weightSum += weights[child] as number;
  }
  const [ofParent, pull] = [effective[node] as number, influence[node] as number];
  const branch = branchAt(tree, node);
  for (const child of children) {
    if (!isPresent(child)) continue;
    effective[child] = (ofParent * (weights[child] as number)) / weightSum;
    influence[child] = (pull * (weights[child] as number)) / weightSum;
  }
  if (branch.aggregate === 'arithmetic') return;
  const present = children.filter(isPresent);
  const pulls = influences(
    { ...branch, weight: weights[node] as number },
    present.map((child) => ({ weight: weights[child] as number, score: scores[child] as number })),
    scores[node] as number,
    pull,
    allWeights,
  );
  present.forEach((child, k) => (influence[child] = pulls[k] as number));
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
