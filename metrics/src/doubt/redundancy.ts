import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { nominalWeights } from '../engine/unit-weights.ts';
import { isLeaf, type SchemeTree } from '../scheme/tree.ts';
import { correlationMatrix, type CorrelationMethod } from '../statistics/correlation.ts';
import { cronbachAlpha } from '../statistics/cronbach.ts';
import { createKernel, type WeightVector } from '../engine/kernel/kernel.ts';

/** From where on a correlation is worth a word. */
export interface RedundancyThresholds {
  /** Two siblings correlate at least this much, either way: they say the same twice, or each other's opposite. */
  readonly redundant: number;
  /** Two siblings, or a node and its parent or the index, correlate at most this: they pull apart. */
  readonly conflicting: number;
  /** A node and its parent, or a leaf and the index, correlate less than this, either way: it hardly counts. */
  readonly silent: number;
}

/** Ours: stricter than the 0.9 of COINr's `get_corr_flags`, as what is flagged here is to be acted on. */
export const REDUNDANCY: RedundancyThresholds = { redundant: 0.95, conflicting: -0.3, silent: 0.1 };

export type CorrelationFlag = 'redundant' | 'opposite' | 'conflicting' | 'silent';

export interface CorrelationPair {
  readonly one: string;
  readonly other: string;
  /** `null` where there is none: a constant, or fewer than two units with both. */
  readonly correlation: number | null;
  readonly flag: CorrelationFlag | null;
}

/** How much a node has to say in the index, beside what its weight says it has. */
export interface Importance {
  readonly code: string;
  /** Share of the whole by weight, 0 … 1. */
  readonly weight: number;
  /** Correlation with the root's scores. */
  readonly correlation: number | null;
  /** Its square as a share of all leaves' squares: what its weight would be if it were importance. */
  readonly importance: number | null;
  readonly flag: CorrelationFlag | null;
}

export interface NodeConsistency {
  readonly code: string;
  /** Of the scores of all leaves below it; `null` for fewer than two, and where it cannot be computed. */
  readonly alphaOfLeaves: number | null;
  /** Of the scores of its own children. */
  readonly alphaOfChildren: number | null;
}

export interface Redundancy {
  readonly method: CorrelationMethod;
  readonly thresholds: RedundancyThresholds;
  /** Every pair of siblings. */
  readonly siblings: readonly CorrelationPair[];
  /** Every node but the root with its parent. */
  readonly levels: readonly CorrelationPair[];
  /** Every leaf with the index. */
  readonly leaves: readonly Importance[];
  /** Every branch. */
  readonly nodes: readonly NodeConsistency[];
}

export interface RedundancyOptions {
  /** `pearson` by default. */
  readonly method?: CorrelationMethod;
  readonly thresholds?: Partial<RedundancyThresholds>;
  readonly weights?: WeightVector;
}

/**
 * How the parts of an index hang together: correlations of scores among siblings and between levels,
 * Cronbach's alpha of every branch, and of each leaf what it has to say in the index. A weight is not an
 * importance (Paruolo, Saisana and Saltelli, JRSS A 176, 2013): the correlation of a leaf with the index is
 * nearer to one, and lies beside it.
 *
 * On scores, in which every direction points up; each correlation is over the units that have both.
 * Units that were screened out are left out.
 */
export function redundancyOf(tree: SchemeTree, sheet: LeafSheet, options: RedundancyOptions = {}): Redundancy {
  const { method = 'pearson', weights = tree.weights } = options;
  const thresholds = { ...REDUNDANCY, ...options.thresholds };
  const scores = nodeColumns(tree, sheet, weights);
  const column = (node: number): Float64Array => scores[node] as Float64Array;
  const code = (node: number): string => tree.nodes[node]?.code ?? '';
  const correlate = (nodes: readonly number[]) => correlationMatrix(nodes.map(column), method);

  const siblings = tree.children.flatMap((children) => {
    const matrix = correlate(children);
    return children.flatMap((one, i) =>
      children.slice(i + 1).map((other, k): CorrelationPair => {
        const correlation = matrix[i]?.[i + 1 + k] ?? null;
        return { one: code(one), other: code(other), correlation, flag: siblingFlag(correlation, thresholds) };
      }),
    );
  });
  const between = (one: number, other: number): number | null => correlate([one, other])[0]?.[1] ?? null;
  const levels = tree.topDown.slice(1).map((node): CorrelationPair => {
    const parent = tree.parent[node] as number;
    const correlation = between(node, parent);
    return { one: code(node), other: code(parent), correlation, flag: levelFlag(correlation, thresholds) };
  });

  const nominal = nominalWeights(tree, Array.from(weights));
  const correlations = tree.leaves.map((leaf) => between(leaf, tree.root));
  const squares = correlations.reduce<number>((sum, correlation) => sum + (correlation ?? 0) * (correlation ?? 0), 0);
  return {
    method,
    thresholds,
    siblings,
    levels,
    leaves: tree.leaves.map((leaf, k): Importance => {
      const correlation = correlations[k] ?? null;
      return {
        code: code(leaf),
        weight: (nominal[leaf] as number) / 100,
        correlation,
        importance: correlation === null || squares === 0 ? null : (correlation * correlation) / squares,
        flag: levelFlag(correlation, thresholds),
      };
    }),
    nodes: tree.topDown.flatMap((node): NodeConsistency[] => {
      const children = tree.children[node] as readonly number[];
      if (children.length === 0) return [];
      return [
        {
          code: code(node),
          alphaOfLeaves: cronbachAlpha(leavesBelow(tree, node).map(column)),
          alphaOfChildren: cronbachAlpha(children.map(column)),
        },
      ];
    }),
  };
}

function siblingFlag(
  correlation: number | null,
  { redundant, conflicting }: RedundancyThresholds,
): CorrelationFlag | null {
  if (correlation === null) return null;
  if (correlation >= redundant) return 'redundant';
  if (correlation <= -redundant) return 'opposite';
  return correlation <= conflicting ? 'conflicting' : null;
}

function levelFlag(correlation: number | null, { conflicting, silent }: RedundancyThresholds): CorrelationFlag | null {
  if (correlation === null) return null;
  if (correlation <= conflicting) return 'conflicting';
  return Math.abs(correlation) < silent ? 'silent' : null;
}

/** Scores of every node by index; NaN where absent, and for units that were screened out. */
function nodeColumns(tree: SchemeTree, sheet: LeafSheet, weights: WeightVector): Float64Array[] {
  const kernel = createKernel(tree, sheet);
  kernel.baseScores(weights);
  return tree.nodes.map((node, index) => {
    const scores = isLeaf(node) ? (sheet.columns[index]?.scores ?? new Float64Array()) : kernel.branchScores(index);
    return scores.map((score, unit) => (sheet.screened[unit] === null ? score : Number.NaN));
  });
}

function leavesBelow(tree: SchemeTree, node: number): number[] {
  const children = tree.children[node] as readonly number[];
  return children.length === 0 ? [node] : children.flatMap((child) => leavesBelow(tree, child));
}
