import { meanFunction, type BranchMean, type MeanFunction } from '../../aggregate/mean-function.ts';
import { ruledValue, type LeafColumn } from '../leaf-column.ts';
import type { LeafSheet } from '../leaf-sheet.ts';
import type { ClassOfUnit } from '../rank.ts';
import type { IndicatorTable, UnitInput } from '../table.ts';
import { adjustmentPoints, isItemDamaged, rankFigure, totalScore, vetoCaps } from '../total.ts';
import type { SchemeTree } from '../../scheme/tree.ts';
import { composeKernelBranch, Scratch } from './branch.ts';
import { KernelColumns } from './columns.ts';
import { KernelCoverage } from './coverage.ts';
import { KernelRanks } from './ranks.ts';
import { branchNamed, kernelBranches, noteLeaves, type KernelBranch } from './tree.ts';

/** Weights by node index, relative to siblings, at least 0. */
export type WeightVector = ArrayLike<number>;

/**
 * A scheme and its scored leaves, laid out once so that one set of weights after another can be tried:
 * nothing is allocated in between, and every figure has the engine's bits.
 *
 * Unless `out` is given, an answer is the kernel's own array, which its next answer of that kind overwrites.
 * NaN is an absent score.
 */
export interface ComposeKernel {
  readonly tree: SchemeTree;
  /** How many. */
  readonly units: number;
  /** The root's scores, before bonus and deduction; NaN for units that were screened out. */
  baseScores(weights: WeightVector, out?: Float64Array): Float64Array;
  /** Scores: base + bonus − deduction, held and capped as the scheme says, unrounded. */
  totals(weights: WeightVector, out?: Float64Array): Float64Array;
  /** What ranks look at, in whole units of its last digit; NaN for a unit that holds no rank. */
  figures(weights: WeightVector, out?: Float64Array): Float64Array;
  /** Ranks inside each class, from 1; **0 encodes no rank** (absent, partial, or not ranked). */
  ranks(weights: WeightVector, out?: Int32Array): Int32Array;
  /** Ranks of other figures than the kernel's own, by the same classes and ties; NaN holds no rank. */
  ranksOfFigures(figures: Float64Array, out?: Int32Array): Int32Array;
  /** {@link totals} for the weights last asked about, after `totals`, `figures` or `ranks`; the kernel's own array. */
  readonly lastTotals: Float64Array;
  /** A branch's scores for the weights last asked about; screened units are not left out. */
  branchScores(node: number): Float64Array;
  /** Puts another column in the place of a leaf's. @param inputs what the units now give; they decide coverage */
  setLeaf(node: number, column: LeafColumn, inputs?: readonly UnitInput[]): void;
  /** Aggregates a branch otherwise. */
  setMean(node: number, mean: BranchMean): void;
  /** Bonuses, deductions and vetoes anew, from other rulings or values; after the leaves they look at. */
  setOutside(inputs: readonly UnitInput[], table: IndicatorTable): void;
}

export interface KernelOptions {
  /** Class of every unit, and whether it is ranked; by default that of its input, and all are. */
  readonly classOf?: (unit: string) => ClassOfUnit;
}

/**
 * @param sheet the leaves as scored; its columns are copied
 */
export function createKernel(tree: SchemeTree, sheet: LeafSheet, { classOf }: KernelOptions = {}): ComposeKernel {
  const units = sheet.inputs.length;
  const weights = new Float64Array(tree.nodes.length);
  const columns = new KernelColumns(tree.nodes.length, units);
  const scratch = new Scratch(tree.nodes.length, units);
  const coverage = new KernelCoverage(tree, units);
  const branches = kernelBranches(tree, units);
  const root = branches[branches.length - 1] as KernelBranch;
  const byNode = new Map(branches.map((branch) => [branch.node, branch]));
  const leafColumns = [...sheet.columns];
  const seats = sheet.inputs.map(({ unit, class: name = '' }) => classOf?.(unit) ?? { class: name, ranked: true });
  const classNumbers = new Map([...new Set(seats.map((seat) => seat.class))].map((name, number) => [name, number]));
  const ranking = new KernelRanks(
    seats.map((seat) => classNumbers.get(seat.class) ?? 0),
    tree.document.rounding.ties,
  );
  let outside = outsideOf(tree, sheet.inputs, sheet.table, leafColumns);
  const own = {
    base: new Float64Array(units),
    totals: new Float64Array(units),
    figures: new Float64Array(units),
    ranks: new Int32Array(units),
  };

  const handUp = (branch: KernelBranch, scores: Float64Array): void => {
    const parent = byNode.get(tree.parent[branch.node] as number);
    if (parent !== undefined) columns.hand(branch.node, scores, parent.through.of);
  };
  const handLeaf = (node: number, through: MeanFunction): void =>
    columns.hand(node, (leafColumns[node] as LeafColumn).scores, through.of);

  const compose = (given: WeightVector): void => {
    for (let k = 0; k < weights.length; k += 1) weights[k] = given[k] as number;
    for (const branch of branches) {
      composeKernelBranch(branch, columns, weights, scratch);
      handUp(branch, branch.scores);
    }
  };

  const kernel: ComposeKernel = {
    tree,
    units,
    baseScores(given, out = own.base) {
      compose(given);
      for (let u = 0; u < units; u += 1) {
        out[u] = sheet.screened[u] === null ? (root.scores[u] as number) : Number.NaN;
      }
      return out;
    },
    totals(given, out) {
      const base = kernel.baseScores(given);
      for (let u = 0; u < units; u += 1) {
        const score = base[u] as number;
        own.totals[u] = score === score ? (outside[u] as Outside)(score) : score;
      }
      out?.set(own.totals);
      return out ?? own.totals;
    },
    lastTotals: own.totals,
    figures(given, out = own.figures) {
      const totals = kernel.totals(given);
      for (let u = 0; u < units; u += 1) {
        const score = totals[u] as number;
        const isOut = score !== score || seats[u]?.ranked === false;
        out[u] = isOut ? Number.NaN : rankFigure(tree.document, score);
      }
      coverage.dropPartial(out, weights);
      return out;
    },
    ranks(given, out = own.ranks) {
      return kernel.ranksOfFigures(kernel.figures(given), out);
    },
    ranksOfFigures(figures, out = own.ranks) {
      ranking.rank(figures, out);
      return out;
    },
    branchScores: (node) => branchNamed(byNode, node).scores,
    setLeaf(node, column, inputs = sheet.inputs) {
      const isWithheld = leafColumns[node]?.withheld != null || column.withheld !== null;
      leafColumns[node] = column;
      const parent = branchNamed(byNode, tree.parent[node] as number);
      handLeaf(node, parent.through);
      coverage.setLeaf(node, column, inputs);
      noteLeaves(parent, leafColumns);
      if (!isWithheld) return;
      for (
        let up = byNode.get(tree.parent[parent.node] as number);
        up !== undefined;
        up = byNode.get(tree.parent[up.node] as number)
      )
        noteLeaves(up, leafColumns);
    },
    setMean(node, mean) {
      const branch = branchNamed(byNode, node);
      branch.mean = mean;
      branch.through = meanFunction(mean);
      for (const child of branch.children) if (!byNode.has(child)) handLeaf(child, branch.through);
    },
    setOutside(inputs, table) {
      outside = outsideOf(tree, inputs, table, leafColumns);
    },
  };

  for (const leaf of tree.leaves) kernel.setLeaf(leaf, leafColumns[leaf] as LeafColumn);
  return kernel;
}

/** From a unit's base score to its score. */
type Outside = (base: number) => number;

function outsideOf(
  tree: SchemeTree,
  inputs: readonly UnitInput[],
  table: IndicatorTable,
  columns: readonly (LeafColumn | null)[],
): Outside[] {
  return inputs.map(({ adjustments = [] }, unit) => {
    if (isItemDamaged(tree.document, table, unit)) return () => Number.NaN;
    const points = adjustmentPoints(tree.document, adjustments, table, unit);
    const caps = vetoCaps(tree, (leaf) => ruledValue(columns[leaf] ?? null, unit), adjustments);
    return (base) => totalScore(tree, base, points, caps);
  });
}
