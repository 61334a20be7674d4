import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  asTable,
  expectClose,
  floats,
  readReference,
  type Cell,
  type RawTable,
} from '../../testing/reference.fixture.ts';
import {
  countPresent,
  excessKurtosis,
  maximum,
  mean,
  minimum,
  skewness,
  standardDeviation,
  variance,
} from './moments.ts';

describe('against the reference', () => {
  const { expected } = readReference<{ expected: { x: Cell[]; skew: Cell; kurt: Cell }[] }>(
    'small/13b_skew_kurt_vectors.json',
  );
  it.each(expected.map((one) => [one.x.join(' '), one] as const))('skewness and kurtosis of %s', (_, one) => {
    expectClose(skewness(floats(one.x)), one.skew);
    expectClose(excessKurtosis(floats(one.x)), one.kurt);
  });

  // The z-scores of the file are (x − mean) ÷ sd: with them every column has to come out again.
  const constant = readReference<{ data: RawTable; expected: { zscore: { normalised: RawTable } } }>(
    'small/04_constant_indicator.json',
  );
  it.each(constant.data.codes)('mean and standard deviation behind the z-scores of indicator %s', (code) => {
    const column = floats(asTable(constant.data).column(code));
    const deviation = standardDeviation(column);
    const direction = code === 'b' ? -1 : 1;
    asTable(constant.expected.zscore.normalised)
      .column(code)
      .forEach((score, row) => {
        const own = deviation === 0 ? null : (direction * (column[row]! - mean(column)!)) / deviation!;
        expectClose(own, score);
      });
  });

  it('an indicator without any value has no statistic (small/12)', () => {
    const { data } = readReference<{ data: RawTable }>('small/12_all_missing_indicator.json');
    const column = floats(asTable(data).column('c'));
    for (const statistic of [minimum, maximum, mean, variance, standardDeviation, skewness, excessKurtosis]) {
      expect(statistic(column)).toBeNull();
    }
  });
});

describe('edges', () => {
  it('a constant column has no shape, though its mean may miss it by a bit', () => {
    const column = new Float64Array(7).fill(0.1);
    expect(variance(column)).toBe(0);
    expect(standardDeviation(column)).toBe(0);
    expect(skewness(column)).toBeNull();
    expect(excessKurtosis(column)).toBeNull();
  });

  it('very large and very small numbers have the shape of ordinary ones', () => {
    const shape = [1, 2, 3, 4, 5, 6, 7, 100];
    for (const factor of [1e-200, 1e200]) {
      const column = Float64Array.from(shape, (value) => value * factor);
      expectClose(skewness(column), skewness(Float64Array.from(shape)), 1e-12);
      expectClose(excessKurtosis(column), excessKurtosis(Float64Array.from(shape)), 1e-12);
    }
  });

  it('what overflows is no number', () => {
    expect(mean(Float64Array.of(1.7e308, 1.7e308))).toBeNull();
    expect(variance(Float64Array.of(-1e200, 1e200))).toBeNull();
    expect(mean(Float64Array.of(1, Infinity))).toBeNull();
  });

  it('one value has a mean, and no spread', () => {
    const column = Float64Array.of(NaN, 3);
    expect([countPresent(column), mean(column), variance(column)]).toEqual([1, 3, null]);
  });
});

const column = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }, fc.constant(NaN)))
  .map((values) => Float64Array.from(values));

describe('laws', () => {
  it('the order of units changes nothing but the last bits', () => {
    fc.assert(
      fc.property(column, (values) => {
        const turned = values.slice().reverse();
        for (const statistic of [mean, variance, skewness, excessKurtosis, minimum, maximum]) {
          const [one, other] = [statistic(values), statistic(turned)];
          if (one === null || other === null) expect(one).toBe(other);
          else expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(one)));
        }
      }),
    );
  });

  it('the mean lies between the extremes, give or take its last bit', () => {
    fc.assert(
      fc.property(column, (values) => {
        const centre = mean(values);
        if (centre === null) return;
        const slack = Math.abs(centre) * Number.EPSILON;
        expect(centre).toBeGreaterThanOrEqual(minimum(values)! - slack);
        expect(centre).toBeLessThanOrEqual(maximum(values)! + slack);
      }),
    );
  });
});

it('a symmetric column has no skew, in whatever order its rows come', () => {
  const tenths = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(tenths, fc.integer({ min: -500, max: 500 }), fc.infiniteStream(fc.nat()), (distances, centre, keys) => {
      const rows = distances.flatMap((distance) => [centre + distance, centre - distance]).map((value) => value / 10);
      const shuffled = rows.map((value) => ({ value, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
      expect(skewness(Float64Array.from(shuffled, ({ value }) => value))).toBe(0);
    }),
  );
});
