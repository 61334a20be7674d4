import { describe, expect, test } from 'vitest';
import { otherCounties } from '../county/other-counties.ts';
import { county } from '../county/units.ts';
import { demoFiguresOfCounties } from './counties.ts';
import { scoresAt } from '../../testing/picture.ts';
import { figuresUntil, observe } from '../../testing/observations.ts';

// The picture the demo is to give, in wide bands: a change of the series that blurs it shows here.

const others = otherCounties(true);
const observed = observe([...figuresUntil('2026-10'), ...demoFiguresOfCounties('2026-10')], others);
const countyAt = (month: string) => scoresAt(observed, 'county', month, [county])[0];
const dimension = (month: string, code: string) =>
  countyAt(month)?.nodes.find((node) => node.code === code)?.score ?? Number.NaN;
const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
const median = (numbers: readonly number[]) => sorted(numbers)[Math.floor(numbers.length / 2)] ?? Number.NaN;

test('the county goes from the low sixties over seventy to above eighty', () => {
  const scores = ['2021-12', '2022-12', '2024-06', '2026-10'].map((month) => countyAt(month)?.score ?? 0);
  expect(scores).toEqual(sorted(scores));
  expect(scores[0]).toBeGreaterThan(56);
  expect(scores[1]).toBeGreaterThan(68);
  expect(scores[1]).toBeLessThan(74);
  expect(scores[3]).toBeGreaterThan(81);
});

test('at the end of 2022 the data side is strong and the digital one weak', () => {
  const bands = { GOV: [66, 78], RES: [66, 78], DIG: [42, 56], USE: [60, 70], SEC: [74, 86], DAT: [85, 95] };
  for (const [code, [low = 0, high = 0]] of Object.entries(bands)) {
    expect(dimension('2022-12', code), code).toBeGreaterThan(low);
    expect(dimension('2022-12', code), code).toBeLessThan(high);
  }
});

test('the notice of July 2023 shows in the digital dimension', () => {
  const before = dimension('2023-06', 'DIG') - dimension('2022-12', 'DIG');
  const after = dimension('2023-12', 'DIG') - dimension('2023-06', 'DIG');
  expect(after).toBeGreaterThan(1.5 * before);
});

describe.each(['2022-12', '2024-06'])('departments at %s', (month) => {
  const scores = scoresAt(observed, 'department', month);

  test('spread wide, with all five colours and all four grades', () => {
    const figures = sorted(scores.map(({ score }) => score ?? 0));
    expect(figures[0]).toBeLessThan(50);
    expect(figures.at(-1)).toBeGreaterThan(88);
    expect(new Set(scores.map(({ colour }) => colour))).toEqual(new Set(['blue', 'green', 'yellow', 'orange', 'red']));
    expect(new Set(scores.map(({ grade }) => grade)).size).toBe(4);
  });

  test('nobody is only partly covered, and no dimension is full for most of them', () => {
    expect(scores.filter(({ partial }) => partial)).toEqual([]);
    for (const code of ['GOV', 'RES', 'DIG', 'USE', 'SEC', 'DAT']) {
      const full = scores.filter(({ nodes }) => nodes.some((node) => node.code === code && node.score === 100));
      expect(full.length, code).toBeLessThan(10);
    }
  });
});

test('townships lie between 50 and 93', () => {
  for (const month of ['2022-12', '2024-06', '2026-10']) {
    const figures = sorted(scoresAt(observed, 'township', month).map(({ score }) => score ?? 0));
    expect(figures[0]).toBeGreaterThan(50);
    expect(figures.at(-1)).toBeLessThan(93.5);
    expect((figures.at(-1) ?? 0) - (figures[0] ?? 0)).toBeGreaterThan(15);
  }
});

test('every December the county has a place among ninety, neither the first nor the last', () => {
  for (const month of ['2021-12', '2022-12', '2023-12', '2024-12', '2025-12']) {
    const scores = scoresAt(observed, 'county', month, [county, ...others]);
    const own = scores.find(({ unit }) => unit === county.code);
    expect([own?.rankedOf, own?.partial]).toEqual([90, false]);
    expect(own?.rank).toBeGreaterThan(5);
    expect(own?.rank).toBeLessThan(60);
    const figures = scores.map(({ score }) => score ?? 0);
    expect(Math.max(...figures) - median(figures)).toBeGreaterThan(10);
  }
});
