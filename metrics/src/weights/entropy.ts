import { countPresent } from '../statistics/moments.ts';
import {
  type ColumnWarning,
  constantWarning,
  incompleteWarning,
  type CriterionColumn,
  requireEqualLengths,
  scaleToBest,
  sharesOf,
  type WeightRefusal,
} from './objective.ts';

export interface EntropyWeights {
  readonly ok: true;
  /** By column, at least 0, summing to 1. */
  readonly weights: readonly number[];
  /** e by column, in [0, 1]; 1 for a column that tells nothing. */
  readonly entropies: readonly number[];
  /** d = 1 − e. */
  readonly divergences: readonly number[];
  readonly warnings: readonly ColumnWarning[];
}

const FEWEST_UNITS = 3;

/**
 * 熵权法: an indicator in which units differ more weighs more.
 *
 * Z = direction-aware min-max; p_ij = z_ij ÷ Σᵢ z_ij; e_j = −(1 ÷ ln m) Σ p ln p with 0·ln 0 = 0;
 * w_j = (1 − e_j) ÷ Σ(1 − e). Absent values are left out of their own column, m being what is left. A
 * constant column weighs 0, and so does one present for fewer than three units; both give a warning.
 *
 * @returns a refusal with fewer than three units, or when no column differs between units
 * @throws RangeError if the columns differ in length
 */
export function entropyWeights(columns: readonly CriterionColumn[]): EntropyWeights | WeightRefusal {
  requireEqualLengths(columns);
  const units = columns[0]?.values.length ?? 0;
  if (units < FEWEST_UNITS) {
    const message = `entropy weights need at least ${FEWEST_UNITS} units, not ${units}; take more units or another method`;
    return { ok: false, code: columns.length === 0 ? 'no-columns' : 'too-few-units', columns: [], message };
  }
  const warnings: ColumnWarning[] = [];
  const divergences = columns.map((column, place) => {
    const present = countPresent(column.values);
    const scaled = scaleToBest(column);
    if (present < FEWEST_UNITS) warnings.push(tooFewWarning(column.code, place, present));
    else if (scaled === null) warnings.push(constantWarning(column.code, place));
    else {
      warnings.push(...incompleteWarning(column, place));
      return 1 - entropyOf(scaled.filter((share) => !Number.isNaN(share)));
    }
    return 0;
  });
  if (!divergences.some((divergence) => divergence > 0)) {
    const message = 'no indicator differs between units, so data gives no weights; set them by hand';
    return { ok: false, code: 'nothing-differs', columns: [], message };
  }
  const entropies = divergences.map((divergence) => 1 - divergence);
  return { ok: true, weights: sharesOf(divergences), entropies, divergences, warnings };
}

/** Entropy of shares in [0, 1] against even shares. The worst unit has share 0, so it is always below 1. */
function entropyOf(scaled: Float64Array): number {
  const sum = scaled.reduce((a, b) => a + b, 0);
  const entropy = scaled.reduce((total, part) => (part > 0 ? total - (part / sum) * Math.log(part / sum) : total), 0);
  return Math.min(1, Math.max(0, entropy / Math.log(scaled.length)));
}

const tooFewWarning = (code: string, column: number, present: number): ColumnWarning => ({
  code: 'too-few',
  column,
  message: `${code} is present for ${present} units, too few to weigh it by; supply it, or set its weight by hand`,
});
