import { monthsBetween } from '@dangzhi/metrics';
import { expect, test } from 'vitest';
import { WITHOUT_STORE_ROOM } from '../units/cases.ts';
import { demoFigures } from '../figures/figures.ts';
import { storeAreas } from './store-rooms.ts';

const LAST = '2026-10';
const figures = demoFigures('archives', LAST).filter(({ measure }) => measure.startsWith('store-'));
const sums = new Map<string, number>();
for (const { measure, period, value } of figures) {
  const key = `${measure} ${period}`;
  sums.set(key, (sums.get(key) ?? 0) + Number(value ?? 0));
}
const sumOf = (measure: string, period: string) => sums.get(`${measure} ${period}`) ?? Number.NaN;

test('are 66.7 % used at 2022-12, to the digit', () => {
  expect(sumOf('store-used-m2', '2022-12') * 1000).toBe(sumOf('store-usable-m2', '2022-12') * 667);
});

test('of the archives itself are two thirds used too', () => {
  expect(storeAreas('XC-D13', '2022-12')).toEqual({ used: 2001, usable: 3000 });
});

test('fill by about 0.55 points a month afterwards, and more slowly before', () => {
  const occupancy = (month: string) => (sumOf('store-used-m2', month) / sumOf('store-usable-m2', month)) * 100;
  const pace = (from: string, to: string) => (occupancy(to) - occupancy(from)) / (monthsBetween(from, to).length - 1);
  expect(pace('2022-12', '2025-12')).toBeGreaterThan(0.5);
  expect(pace('2022-12', '2025-12')).toBeLessThan(0.6);
  expect(pace('2021-01', '2021-12')).toBeLessThan(0.4);
});

test('a unit without one says every month that it does not apply', () => {
  for (const [unit, reason] of Object.entries(WITHOUT_STORE_ROOM)) {
    const said = figures.filter((one) => one.unit === unit && one.measure === 'store-used-m2');
    expect(said).toHaveLength(monthsBetween('2021-01', LAST).length);
    expect(new Set(said.map((one) => `${one.missing} ${one.reason}`))).toEqual(new Set([`not-applicable ${reason}`]));
  }
});
