import { expect, it } from 'vitest';
import { chooseKept } from './retention.ts';

const daysOf = (month: string, count: number): string[] =>
  Array.from({ length: count }, (_, day) => `2026-${month}-${String(day + 1).padStart(2, '0')}T02:30:00.000Z`);
const NOVEMBER = daysOf('11', 30);

it('keeps the newest of each of the last days, weeks and months', () => {
  const kept = [...chooseKept([...daysOf('10', 31), ...NOVEMBER], { daily: 3, weekly: 2, monthly: 2 }, null)].sort();
  expect(kept.map((instant) => instant.slice(5, 10))).toEqual(['10-31', '11-28', '11-29', '11-30'].sort());
  // The 30th is a Monday: its week, and that of Sunday the 29th.
});

it('counts days as they are in Asia/Shanghai', () => {
  const late = ['2026-11-29T15:59:00.000Z', '2026-11-29T16:01:00.000Z', '2026-11-29T17:00:00.000Z'];
  expect([...chooseKept(late, { daily: 2, weekly: 0, monthly: 0 }, null)].sort()).toEqual([late[0], late[2]]);
});

it('never lets go of the newest, nor of the newest that was found good', () => {
  const none = { daily: 0, weekly: 0, monthly: 0 };
  expect([...chooseKept(NOVEMBER, none, null)]).toEqual([NOVEMBER[29]]);
  expect([...chooseKept(NOVEMBER, none, NOVEMBER[3]!)].sort()).toEqual([NOVEMBER[3], NOVEMBER[29]]);
  expect([...chooseKept([], none, NOVEMBER[3]!)]).toEqual([]);
});
