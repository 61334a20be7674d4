import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { isLeaf, type SchemeTree } from '../scheme/tree.ts';
import { createKernel, type KernelOptions, type WeightVector } from '../engine/kernel/kernel.ts';
import { keepPoints } from './noisy-weights.ts';

export interface RemovedUnit {
  readonly unit: string;
  /** With everything, and without the node; `null` where it holds no rank. */
  readonly before: number | null;
  readonly after: number | null;
  /** Change of its score; `null` where it has none before or after. */
  readonly scoreChange: number | null;
}

/** An index without one leaf or branch. */
export interface Removal {
  readonly code: string;
  readonly isLeaf: boolean;
  /** Mean of |rank after − rank before| over the units ranked both times; `null` where there is none. */
  readonly meanShift: number | null;
  readonly largestShift: number;
  /** Units with another rank, the largest shift first. */
  readonly movers: readonly RemovedUnit[];
  /** Every unit, in the order of the sheet. */
  readonly units: readonly RemovedUnit[];
}

export interface RemovalOptions extends KernelOptions {
  /** By node index; the scheme's own by default. */
  readonly weights?: WeightVector;
  /** Codes; every node but the root by default. */
  readonly nodes?: readonly string[];
}

/**
 * What leaving out each leaf or branch would do to every rank: its weight is 0, its siblings share it in
 * proportion, a group of points (`sum`) keeps its points (COINr's `remove_elements`). A node whose weight
 * is 0 already moves nobody. Leaves are not scored anew.
 *
 * Groups whose only child is left out become absent themselves, and their siblings take their weight.
 *
 * @returns the largest mean shift first, equal ones in document order
 */
export function removeEach(tree: SchemeTree, sheet: LeafSheet, options: RemovalOptions = {}): Removal[] {
  const { weights = tree.weights, nodes } = options;
  const kernel = createKernel(tree, sheet, options);
  const before = kernel.ranks(weights, new Int32Array(kernel.units));
  const scoresBefore = kernel.lastTotals.slice();
  const without = new Float64Array(tree.nodes.length);
  const removals = tree.nodes.flatMap((node, index): Removal[] => {
    if (index === tree.root || !(nodes?.includes(node.code) ?? true)) return [];
    for (let k = 0; k < without.length; k += 1) without[k] = weights[k] as number;
    without[index] = 0;
    keepPoints(tree, weights, without);
    const after = kernel.ranks(without);
    const units = sheet.inputs.map(({ unit }, u): RemovedUnit => {
      const change = (kernel.lastTotals[u] as number) - (scoresBefore[u] as number);
      return {
        unit,
        before: (before[u] as number) || null,
        after: (after[u] as number) || null,
        scoreChange: Number.isNaN(change) ? null : change,
      };
    });
    const shifts = units.flatMap((one) => shiftOf(one) ?? []);
    return [
      {
        code: node.code,
        isLeaf: isLeaf(node),
        meanShift: shifts.length === 0 ? null : shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length,
        largestShift: Math.max(0, ...shifts),
        movers: units
          .filter((one) => one.before !== one.after)
          .sort((a, b) => (shiftOf(b) ?? Infinity) - (shiftOf(a) ?? Infinity) || (a.before ?? 0) - (b.before ?? 0)),
        units,
      },
    ];
  });
  return removals.sort((a, b) => (b.meanShift ?? -1) - (a.meanShift ?? -1));
}

/** Places moved; `null` where a rank is gained or lost. */
const shiftOf = ({ before, after }: RemovedUnit): number | null =>
  before === null || after === null ? null : Math.abs(after - before);
