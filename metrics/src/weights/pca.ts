import { correlationMatrix } from '../statistics/correlation.ts';
import { maximum, minimum } from '../statistics/moments.ts';
import { symmetricEigen } from '../statistics/symmetric-eigen.ts';
import {
  type ColumnWarning,
  constantWarning,
  incompleteWarning,
  type CriterionColumn,
  requireEqualLengths,
  sharesOf,
  type WeightRefusal,
} from './objective.ts';

/** What the standardised columns of one group have in common, by component from the strongest. */
export interface PrincipalComponents {
  readonly ok: true;
  /** Of the first component, by column, of length 1 and with a sum of at least 0; 0 for an excluded column. */
  readonly loadings: readonly number[];
  /** Of the correlation matrix: the scree plot. Their sum is the number of columns kept. */
  readonly eigenvalues: readonly number[];
  /** Share of the variance each component explains; the first belongs to the loadings. */
  readonly explainedShares: readonly number[];
  /** Units with every kept column present. */
  readonly units: number;
  readonly warnings: readonly ColumnWarning[];
}

export interface PcaWeights extends PrincipalComponents {
  /** Loadings ÷ their sum, by column. */
  readonly weights: readonly number[];
}

/**
 * First principal component of the columns of one group, each with mean 0 and deviation 1 and a lower-better
 * one turned round. Its sign is arbitrary; here the loadings add up to at least 0.
 *
 * @param columns only units with all of them present count; a constant column is excluded with a warning
 * @returns a refusal when units are not more than indicators: the component would only repeat the data
 * @throws RangeError if the columns differ in length
 */
export function principalComponents(columns: readonly CriterionColumn[]): PrincipalComponents | WeightRefusal {
  requireEqualLengths(columns);
  if (columns.length === 0) {
    return { ok: false, code: 'no-columns', columns: [], message: 'principal components need indicators; name some' };
  }
  const units = completeUnits(columns);
  const complete = columns.map(({ values, direction }) =>
    Float64Array.from(units, (unit) => (direction === 'higher' ? 1 : -1) * (values[unit] ?? NaN)),
  );
  const kept = complete.flatMap((values, place) => (minimum(values) === maximum(values) ? [] : [place]));
  if (units.length <= columns.length) {
    const message = `principal components of ${columns.length} indicators need more than ${columns.length} units with all of them, not ${units.length}; take fewer indicators or another method`;
    return { ok: false, code: 'too-few-units', columns: [], message };
  }
  if (kept.length === 0) {
    const message = 'no indicator differs between units, so data gives no weights; set them by hand';
    return { ok: false, code: 'nothing-differs', columns: [], message };
  }
  const correlations = correlationMatrix(
    kept.map((place) => complete[place] ?? new Float64Array()),
    'pearson',
  );
  const { values, vectors } = symmetricEigen(
    correlations.map((row, i) => row.map((value, j) => (i === j ? 1 : (value ?? 0)))),
  );
  const first = withPositiveSum(vectors[0] ?? []);
  const eigenvalues = values.map((value) => Math.max(0, value));
  return {
    ok: true,
    loadings: columns.map((_, place) => first[kept.indexOf(place)] ?? 0),
    eigenvalues,
    explainedShares: sharesOf(eigenvalues),
    units: units.length,
    warnings: columns.flatMap((column, place) => [
      ...(kept.includes(place) ? [] : [constantWarning(column.code, place)]),
      ...incompleteWarning(column, place),
    ]),
  };
}

/**
 * Weights in proportion to the loadings of the first principal component of one group.
 *
 * A negative loading says that its indicator falls where the others rise. As a weight it would reward what
 * the scheme calls bad, so it is refused, naming the indicator. And a weight is not an importance: it says
 * what the indicators share, not what matters.
 *
 * @see principalComponents for its parameters, refusals and errors
 */
export function pcaWeights(columns: readonly CriterionColumn[]): PcaWeights | WeightRefusal {
  const components = principalComponents(columns);
  if (!components.ok) return components;
  const negative = components.loadings.flatMap((loading, place) => (loading < 0 ? [place] : []));
  if (negative.length > 0) {
    const names = negative.map((place) => columns[place]?.code).join(', ');
    const message = `${names} would weigh less than nothing, for the others rise where it falls; check its direction, or leave it out of the group`;
    return { ok: false, code: 'negative-loading', columns: negative, message };
  }
  return { ...components, weights: sharesOf(components.loadings) };
}

function completeUnits(columns: readonly CriterionColumn[]): number[] {
  const count = columns[0]?.values.length ?? 0;
  return Array.from({ length: count }, (_, unit) => unit).filter((unit) =>
    columns.every(({ values }) => !Number.isNaN(values[unit])),
  );
}

/** What is left of a loading that is 0. */
const NOISE = 1e-12;

function withPositiveSum(vector: readonly number[]): number[] {
  const sum = vector.reduce((a, b) => a + b, 0);
  return vector.map((entry) => (Math.abs(entry) < NOISE ? 0 : sum < -NOISE ? -entry : entry));
}
