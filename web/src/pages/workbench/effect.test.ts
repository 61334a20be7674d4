import { describe, expect, it } from 'vitest';
import { effectOf, placesMoved, type TrialLine } from './effect.ts';

const line = (unit: string, before: number | null, after: number | null, unitClass = 'c'): TrialLine => ({
  unit,
  class: unitClass,
  before: { rank: before, printed: null },
  after: { rank: after, printed: null },
});

describe('effectOf', () => {
  it('finds nothing where nothing moved', () => {
    const effect = effectOf([line('a', 1, 1), line('b', 2, 2)]);
    expect(effect).toMatchObject({ moved: 0, largest: 0, kendallTau: 1, furthest: [], newInTopThree: [], compared: 2 });
  });

  it('counts the moved, names the furthest and the new top three', () => {
    const effect = effectOf([line('a', 1, 2), line('b', 2, 3), line('c', 3, 4), line('d', 4, 1)]);
    expect([effect.moved, effect.largest]).toEqual([4, 3]);
    expect(effect.furthest.map(({ unit }) => unit)).toEqual(['d']);
    expect(effect.newInTopThree).toEqual(['d']);
    // Pairs: 3 of 6 turned around.
    expect(effect.kendallTau).toBeCloseTo(0);
  });

  it('does not compare classes with each other', () => {
    const effect = effectOf([
      ...[line('a', 1, 2), line('b', 2, 1)],
      ...[line('x', 1, 1, 'd'), line('y', 2, 2, 'd'), line('z', 3, 3, 'd')],
    ]);
    // One pair turned, three kept: (−1 + 3) ÷ 4.
    expect(effect.kendallTau).toBeCloseTo(0.5);
    expect(effect.moved).toBe(2);
  });

  it('counts ranks that appear and vanish with the coverage', () => {
    const effect = effectOf([line('a', null, 1), line('b', 1, null)]);
    expect([effect.rankAppeared, effect.rankVanished, effect.compared]).toEqual([1, 1, 0]);
  });
});

describe('placesMoved', () => {
  it('is positive upwards', () => {
    expect(placesMoved(line('a', 5, 2))).toBe(3);
    expect(placesMoved(line('a', null, 2))).toBeNull();
  });
});
