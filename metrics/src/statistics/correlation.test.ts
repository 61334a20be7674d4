import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  asTable,
  expectClose,
  floats,
  readAsem,
  readReference,
  readTable,
  type RawTable,
} from '../../testing/reference.fixture.ts';
import { correlationMatrix, covariance, pearson, spearman, type CorrelationMethod } from './correlation.ts';
import { kendall } from './kendall.ts';

interface CorrelationCase {
  data: { with_missing: RawTable };
  expected: Record<CorrelationMethod, { Var1: string; Var2: string; Correlation: number | null }[]>;
}

describe('against the reference', () => {
  const { data, expected } = readReference<CorrelationCase>('small/20_cronbach_and_correlation.json');
  const table = asTable(data.with_missing);

  it.each(['pearson', 'spearman', 'kendall'] as const)('%s of columns with gaps (small/20)', (method) => {
    const matrix = correlationMatrix(
      table.codes.map((code) => floats(table.column(code))),
      method,
    );
    expect(expected[method].length).toBe(25);
    for (const { Var1, Var2, Correlation } of expected[method]) {
      const actual = matrix[table.codes.indexOf(Var1)]?.[table.codes.indexOf(Var2)] ?? null;
      expectClose(actual, Correlation, 1e-10, `${Var1} ${Var2}`);
    }
  });

  it('all 2,401 correlations of the 49 indicators of ASEM', () => {
    const raw = readTable('asem/correlation/raw_pearson.json');
    const asem = readAsem().data;
    const matrix = correlationMatrix(
      raw.codes.map((code) => floats(asem.column(code))),
      'pearson',
    );
    raw.codes.forEach((column, j) =>
      raw.units.forEach((row) => {
        const i = raw.codes.indexOf(row);
        expectClose(matrix[i]?.[j] ?? null, raw.cell(row, column), 1e-10, `${row} ${column}`);
      }),
    );
  });
});

const methods = [pearson, spearman, kendall];

describe('edges', () => {
  it.each([
    ['a constant column', [1, 1, 1], [1, 2, 3]],
    ['a column constant where both are present', [1, 1, 9], [1, 2, NaN]],
    ['one complete row', [1, 2, NaN], [NaN, 3, 4]],
    ['no row', [], []],
  ])('%s has no correlation', (_, x, y) => {
    for (const method of methods) expect(method(Float64Array.from(x), Float64Array.from(y))).toBeNull();
  });

  it('the covariance with a constant is 0, and there is none without two rows', () => {
    expect(covariance(Float64Array.of(0.1, 0.1, 0.1), Float64Array.of(1, 2, 4))).toBe(0);
    expect(covariance(Float64Array.of(1, NaN), Float64Array.of(1, 2))).toBeNull();
  });

  it('columns are of one length', () => {
    for (const method of [...methods, covariance]) {
      expect(() => method(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(RangeError);
    }
  });

  it('tiny and huge numbers correlate like ordinary ones', () => {
    const x = Float64Array.of(1, 2, 3, 5);
    for (const factor of [1e-150, 1e150]) {
      expectClose(
        pearson(
          x.map((value) => value * factor),
          Float64Array.of(2, 1, 4, 9),
        ),
        pearson(x, Float64Array.of(2, 1, 4, 9)),
        1e-12,
      );
    }
  });
});

const pairs = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(NaN)),
    fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(NaN)),
  ),
);

describe('laws', () => {
  it('symmetric, within −1..1, and the same for any order of rows', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [x, y] = [Float64Array.from(rows, ([a]) => a), Float64Array.from(rows, ([, b]) => b)];
        for (const method of methods) {
          const correlation = method(x, y);
          if (correlation !== null) expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
          expectClose(method(y, x), correlation, 1e-9);
          expectClose(method(x.slice().reverse(), y.slice().reverse()), correlation, 1e-9);
        }
      }),
    );
  });

  it('Kendall counted pair by pair', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const complete = rows.filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b));
        let [excess, untiedX, untiedY] = [0, 0, 0];
        complete.forEach(([a, b], i) =>
          complete.slice(0, i).forEach(([c, d]) => {
            excess += Math.sign(a - c) * Math.sign(b - d);
            untiedX += Number(a !== c);
            untiedY += Number(b !== d);
          }),
        );
        const naive = untiedX * untiedY === 0 ? null : excess / Math.sqrt(untiedX * untiedY);
        const [x, y] = [Float64Array.from(rows, ([a]) => a), Float64Array.from(rows, ([, b]) => b)];
        expectClose(kendall(x, y), naive, 1e-12);
      }),
    );
  });
});
