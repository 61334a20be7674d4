import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peersOf } from './index.ts';
import { ascendingRank, countBetter, countWorse } from './places.ts';

describe('peers', () => {
  it('leave absent values out', () => {
    const peers = peersOf(Object.freeze([3, Number.NaN, 1, 2, Number.NaN]));
    expect(peers).toMatchObject({ count: 3, min: 1, max: 3, mean: 2, sd: 1 });
    expect([...peers.sorted]).toEqual([1, 2, 3]);
    expect(peersOf([Number.NaN])).toMatchObject({ count: 0, min: 0, max: 0, mean: 0, sd: 0 });
    expect(peersOf([7])).toMatchObject({ count: 1, min: 7, max: 7, mean: 7, sd: 0 });
  });

  it('do not change the column they are of', () => {
    const column = Float64Array.of(3, 1, 2);
    expect([...peersOf(column).sorted]).toEqual([1, 2, 3]);
    expect([...column]).toEqual([3, 1, 2]);
  });
});

describe('ranks by binary search are those of a count', () => {
  it.each(['higher', 'lower'] as const)('%s', (direction) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 5 }),
        (list, value) => {
          const peers = peersOf([...list, value]);
          const isWorse = (other: number) => (direction === 'higher' ? other < value : other > value);
          const worse = list.filter(isWorse).length;
          const equal = list.filter((other) => other === value).length + 1;
          expect(countWorse(peers, value, direction)).toBe(worse);
          expect(countBetter(peers, value, direction)).toBe(peers.count - worse - equal);
          expect(ascendingRank(peers, value, direction)).toBe(worse + 1);
          expect(ascendingRank(peers, value, direction, 'max')).toBe(worse + equal);
          expect(ascendingRank(peers, value, direction, 'average')).toBe(worse + (1 + equal) / 2);
        },
      ),
    );
  });
});
