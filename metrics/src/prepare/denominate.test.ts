import { describe, expect, it } from 'vitest';

import {
  asTable,
  cells,
  expectAllClose,
  floats,
  readReference,
  type Cell,
  type RawTable,
} from '../../testing/reference.fixture.ts';
import { denominate } from './denominate.ts';

const { data, expected } = readReference<{ data: RawTable; expected: Record<'plain' | 'scale_100', RawTable> }>(
  'small/25_denominate.json',
);
const table = asTable(data);
const [a, pop] = [floats(table.column('a')), floats(table.column('pop'))];
/** Fault of the reference: a zero denominator gives it an infinity. Ours is absent, for want of cases. */
const withoutInfinities = (column: Cell[]): Cell[] => column.map((value) => (value === Infinity ? null : value));

describe('against the reference (small/25)', () => {
  it.each([
    ['plain', 1],
    ['scale_100', 100],
  ] as const)('%s', (name, scale) => {
    const { column } = denominate({ code: 'a', values: a }, pop, scale);
    expect(asTable(expected[name]).cell('U3', 'a')).toBe(Infinity);
    expectAllClose(cells(column.values), withoutInfinities(asTable(expected[name]).column('a')));
    // Not denominated, and not changed.
    expectAllClose(table.column('b'), asTable(expected[name]).column('b'));
  });

  it('a zero denominator is no-cases, an absent one no-source, and all is on record', () => {
    const { absent, changes } = denominate({ code: 'a', values: a }, pop);
    expect(absent).toEqual([
      { unit: 2, missing: 'no-cases' },
      { unit: 3, missing: 'no-source' },
    ]);
    expect(changes.map(({ unit, before, after }) => [unit, before, after])).toEqual([
      [0, 10, 5],
      [1, 20, 5],
      [2, 30, null],
      [3, 40, null],
      [4, 50, 5],
    ]);
  });
});

it('an absent value stays absent without a new reason, nothing by nothing is no-cases', () => {
  const { column, absent, changes } = denominate(
    { code: 'x', values: Float64Array.of(NaN, 0, 6) },
    Float64Array.of(0, 0, 1),
  );
  expect([...column.values]).toEqual([NaN, NaN, 6]);
  expect(absent).toEqual([{ unit: 1, missing: 'no-cases' }]);
  expect(changes.map(({ unit }) => unit)).toEqual([1]);
});

it('refuses lengths that differ, and a scale that is none', () => {
  const column = { code: 'x', values: Float64Array.of(1) };
  expect(() => denominate(column, new Float64Array(2))).toThrow(RangeError);
  for (const scale of [0, -1, NaN, Infinity])
    expect(() => denominate(column, Float64Array.of(1), scale)).toThrow(RangeError);
});
