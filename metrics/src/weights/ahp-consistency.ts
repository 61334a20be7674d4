import { CONSISTENCY_LIMIT, consistencyAt, principalEigenvector } from './ahp.ts';
import { JUDGEMENT_SCALE, type Judgements, type PartialJudgements, requireJudgements } from './judgements.ts';
import type { RandomIndexTable } from './random-index.ts';

/** Three items that contradict each other: i over j, and j over k, do not give i over k. */
export interface Triad {
  /** Indices i < j < k. */
  readonly items: readonly [i: number, j: number, k: number];
  /** ln(a_ij a_jk a_ki); 0 for a consistent triad. */
  readonly error: number;
  /** What i over k would be by the other two: a_ij a_jk. */
  readonly implied: number;
}

/**
 * The triads of a judgement matrix from the worst, by |ln(a_ij a_jk a_ki)|; of equal ones the earlier first.
 *
 * @param limit how many, 3 by default
 * @returns consistent triads are left out
 * @throws RangeError naming the first cell that is wrong and its mend
 */
export function worstTriads(rows: PartialJudgements, limit = 3): Triad[] {
  const matrix = requireJudgements(rows);
  const triads: Triad[] = [];
  for (let i = 0; i < matrix.length; i += 1) {
    for (let j = i + 1; j < matrix.length; j += 1) {
      for (let k = j + 1; k < matrix.length; k += 1) {
        const implied = at(matrix, i, j) * at(matrix, j, k);
        const error = Math.log(implied * at(matrix, k, i));
        // What three reciprocals leave by rounding is no contradiction.
        if (Math.abs(error) > 1e-9) triads.push({ items: [i, j, k], error, implied });
      }
    }
  }
  return triads.sort((a, b) => Math.abs(b.error) - Math.abs(a.error)).slice(0, limit);
}

interface Replacement {
  readonly value: number;
  /** CR with it in place. */
  readonly ratio: number;
}

/** One judgement to replace, above the diagonal, and what that does. */
export interface Mend {
  readonly row: number;
  readonly column: number;
  /** The judgement as it stands. */
  readonly from: number;
  /** The best of the 17 values of the scale. */
  readonly onScale: Replacement;
  /** The value the other judgements imply: the one that makes CR least, on the scale or not. */
  readonly exact: Replacement;
  /** The one to take: that on the scale, unless only the exact one passes or lowers CR. */
  readonly advised: Replacement;
}

/**
 * What brings CR below 0.10: nothing, one replacement, or a sequence of them, each made with those before
 * it in place.
 */
export type MendAdvice =
  | { readonly kind: 'consistent' }
  | { readonly kind: 'one'; readonly mend: Mend }
  | { readonly kind: 'several'; readonly mends: readonly Mend[]; readonly passes: boolean };

/**
 * The judgement whose replacement brings CR lowest, or the sequence of replacements when none alone does.
 *
 * λmax is log-convex in the logarithm of each judgement (J. F. C. Kingman, Quart. J. Math. 12, 1961), so
 * every pair has one best value, and the best of the scale is one of its two neighbours.
 *
 * @throws RangeError naming the first cell that is wrong and its mend
 */
export function adviseMend(rows: PartialJudgements, table: RandomIndexTable = 'default'): MendAdvice {
  let matrix = requireJudgements(rows);
  let now = measure(matrix, table);
  if (now.ratio < CONSISTENCY_LIMIT) return { kind: 'consistent' };
  const mends: Mend[] = [];
  // Every step lowers CR and repeated they reach 0; twice the number of pairs is far more than was ever needed.
  const mostSteps = matrix.length * (matrix.length - 1);
  while (now.ratio >= CONSISTENCY_LIMIT && mends.length < mostSteps) {
    const mend = bestMend(matrix, now, table);
    if (mend.advised.ratio >= now.ratio) break;
    mends.push(mend);
    matrix = withJudgement(matrix, mend, mend.advised.value);
    now = measure(matrix, table, now);
  }
  const [only] = mends;
  const passes = now.ratio < CONSISTENCY_LIMIT;
  return only !== undefined && mends.length === 1 && passes
    ? { kind: 'one', mend: only }
    : { kind: 'several', mends, passes };
}

type Pair = Pick<Mend, 'row' | 'column' | 'from'>;

interface Measured {
  /** Right and left eigenvector. */
  readonly weights: readonly number[];
  readonly duals: readonly number[];
  readonly ratio: number;
}

/** λmax as a quotient of both vectors errs by the product of their errors: about 1e-13. */
const SEARCH_TOLERANCE = 1e-7;

function measure(matrix: Judgements, table: RandomIndexTable, near?: Measured): Measured {
  const weights = principalEigenvector(matrix, near?.weights, SEARCH_TOLERANCE);
  const transposed = matrix.map((_, row) => matrix.map((line) => line[row] ?? 1));
  const duals = principalEigenvector(transposed, near?.duals, SEARCH_TOLERANCE);
  let [above, below] = [0, 0];
  matrix.forEach((line, row) => {
    const dual = duals[row] ?? 0;
    below += dual * (weights[row] ?? 0);
    line.forEach((value, column) => (above += dual * value * (weights[column] ?? 0)));
  });
  return { weights, duals, ratio: consistencyAt(above / below, matrix.length, table).ratio };
}

/** The pair that helps most: on the scale if that passes, exactly if only that does, else the larger step. */
function bestMend(matrix: Judgements, now: Measured, table: RandomIndexTable): Mend {
  const mends = matrix.flatMap((line, row) =>
    line.slice(row + 1).map((from, k) => mendOf(matrix, { row, column: row + 1 + k, from }, now, table)),
  );
  const least = (kind: 'onScale' | 'exact') =>
    mends.reduce((best, mend) => (mend[kind].ratio < best[kind].ratio - 1e-9 ? mend : best));
  const [scale, exact] = [least('onScale'), least('exact')];
  if (scale.onScale.ratio < CONSISTENCY_LIMIT) return { ...scale, advised: scale.onScale };
  if (exact.exact.ratio < CONSISTENCY_LIMIT) return { ...exact, advised: exact.exact };
  const isStep = scale.onScale.ratio < now.ratio - 1e-9;
  return isStep ? { ...scale, advised: scale.onScale } : { ...exact, advised: exact.exact };
}

function mendOf(matrix: Judgements, pair: Pair, now: Measured, table: RandomIndexTable): Omit<Mend, 'advised'> {
  const measureAt = (value: number, near = now): Measured => measure(withJudgement(matrix, pair, value), table, near);
  const replace = (value: number): Replacement => ({ value, ratio: measureAt(value).ratio });
  const exact = replace(impliedValue(matrix, pair, measureAt));
  const below = JUDGEMENT_SCALE.findLast((value) => value <= exact.value * (1 + 1e-9)) ?? 1 / 9;
  const above = JUDGEMENT_SCALE.find((value) => value >= exact.value * (1 - 1e-9)) ?? 9;
  const [low, high] = [replace(below), replace(above)];
  return { ...pair, onScale: high.ratio < low.ratio ? high : low, exact };
}

/**
 * The value of one judgement that makes λmax least. Beyond every detour i → k → j all of them pull back, so
 * it lies between the least and the largest. There λmax falls with the judgement while uᵢ a w_j < u_j wᵢ ÷ a
 * (u left, w right eigenvector), and the root of that, taken again and again, runs to the bottom.
 */
function impliedValue(
  matrix: Judgements,
  { row, column }: Pair,
  measureAt: (value: number, near?: Measured) => Measured,
): number {
  const detours = matrix.flatMap((_, k) =>
    k === row || k === column ? [] : [at(matrix, row, k) * at(matrix, k, column)],
  );
  let [low, high] = [Math.min(...detours), Math.max(...detours)];
  let measured: Measured | undefined;
  let value = Math.sqrt(low * high);
  for (let step = 0; step < 60 && high / low > 1 + 1e-9; step += 1) {
    measured = measureAt(value, measured);
    const { weights, duals } = measured;
    const entry = (vector: readonly number[], item: number): number => vector[item] ?? 1;
    const bottom = Math.sqrt(
      (entry(duals, column) * entry(weights, row)) / (entry(duals, row) * entry(weights, column)),
    );
    if (Math.abs(bottom / value - 1) < 1e-6) break;
    if (bottom > value) low = value;
    else high = value;
    value = bottom > low && bottom < high ? bottom : Math.sqrt(low * high);
  }
  return value;
}

/** The matrix with one judgement, and its reciprocal, replaced. */
export function withJudgement(matrix: Judgements, { row, column }: Omit<Pair, 'from'>, value: number): Judgements {
  return matrix.map((line, i) => {
    if (i !== row && i !== column) return line;
    return line.map((old, j) => (i === row && j === column ? value : i === column && j === row ? 1 / value : old));
  });
}

function at(matrix: Judgements, row: number, column: number): number {
  return matrix[row]?.[column] ?? 1;
}
