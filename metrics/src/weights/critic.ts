import { correlationMatrix } from '../statistics/correlation.ts';
import { standardDeviation } from '../statistics/moments.ts';
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

export interface CriticWeights {
  readonly ok: true;
  /** By column, at least 0, summing to 1; 0 for an excluded column. */
  readonly weights: readonly number[];
  /** Sample standard deviation (n − 1) of the scaled column. */
  readonly deviations: readonly number[];
  /** Σ(1 − r) over the other columns. */
  readonly conflicts: readonly number[];
  /** C = deviation × conflict. */
  readonly contents: readonly number[];
  /** Pearson, of the scaled columns; `null` in the row and column of an excluded one. */
  readonly correlations: readonly (readonly (number | null)[])[];
  readonly warnings: readonly ColumnWarning[];
}

/**
 * CRITIC: an indicator weighs more when it scatters more, and when it goes against the others.
 *
 * C_j = σ_j Σ_k(1 − r_jk), w_j = C_j ÷ ΣC, on direction-aware min-max values: on raw ones a lower-better
 * column would turn the sign of its correlations. A constant column has none; it is excluded with a warning.
 *
 * @param columns absent values are left out of their column's deviation, and of the pairs they would be in
 * @returns a refusal with fewer than three units, when two columns share too few units to correlate, or when
 *   no column differs from another
 * @throws RangeError if the columns differ in length
 * @see D. Diakoulaki, G. Mavrotas, L. Papayannakis, Computers & Operations Research 22, 1995
 */
export function criticWeights(columns: readonly CriterionColumn[]): CriticWeights | WeightRefusal {
  requireEqualLengths(columns);
  const units = columns[0]?.values.length ?? 0;
  if (units < 3) {
    const message = `CRITIC weights need at least 3 units, not ${units}; take more units or another method`;
    return { ok: false, code: columns.length === 0 ? 'no-columns' : 'too-few-units', columns: [], message };
  }
  const scaled = columns.map((column) => scaleToBest(column));
  const kept = scaled.flatMap((column, place) => (column === null ? [] : [place]));
  const warnings = columns.flatMap((column, place) =>
    scaled[place] === null ? [constantWarning(column.code, place)] : incompleteWarning(column, place),
  );
  if (kept.length === 0) {
    const message = 'no indicator differs between units, so data gives no weights; set them by hand';
    return { ok: false, code: 'nothing-differs', columns: [], message };
  }
  const empty = new Float64Array(units).fill(NaN);
  const correlations = correlationMatrix(
    scaled.map((column) => column ?? empty),
    'pearson',
  );
  const lonely = pairWithout(correlations, kept);
  if (lonely !== null) {
    const [one, other] = lonely.map((place) => columns[place]?.code);
    const message = `${one} and ${other} share too few units to correlate; supply what is missing, or leave one out`;
    return { ok: false, code: 'no-correlation', columns: lonely, message };
  }
  const deviations = scaled.map((column) => (column === null ? 0 : (standardDeviation(column) ?? 0)));
  const conflicts = columns.map((_, place) =>
    scaled[place] === null ? 0 : kept.reduce((sum, other) => sum + conflictOf(correlations, place, other), 0),
  );
  // One column alone has nobody to be in conflict with, and nobody to share the weight with.
  const contents = deviations.map((deviation, place) => deviation * (kept.length === 1 ? 1 : (conflicts[place] ?? 0)));
  if (!contents.some((content) => content > 0)) {
    const message = 'all indicators rise and fall together, so CRITIC cannot tell them apart; use equal weights';
    return { ok: false, code: 'no-conflict', columns: kept, message };
  }
  return { ok: true, weights: sharesOf(contents), deviations, conflicts, contents, correlations, warnings };
}

function conflictOf(correlations: CriticWeights['correlations'], place: number, other: number): number {
  if (place === other) return 0;
  const conflict = 1 - (correlations[place]?.[other] ?? 1);
  // A correlation of 1 may come out a bit below: what that leaves is no conflict.
  return conflict > 1e-12 ? conflict : 0;
}

function pairWithout(correlations: CriticWeights['correlations'], kept: readonly number[]): [number, number] | null {
  for (const one of kept) {
    for (const other of kept) if (one < other && correlations[one]?.[other] === null) return [one, other];
  }
  return null;
}
