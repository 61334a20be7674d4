import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { symmetricEigen } from './symmetric-eigen.ts';

describe('symmetricEigen', () => {
  it('of a matrix worked by hand: 3 and 1, along the diagonals', () => {
    const { values, vectors } = symmetricEigen([
      [2, 1],
      [1, 2],
    ]);
    expect(values[0]).toBeCloseTo(3, 12);
    expect(values[1]).toBeCloseTo(1, 12);
    expect(vectors[0]?.[0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(vectors[0]?.[1]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(Math.abs(vectors[1]![0]! + vectors[1]![1]!)).toBeLessThan(1e-12);
  });

  // The second difference matrix: 2 − 2 cos(kπ ÷ (n + 1)), k = 1..n.
  it('of the second difference matrix of 40 rows', () => {
    const size = 40;
    const matrix = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (__, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    const { values } = symmetricEigen(matrix);
    values.forEach((value, place) =>
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((size - place) * Math.PI) / (size + 1)), 12),
    );
  });

  it('of nothing, of one, of zeros, and of a matrix of rank one', () => {
    expect(symmetricEigen([])).toEqual({ values: [], vectors: [] });
    expect(symmetricEigen([[-4]])).toEqual({ values: [-4], vectors: [[1]] });
    expect(
      symmetricEigen([
        [0, 0],
        [0, 0],
      ]).values,
    ).toEqual([0, 0]);
    const ones = Array.from({ length: 5 }, () => [1, 1, 1, 1, 1]);
    const [first, ...rest] = symmetricEigen(ones).values;
    expect(first).toBeCloseTo(5, 12);
    for (const value of rest) expect(Math.abs(value)).toBeLessThan(1e-12);
  });

  it('refuses what is not square or not finite', () => {
    expect(() => symmetricEigen([[1, 2]])).toThrow(RangeError);
    expect(() => symmetricEigen([[NaN]])).toThrow(RangeError);
  });

  const symmetric = fc
    .integer({ min: 1, max: 8 })
    .chain((size) =>
      fc
        .array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: size * size, maxLength: size * size })
        .map((entries) =>
          Array.from({ length: size }, (_, i) =>
            Array.from({ length: size }, (__, j) => entries[Math.min(i, j) * size + Math.max(i, j)]!),
          ),
        ),
    );

  it('matrix × vector = value × vector; vectors are orthonormal; values fall and add up to the trace', () => {
    fc.assert(
      fc.property(symmetric, (matrix) => {
        const { values, vectors } = symmetricEigen(matrix);
        const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, k) => sum + x * b[k]!, 0);
        vectors.forEach((vector, k) => {
          matrix.forEach((row, i) => expect(Math.abs(dot(row, vector) - values[k]! * vector[i]!)).toBeLessThan(1e-11));
          vectors.forEach((other, m) => expect(Math.abs(dot(vector, other) - Number(k === m))).toBeLessThan(1e-12));
          if (k > 0) expect(values[k]!).toBeLessThanOrEqual(values[k - 1]!);
          expect(Math.max(...vector)).toBe(Math.max(...vector.map(Math.abs)));
        });
        const trace = matrix.reduce((sum, row, i) => sum + row[i]!, 0);
        expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - trace)).toBeLessThan(1e-11);
      }),
    );
  });
});
