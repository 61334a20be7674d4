import { expect, it } from 'vitest';

import { expectClose, floats, readAsem, readReference } from '../../testing/reference.fixture.ts';
import { describeColumn } from './stats-table.ts';

it('all 49 indicators of ASEM have the skewness and kurtosis the reference found', () => {
  const { details } = readReference<{ details: { iCode: string; [key: string]: string | number | boolean | null }[] }>(
    'asem/treated/default.json',
  );
  const { data } = readAsem();
  for (const { iCode, ...found } of details) {
    const table = describeColumn({ code: iCode, values: floats(data.column(iCode)) });
    expectClose(table.skewness, found['check_SkewKurt0.Skew'] as number, 1e-10, iCode);
    expectClose(table.kurtosis, found['check_SkewKurt0.Kurt'] as number, 1e-10, iCode);
    expect(table.flags.hasOutliers).toBe(!found['check_SkewKurt0.Pass']);
    expect(table.available).toBe(data.column(iCode).filter((value) => value !== null).length);
  }
});

it('a column by hand', () => {
  expect(describeColumn({ code: 'x', values: Float64Array.of(0, 0, -0, 4, NaN, 6, NaN, NaN) })).toEqual({
    code: 'x',
    minimum: 0,
    maximum: 6,
    mean: 2,
    median: 0,
    standardDeviation: Math.sqrt(8),
    skewness: expect.closeTo(0.8838834764831844, 12) as number,
    kurtosis: expect.closeTo(-1.75, 12) as number,
    available: 5,
    nonZero: 2,
    unique: 3,
    mostFrequent: 3,
    availableShare: 0.625,
    nonZeroShare: 0.4,
    uniqueShare: 0.6,
    mostFrequentShare: 0.6,
    flags: { isSparse: true, hasManyZeros: true, hasFewDifferentValues: false, hasOutliers: false },
  });
});

it('a column without values has no statistic, and no flag but that', () => {
  const { flags, available, mean, nonZeroShare } = describeColumn({ code: 'x', values: Float64Array.of(NaN, NaN) });
  expect([available, mean, nonZeroShare]).toEqual([0, null, null]);
  expect(flags).toEqual({ isSparse: true, hasManyZeros: false, hasFewDifferentValues: false, hasOutliers: false });
});

it('thresholds can be set', () => {
  const column = { code: 'x', values: Float64Array.of(1, 1, 2, NaN) };
  expect(describeColumn(column, { available: 0.8, unique: 0.7 }).flags).toEqual({
    isSparse: true,
    hasManyZeros: false,
    hasFewDifferentValues: true,
    hasOutliers: false,
  });
});
