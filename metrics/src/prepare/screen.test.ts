import { describe, expect, it } from 'vitest';

import { nodeAvailability, unitAvailability } from './availability.ts';
import { keepUnits, screenUnits } from './screen.ts';

// The reference's own test of `Screen` (COINr 1.1.14): ten columns; the first unit has half its data, the
// second nine tenths, the third half zeros, the fourth a tenth, and so on to a unit with nothing.
const rows = [
  [1, NaN, NaN, NaN, NaN, NaN, 1, 1, 1, 1],
  [1, NaN, 1, 1, 1, 1, 1, 1, 1, 1],
  [1, 0, 0, 0, 0, 0, 1, 1, 1, 1],
  [1, 0, 1, 1, 1, 1, 1, 1, 1, 1],
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  new Array<number>(10).fill(NaN),
];
const columns = rows[0]!.map((_, place) => Float64Array.from(rows, (row) => row[place]!));
const kept = (...options: Parameters<typeof screenUnits>): boolean[] =>
  screenUnits(...options).map((unit) => unit.kept);

describe('screenUnits', () => {
  it('by data, by values that are not 0, by both', () => {
    expect(kept(columns, { by: 'availability', minAvailable: 0.75 })).toEqual([false, true, true, true, true, false]);
    expect(kept(columns, { by: 'availability', minAvailable: 1 })).toEqual([false, false, true, true, true, false]);
    expect(kept(columns, { by: 'non-zero', minNonZero: 0.75 })).toEqual([true, true, false, true, true, false]);
    expect(kept(columns, { by: 'both', minNonZero: 0.75 })).toEqual([false, true, false, true, true, false]);
  });

  it('just as much as asked for is enough', () => {
    expect(kept(columns, { by: 'availability', minAvailable: 0.9 })[1]).toBe(true);
    expect(kept(columns, { by: 'non-zero', minNonZero: 0.9 })[3]).toBe(true);
    expect(kept(columns, { by: 'availability', minAvailable: 0 })).toEqual(new Array(6).fill(true));
  });

  it('says why, and forced units say that', () => {
    const force = new Map([
      [0, true],
      [4, false],
    ]);
    const units = screenUnits(columns, { by: 'both', minAvailable: 0.75, minNonZero: 0.75, force });
    expect(units.map(({ reason }) => reason)).toEqual([
      'forced-in',
      'enough-data',
      'too-many-zeros',
      'enough-data',
      'forced-out',
      'too-little-data-and-too-many-zeros',
    ]);
    expect(keepUnits(Float64Array.of(0, 1, 2, 3, 4, 5), units)).toEqual(Float64Array.of(0, 1, 3));
    expect(screenUnits(columns, { by: 'availability' })[0]?.reason).toBe('too-little-data');
  });

  it('refuses shares outside 0..1, rows that are not there, and a table without columns', () => {
    expect(() => screenUnits(columns, { by: 'both', minAvailable: 2 })).toThrow(RangeError);
    expect(() => screenUnits(columns, { by: 'both', force: new Map([[9, true]]) })).toThrow(RangeError);
    expect(() => screenUnits([], { by: 'both' })).toThrow(RangeError);
  });
});

describe('availability', () => {
  it('of each unit', () => {
    const units = unitAvailability(columns);
    expect(units[0]).toEqual({ missing: 5, zeros: 0, availableShare: 0.5, nonZeroShare: 1 });
    expect(units[2]).toEqual({ missing: 0, zeros: 5, availableShare: 1, nonZeroShare: 0.5 });
    expect(units[5]).toEqual({ missing: 10, zeros: 0, availableShare: 0, nonZeroShare: null });
  });

  it('of each unit under each node', () => {
    const [whole, part] = nodeAvailability(columns, [columns.map((_, place) => place), [0, 1, 2, 3]]);
    expect([...whole!]).toEqual([0.5, 0.9, 1, 1, 1, 0]);
    expect([...part!]).toEqual([0.25, 0.75, 1, 1, 1, 0]);
  });

  it('refuses a node without columns, a column that is not there, and lengths that differ', () => {
    expect(() => nodeAvailability(columns, [[]])).toThrow(RangeError);
    expect(() => nodeAvailability(columns, [[10]])).toThrow(RangeError);
    expect(() => unitAvailability([new Float64Array(1), new Float64Array(2)])).toThrow(RangeError);
  });
});
