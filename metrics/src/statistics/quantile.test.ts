import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { asTable, expectClose, floats, readReference, type RawTable } from '../../testing/reference.fixture.ts';
import { median, quantile, quantileOfSorted, sortedPresent } from './quantile.ts';

describe('quantile, type 7', () => {
  // R 4.2.2 documents the method; the values follow by hand from h = (n − 1) × p.
  it.each([
    [[1, 2, 3, 4], 0.25, 1.75],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[3, 1, 2], 0.5, 2],
    [[10, 20], 0.05, 10.5],
    [[7], 0.95, 7],
    [[1, NaN, 3], 1, 3],
  ])('of %j at %d is %d', (values, probability, expected) => {
    expectClose(quantile(Float64Array.from(values), probability), expected);
  });

  it('median of the reference: what its imputation by medians fills in (small/17)', () => {
    const { data, expected } = readReference<{ data: RawTable; expected: { i_median: RawTable } }>(
      'small/17_imputation.json',
    );
    for (const code of data.codes) {
      const column = asTable(data).column(code);
      const filled = asTable(expected.i_median).column(code);
      column.forEach((value, row) => {
        if (value === null) expectClose(median(floats(column)), filled[row] ?? null);
      });
    }
  });

  it('nothing has no quantile, and a probability lies in 0..1', () => {
    expect(quantile(Float64Array.of(NaN), 0.5)).toBeNull();
    for (const probability of [-0.1, 1.1, NaN]) {
      expect(() => quantileOfSorted([1, 2], probability)).toThrow(RangeError);
    }
  });

  it('lies within the extremes and rises with the probability', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), {
      minLength: 1,
    });
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, probability, probability, (list, p, q) => {
        const sorted = sortedPresent(Float64Array.from(list));
        const [low, high] = [quantileOfSorted(sorted, Math.min(p, q))!, quantileOfSorted(sorted, Math.max(p, q))!];
        expect(low).toBeGreaterThanOrEqual(sorted[0]!);
        expect(high).toBeLessThanOrEqual(sorted[sorted.length - 1]!);
        expect(high - low).toBeGreaterThanOrEqual(-1e-12 * Math.abs(low));
      }),
    );
  });
});
