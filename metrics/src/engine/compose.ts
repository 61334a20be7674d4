import type { SchemeTree } from '../scheme/tree.ts';

/** Scores and effective weights of one unit, by node index of the tree. */
export interface Composition {
  /** 0..100, `null` where nothing below the node is present. */
  readonly scores: readonly (number | null)[];
  /** Weight after redistribution, per cent of the whole; present leaves sum to 100. */
  readonly effectiveWeights: readonly number[];
}

/**
 * Aggregates leaf scores up the tree: the arithmetic mean over present children, the weight of an
 * absent child going to its siblings, level by level. Children are added in document order, so the
 * same inputs give the same bytes everywhere.
 *
 * @param leafScores by node index, 0..100; `null` for an absent leaf; other entries are ignored
 * @param weights by node index, relative to siblings, at least 0; the tree's own by default
 */
export function compose(
  tree: SchemeTree,
  leafScores: readonly (number | null)[],
  weights: readonly number[] = tree.weights,
): Composition {
  const scores: (number | null)[] = tree.nodes.map(() => null);
  for (const leaf of tree.leaves) scores[leaf] = leafScores[leaf] ?? null;
  const presentWeights: number[] = tree.nodes.map(() => 0);
  for (let k = tree.topDown.length - 1; k >= 0; k -= 1) {
    const node = tree.topDown[k] as number;
    let weightSum = 0;
    let weighted = 0;
    for (const child of tree.children[node] as readonly number[]) {
      const score = scores[child];
      const weight = weights[child] as number;
      if (score === null || score === undefined || weight === 0) continue;
      weightSum += weight;
      weighted += weight * score;
    }
    if (weightSum > 0) {
      scores[node] = weighted / weightSum;
      presentWeights[node] = weightSum;
    }
  }
  return { scores, effectiveWeights: effectiveWeights(tree, scores, weights, presentWeights) };
}

function effectiveWeights(
  tree: SchemeTree,
  scores: readonly (number | null)[],
  weights: readonly number[],
  presentWeights: readonly number[],
): number[] {
  const effective = tree.nodes.map(() => 0);
  if (scores[tree.root] !== null) effective[tree.root] = 100;
  for (const node of tree.topDown) {
    const ofParent = effective[node] as number;
    if (ofParent === 0) continue;
    for (const child of tree.children[node] as readonly number[]) {
      if (scores[child] === null) continue;
      effective[child] = (ofParent * (weights[child] as number)) / (presentWeights[node] as number);
    }
  }
  return effective;
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
