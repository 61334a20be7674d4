import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forecastYearEnd, type RunningValue } from './year-end.ts';

const label = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`;

/** A year whose running value at month m is `end` times the share reached. */
const yearOf = (year: number, end: number, share: (month: number) => number): RunningValue[] =>
  Array.from({ length: 12 }, (_, index) => ({ month: label(year, index + 1), value: end * share(index + 1) }));

test('a count goes on by the mean of what past years still made of the same month', () => {
  const series = [
    ...yearOf(2021, 100, (month) => (month < 6 ? 0.2 : 1)),
    ...yearOf(2022, 80, (month) => (month < 6 ? 0.25 : 1)),
    { month: '2023-05', value: 30 },
  ];
  // 30 ÷ 0.2 = 150, 30 ÷ 0.25 = 120.
  expect(forecastYearEnd(series, '2023-05', 'share-of-year')).toEqual({
    method: 'share-of-year',
    at: '2023-12',
    value: 135,
    low: 120,
    high: 150,
    years: ['2021', '2022'],
  });
});

test('a rate makes the step past years made', () => {
  const series = [
    { month: '2021-09', value: 80 },
    { month: '2021-12', value: 86 },
    { month: '2022-09', value: 84 },
  ];
  expect(forecastYearEnd(series, '2022-09', 'step-to-end')).toEqual({
    method: 'step-to-end',
    at: '2022-12',
    value: 90,
    low: null,
    high: null,
    years: ['2021'],
  });
});

test('says why there is none', () => {
  const series = [{ month: '2022-03', value: 5 }];
  expect(forecastYearEnd(series, '2022-12', 'share-of-year')).toBe('year-over');
  expect(forecastYearEnd(series, '2022-04', 'share-of-year')).toBe('no-value');
  expect(forecastYearEnd(series, '2022-03', 'share-of-year')).toBe('no-past-year');
});

test('a year that runs as the past ones did ends where it ends, and later months change nothing', () => {
  const share = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(
      share,
      fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 5 }),
      fc.integer({ min: 1, max: 11 }),
      (steps, ends, month) => {
        const grown = steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 0));
        const reached = (at: number) => (grown[at - 1] ?? 0) / (grown[11] ?? 1);
        const series = ends.flatMap((end, index) => yearOf(2020 + index, end, reached));
        const now = label(2019 + ends.length, month);
        const forecast = forecastYearEnd(series, now, 'share-of-year');
        const end = ends.at(-1) ?? Number.NaN;
        if (typeof forecast === 'string') throw new Error(forecast);
        expect(forecast.value / end).toBeCloseTo(1, 9);
        expect(
          forecastYearEnd(
            series.filter((one) => one.month <= now),
            now,
            'share-of-year',
          ),
        ).toEqual(forecast);
      },
    ),
  );
});
