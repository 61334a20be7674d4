import { expect, test } from 'vitest';
import { rising, steps, through } from './trend.ts';

test('straight lines between knots, level outside them', () => {
  const trend = through(['2021-01', 10], ['2021-11', 20], ['2022-11', 44]);
  expect([-5, 0, 5, 10, 16, 22, 90].map(trend)).toEqual([10, 10, 15, 20, 32, 44, 44]);
});

test('steps hold from their month on', () => {
  const trend = steps(['2021-03', 1], ['2022-01', 5]);
  expect([0, 1, 2, 11, 12, 60].map(trend)).toEqual([0, 0, 1, 1, 5, 5]);
});

test('the usual trend takes its step after the notice of July 2023', () => {
  const trend = rising(40, 50, 80, 90);
  expect([trend(23), trend(47), trend(71)]).toEqual([50, 80, 90]);
  expect(trend(35) - trend(29)).toBeGreaterThan(3 * (trend(29) - trend(23)));
});
