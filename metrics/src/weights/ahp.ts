import { type Judgements, type PartialJudgements, requireJudgements } from './judgements.ts';
import { randomIndex, type RandomIndexTable } from './random-index.ts';

/** How weights are read off a judgement matrix: principal eigenvector, 几何平均, or 列和归一. */
export const AHP_METHODS = ['eigenvector', 'geometric-mean', 'column-sum'] as const;
export type AhpMethod = (typeof AHP_METHODS)[number];

/** A consistency ratio passes below this. */
export const CONSISTENCY_LIMIT = 0.1;

export interface AhpOptions {
  /** @default 'eigenvector' */
  readonly method?: AhpMethod;
  /** @default 'default' */
  readonly table?: RandomIndexTable;
}

export interface Consistency {
  readonly lambdaMax: number;
  /** CI = (λmax − n) ÷ (n − 1), at least 0. */
  readonly index: number;
  /** CR = CI ÷ RI; 0 for two items. */
  readonly ratio: number;
  /** The verdict can depend on it: kept with the result. */
  readonly table: RandomIndexTable;
  readonly randomIndex: number;
  /** CR < 0.10. */
  readonly passes: boolean;
}

export interface AhpResult {
  readonly method: AhpMethod;
  /** By item, each above 0, summing to 1. */
  readonly weights: readonly number[];
  readonly consistency: Consistency;
}

/**
 * AHP 层次分析法: weights of 2 to 15 items from pairwise judgements, with their consistency.
 *
 * λmax = mean of (Aw)ᵢ ÷ wᵢ for the weights of the chosen method.
 *
 * @param rows a full matrix or its upper triangle, see `parseJudgements`
 * @throws RangeError naming the first cell that is wrong and its mend
 * @see T. L. Saaty, The Analytic Hierarchy Process, 1980
 */
export function ahpWeights(
  rows: PartialJudgements,
  { method = 'eigenvector', table = 'default' }: AhpOptions = {},
): AhpResult {
  const matrix = requireJudgements(rows);
  const weights = WEIGHTS_BY[method](matrix);
  return { method, weights, consistency: consistencyOf(matrix, weights, table) };
}

/** Consistency of a checked matrix, seen with the weights that were read off it. */
function consistencyOf(matrix: Judgements, weights: readonly number[], table: RandomIndexTable): Consistency {
  const quotients = matrixTimes(matrix, weights).map((part, i) => part / (weights[i] ?? 1));
  return consistencyAt(quotients.reduce((a, b) => a + b, 0) / matrix.length, matrix.length, table);
}

/** CI, CR and verdict of a λmax of `items` items. */
export function consistencyAt(lambdaMax: number, items: number, table: RandomIndexTable): Consistency {
  // λmax ≥ n for every reciprocal matrix and any positive weights; what is below is rounding.
  const index = Math.max(0, (lambdaMax - items) / (items - 1));
  const mean = randomIndex(items, table);
  const ratio = mean > 0 ? index / mean : 0;
  return { lambdaMax, index, ratio, table, randomIndex: mean, passes: ratio < CONSISTENCY_LIMIT };
}

/**
 * Principal eigenvector by power iteration, summing to 1. The matrix is positive, so it converges from
 * any positive start (Perron): the number of steps and the result depend on the input only.
 *
 * @param start positive, near the answer if known; equal weights by default
 * @param tolerance relative change of a weight at which it is done
 */
export function principalEigenvector(
  matrix: Judgements,
  start: readonly number[] = matrix.map(() => 1),
  tolerance = 1e-14,
): number[] {
  let weights = normalised(start);
  // The slowest matrices met (circles of 9s) need a few hundred steps; the bound only rules out an endless loop.
  for (let step = 0; step < 20_000; step += 1) {
    const next = normalised(matrixTimes(matrix, weights));
    const before = weights;
    weights = next;
    if (next.every((weight, i) => Math.abs(weight - (before[i] ?? 0)) <= tolerance * weight)) break;
  }
  return weights;
}

const WEIGHTS_BY: Readonly<Record<AhpMethod, (matrix: Judgements) => number[]>> = {
  eigenvector: (matrix) => principalEigenvector(matrix),
  // Through logarithms: a product of many judgements would over- or underflow.
  'geometric-mean': (matrix) =>
    normalised(matrix.map((row) => Math.exp(row.reduce((sum, value) => sum + Math.log(value), 0) / row.length))),
  'column-sum': (matrix) => {
    const sums = matrix.map((_, column) => matrix.reduce((sum, row) => sum + (row[column] ?? 0), 0));
    return normalised(matrix.map((row) => row.reduce((sum, value, column) => sum + value / (sums[column] ?? 1), 0)));
  },
};

function matrixTimes(matrix: Judgements, vector: readonly number[]): number[] {
  // A loop, not a fold: the search for a better judgement comes here a hundred thousand times.
  return matrix.map((row) => {
    let sum = 0;
    for (let column = 0; column < row.length; column += 1) sum += (row[column] as number) * (vector[column] as number);
    return sum;
  });
}

function normalised(values: readonly number[]): number[] {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}
