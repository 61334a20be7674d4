import { meanOf } from '../aggregate/mean.ts';
import type { Linear } from '../rules/index.ts';
import type { SchemeNode } from '../scheme/document.ts';
import { branchAt, isLeaf, type SchemeTree } from '../scheme/tree.ts';

/** One leaf's scores over all units; NaN is an absent score. */
export interface LeafScores {
  /** The scores; where there is a `line`, the values it makes scores of. */
  readonly scores: Float64Array;
  readonly line?: Linear;
  /** 1 where the absent leaf makes its whole group absent; `null` where none does. */
  readonly blocks: Uint8Array | null;
  /** 1 where a damaged value is below, whose place nothing takes: everything above it is absent; `null` where none is. */
  readonly withheld: Uint8Array | null;
}

/**
 * Aggregates leaf scores up the tree for all units at once, level by level: the weight of an absent
 * child goes to its siblings, and a branch with too few present children is absent itself. Children
 * are added in document order, so the same inputs give the same bytes everywhere.
 *
 * @param leafScores asked once for each leaf; the column may be used again for the next leaf
 * @param weights by node index, relative to siblings, at least 0
 * @returns scores of every branch by node index, NaN where absent; `null` at the leaves
 */
export function composeColumns(
  tree: SchemeTree,
  units: number,
  leafScores: (leaf: number) => LeafScores,
  weights: readonly number[] = tree.weights,
): (Float64Array | null)[] {
  const columns: (Float64Array | null)[] = tree.nodes.map(() => null);
  const scoresOf = (node: number): LeafScores => {
    if (isLeaf(tree.nodes[node] as SchemeNode)) return leafScores(node);
    const { scores, withheld } = composeBranch(tree, node, units, scoresOf, weights);
    columns[node] = scores;
    return { scores, blocks: withheld, withheld };
  };
  scoresOf(tree.root);
  return columns;
}

function composeBranch(
  tree: SchemeTree,
  node: number,
  units: number,
  scoresOf: (node: number) => LeafScores,
  weights: readonly number[],
): Pick<LeafScores, 'scores' | 'withheld'> {
  const branch = branchAt(tree, node);
  const children = tree.children[node] as readonly number[];
  const allWeights = children.reduce((sum, child) => sum + (weights[child] as number), 0);
  const mean = meanOf({ ...branch, weight: weights[node] as number }, units, allWeights);
  const present = branch.coverageThreshold === undefined ? null : new Uint16Array(units);
  let blocked: Uint8Array | null = null;
  let withheld: Uint8Array | null = null;
  for (const child of children) {
    const { scores, line, ...lacking } = scoresOf(child);
    if (line === undefined) mean.add(scores, weights[child] as number);
    else mean.addLine(scores, line, weights[child] as number);
    if (present !== null) countPresent(present, scores);
    // What takes no part (weight 0) takes nobody along.
    if ((weights[child] as number) === 0) continue;
    if (lacking.blocks !== null) blocked = union(blocked, lacking.blocks);
    if (lacking.withheld !== null) withheld = union(withheld, lacking.withheld);
  }
  const scores = mean.finish();
  if (present !== null) dropThin(scores, present, children.length, branch.coverageThreshold ?? 0);
  if (blocked !== null) blocked.forEach((isBlocked, unit) => isBlocked === 1 && (scores[unit] = Number.NaN));
  return { scores, withheld };
}

function countPresent(present: Uint16Array, scores: Float64Array): void {
  for (let u = 0; u < scores.length; u += 1) {
    if (!Number.isNaN(scores[u])) present[u] = (present[u] as number) + 1;
  }
}

/** Strictly below the threshold is absent; equality passes. */
function dropThin(scores: Float64Array, present: Uint16Array, children: number, threshold: number): void {
  for (let u = 0; u < scores.length; u += 1) {
    if ((present[u] as number) / children < threshold) scores[u] = Number.NaN;
  }
}

const union = (one: Uint8Array | null, other: Uint8Array): Uint8Array =>
  one === null ? other.slice() : one.map((value, index) => value | (other[index] as number));
