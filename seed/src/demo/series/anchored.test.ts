import fc from 'fast-check';
import { expect, test } from 'vitest';
import { departments } from '../../county/units.ts';
import { grownTo, heldTo, partGrownTo } from './anchored.ts';
import { through } from '../time/trend.ts';
import { demoPeriods } from '../time/period.ts';
import { stock, type Series } from './series.ts';
import { share } from './shares.ts';

const months = demoPeriods('month', '2026-10');
const sumOf = (series: Series, at: number) =>
  departments.reduce((sum, unit) => {
    const period = months[at];
    return sum + (period === undefined ? Number.NaN : (series(unit, period) ?? 0));
  }, 0);
const PUBLISHED = months.findIndex(({ label }) => label === '2022-12');
const trend = through(['2021-01', 0.3], ['2022-12', 1], ['2026-12', 2.2]);

test('whatever the total, its units add up to it at the published month, and none ever falls', () => {
  fc.assert(
    fc.property(fc.integer({ min: 83, max: 300_000 }), fc.string({ minLength: 1, maxLength: 6 }), (total, name) => {
      const series = grownTo({ name, total, among: departments, weigh: ({ code }) => code.length, least: 1, trend });
      expect(sumOf(series, PUBLISHED)).toBe(total);
      for (const unit of departments.slice(0, 5)) {
        const path = months.map((period) => series(unit, period) ?? 0);
        expect(path).toEqual(path.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 25 },
  );
});

test('a part of a growing count adds up too, and never grows faster than the whole', () => {
  const whole = grownTo({ name: 'whole', total: 5000, among: departments, weigh: () => 1, trend });
  const part = partGrownTo(1234, whole, departments, ({ code }) => Number(code.slice(-2)));
  expect(sumOf(part, PUBLISHED)).toBe(1234);
  for (const unit of departments) {
    for (const [index, period] of months.entries()) {
      const before = months[index - 1] ?? period;
      const grown = (series: Series) => (series(unit, period) ?? 0) - (series(unit, before) ?? 0);
      expect(grown(part)).toBeGreaterThanOrEqual(0);
      expect(grown(part)).toBeLessThanOrEqual(grown(whole));
    }
  }
});

test('a ratio is held to the published one, to the nearest whole thing', () => {
  const whole = stock('held-test', 700, 0.02, 10);
  for (const ratio of [0.78, 0.85, 0.9548, 0.9566]) {
    const level = through(['2021-01', 60], ['2026-12', 95]);
    const part = heldTo(ratio, whole, departments, (shift) => share('DAT-5-01', level, { shift }));
    expect(sumOf(part, PUBLISHED)).toBe(Math.round(ratio * sumOf(whole, PUBLISHED)));
    const rate = (at: number) => sumOf(part, at) / sumOf(whole, at);
    expect(Math.abs(rate(PUBLISHED - 1) - ratio)).toBeLessThan(0.01);
    expect(Math.abs(rate(PUBLISHED + 1) - ratio)).toBeLessThan(0.01);
  }
});
