import { describe, expect, it } from 'vitest';
import { firstAndLast, peerClasses, type RankedUnit } from './peer-class.ts';

const row = (code: string, peerClass: string, rank: number | null) =>
  ({ unit: { code, class: peerClass }, rank }) as RankedUnit;

const codes = (rows: readonly RankedUnit[]) => rows.map(({ unit }) => unit.code);

describe('peerClasses', () => {
  it('keeps classes apart, largest first, best first inside', () => {
    const classes = peerClasses([
      row('p2', 'party', 2),
      row('g1', 'government', 1),
      row('p1', 'party', 1),
      row('p3', 'party', null),
    ]);
    expect(classes.map(({ code, ...rows }) => [code, codes(rows.ranked), codes(rows.unranked)])).toEqual([
      ['party', ['p1', 'p2'], ['p3']],
      ['government', ['g1'], []],
    ]);
  });

  it('leaves ties in the order of the answer', () => {
    const [tied] = peerClasses([row('b', 'soe', 2), row('a', 'soe', 1), row('c', 'soe', 2), row('d', 'soe', 4)]);
    expect(tied?.ranked.map(({ unit }) => unit.code)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('firstAndLast', () => {
  it('says how many it leaves out', () => {
    expect(firstAndLast([1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual({ first: [1, 2, 3], last: [6, 7, 8], between: 2 });
  });

  it('gives a short ranking whole, without repeating anybody', () => {
    expect(firstAndLast([1, 2, 3, 4], 3)).toEqual({ first: [1, 2, 3, 4], last: [], between: 0 });
  });
});
