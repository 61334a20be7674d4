/** Eigenvalues from the largest to the smallest; `vectors[k]` belongs to `values[k]` and has length 1. */
export interface SymmetricEigen {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
}

/** Sweeps over all pairs of rows. The process doubles its right digits each time: 60 rows take about eight. */
const MAX_SWEEPS = 60;

/**
 * Eigenvalues and vectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan,
 * Matrix Computations, §8.5). Made for matrices of up to a hundred rows: correlations of indicators.
 *
 * The sign of an eigenvector is arbitrary; here its entry of largest size, the first of several, is positive.
 *
 * @param matrix square and symmetric; only what lies on and above its diagonal is read
 * @throws RangeError if it is not square, or has an entry that is not finite
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): SymmetricEigen {
  const size = matrix.length;
  const work = matrix.map((row, i) => {
    if (row.length !== size) throw new RangeError('symmetricEigen requires a square matrix');
    return row.map((own, j) => (j >= i ? own : (matrix[j]?.[i] ?? NaN)));
  });
  if (work.some((row) => !row.every(Number.isFinite))) throw new RangeError('symmetricEigen requires finite entries');
  const vectors = work.map((_, i) => work.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < MAX_SWEEPS && sweepOnce(work, vectors); sweep += 1);
  const values = work.map((row, k) => row[k] as number);
  const order = values.map((_, k) => k).sort((a, b) => (values[b] as number) - (values[a] as number));
  return {
    values: order.map((k) => values[k] as number),
    vectors: order.map((k) => withLargestPositive(vectors[k] as number[])),
  };
}

function withLargestPositive(vector: readonly number[]): number[] {
  const largest = vector.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
  return vector.map((entry) => (largest < 0 ? -entry : entry));
}

/** Turns every pair of rows once; false when there was nothing left to turn. Rows of `vectors` are eigenvectors. */
function sweepOnce(work: number[][], vectors: number[][]): boolean {
  let turned = false;
  for (let p = 0; p < work.length; p += 1) {
    for (let q = p + 1; q < work.length; q += 1) {
      const [rowP, rowQ] = [work[p] as number[], work[q] as number[]];
      const [own, other, between] = [rowP[p] as number, rowQ[q] as number, rowP[q] as number];
      // Too small to change either entry of the diagonal: it is zero as far as doubles can tell.
      if (own + between / 100 === own && other + between / 100 === other) continue;
      const slope = (other - own) / (2 * between);
      const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.sqrt(1 + slope * slope));
      const cosine = 1 / Math.sqrt(1 + tangent * tangent);
      const sine = tangent * cosine;
      for (const row of work) turn(row, p, row, q, cosine, sine);
      for (let k = 0; k < work.length; k += 1) turn(rowP, k, rowQ, k, cosine, sine);
      for (let k = 0; k < work.length; k += 1) turn(vectors[p] as number[], k, vectors[q] as number[], k, cosine, sine);
      // What the turn makes 0 by its definition is made 0, not what rounding leaves of it.
      rowP[q] = 0;
      rowQ[p] = 0;
      turned = true;
    }
  }
  return turned;
}

function turn(a: number[], i: number, b: number[], j: number, cosine: number, sine: number): void {
  const [left, right] = [a[i] as number, b[j] as number];
  a[i] = cosine * left - sine * right;
  b[j] = sine * left + cosine * right;
}
