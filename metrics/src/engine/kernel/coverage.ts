import { ownMissing, type LeafColumn } from '../leaf-column.ts';
import type { UnitInput } from '../table.ts';
import { MISSING_POLICY } from '../../language/missing.ts';
import { roundToUnits } from '../../language/rounding.ts';
import { leafAt, type SchemeTree } from '../../scheme/tree.ts';

const COVERED = 0;
const UNCOVERED = 1;
const OUTSIDE = 2;

/**
 * Which units are partial (部分) under given weights: those whose coverage, a share of weights, is below
 * the scheme's threshold. Only units that lack something are looked at.
 */
export class KernelCoverage {
  readonly #tree: SchemeTree;
  readonly #leaves: Int32Array;
  /** By unit: what each leaf, in the order of the tree's leaves, counts as; `null` while nothing is lacking. */
  readonly #counted: (Uint8Array | null)[];
  readonly #nominal: Float64Array;

  constructor(tree: SchemeTree, units: number) {
    this.#tree = tree;
    this.#leaves = Int32Array.from(tree.leaves);
    this.#counted = Array.from({ length: units }, () => null);
    this.#nominal = new Float64Array(tree.nodes.length);
  }

  /** Takes note of a leaf's absent values. */
  setLeaf(node: number, column: LeafColumn, inputs: readonly UnitInput[]): void {
    const place = this.#leaves.indexOf(node);
    const { indicator } = leafAt(this.#tree, node);
    inputs.forEach((input, unit) => {
      const kind = ownMissing(column, input.values.get(indicator), unit);
      const policy = kind === null ? null : MISSING_POLICY[kind];
      const counts = policy === null ? COVERED : !policy.inBase ? OUTSIDE : policy.covered ? COVERED : UNCOVERED;
      const own = this.#counted[unit] ?? null;
      if (own !== null) own[place] = counts;
      else if (counts !== COVERED) {
        const counted = new Uint8Array(this.#leaves.length);
        counted[place] = counts;
        this.#counted[unit] = counted;
      }
    });
  }

  /** Turns the figures of partial units to NaN. */
  dropPartial(figures: Float64Array, weights: Float64Array): void {
    const threshold = this.#tree.document.coverageThreshold;
    let isPrepared = false;
    for (let unit = 0; unit < figures.length; unit += 1) {
      const counted = this.#counted[unit] ?? null;
      if (counted === null || Number.isNaN(figures[unit])) continue;
      if (!isPrepared) this.#computeNominal(weights);
      isPrepared = true;
      if (this.#isPartial(counted, threshold)) figures[unit] = Number.NaN;
    }
  }

  #isPartial(counted: Uint8Array, threshold: number): boolean {
    const leaves = this.#leaves;
    const nominal = this.#nominal;
    let base = 0;
    let covered = 0;
    for (let k = 0; k < leaves.length; k += 1) {
      const counts = counted[k] as number;
      if (counts === OUTSIDE) continue;
      const weight = nominal[leaves[k] as number] as number;
      base += weight;
      // No coverage is below 0: that there is a base is all there is to know.
      if (threshold <= 0 && base > 0) return false;
      if (counts === COVERED) covered += weight;
    }
    return base === 0 || roundToUnits(covered / base, 9) / 1e9 < threshold;
  }

  /** `nominalWeights` of the engine, without a new array. */
  #computeNominal(weights: Float64Array): void {
    const nominal = this.#nominal;
    const { root, topDown, children } = this.#tree;
    nominal[root] = 100;
    for (const node of topDown) {
      const own = children[node] as readonly number[];
      let sum = 0;
      for (let k = 0; k < own.length; k += 1) sum += weights[own[k] as number] as number;
      for (let k = 0; k < own.length; k += 1) {
        const child = own[k] as number;
        nominal[child] = sum > 0 ? ((nominal[node] as number) * (weights[child] as number)) / sum : 0;
      }
    }
  }
}
