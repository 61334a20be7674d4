import fc from 'fast-check';
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
import { competitionRanks, competitionRanksInGroups, rankAscending, type TieRule } from './rank.ts';

interface RankCase {
  data: RawTable & { group: Record<string, string | null> };
  expected: {
    aggregated: RawTable;
    ranks: RawTable;
    group_ranks: RawTable;
    rank_functions: Record<'x' | 'n_rank_min' | 'n_rank_average' | 'n_rank_max' | 'n_borda' | 'n_prank', Cell[]>;
  };
}

/** 0 encodes no rank. */
const ranksOf = (ranks: Int32Array): Cell[] => Array.from(ranks, (rank) => (rank === 0 ? null : rank));

describe('against the reference (small/07)', () => {
  const { data, expected } = readReference<RankCase>('small/07_ties_in_ranking.json');
  const scores = floats(asTable(expected.aggregated).column('IDX'));

  it('ranks of the scores', () => {
    expect(ranksOf(competitionRanks(scores))).toEqual(asTable(expected.ranks).column('IDX'));
  });

  it('ranks inside the groups', () => {
    const groups = data.units.map((unit) => data.group[unit] ?? null);
    expect(ranksOf(competitionRanksInGroups(scores, groups))).toEqual(asTable(expected.group_ranks).column('IDX'));
  });

  const column = floats(expected.rank_functions.x);
  it.each(['min', 'average', 'max'] as const)('ascending ranks, equals share the %s', (ties) => {
    expectAllClose(cells(rankAscending(column, ties)), expected.rank_functions[`n_rank_${ties}`]);
  });

  it('Borda points and percentile ranks follow from the lowest ascending ranks', () => {
    const lowest = cells(rankAscending(column, 'min'));
    const present = lowest.filter((rank) => rank !== null).length;
    expectAllClose(
      lowest.map((rank) => (rank === null ? null : rank - 1)),
      expected.rank_functions.n_borda,
    );
    expectAllClose(
      lowest.map((rank) => (rank === null ? null : (rank - 1) / (present - 1))),
      expected.rank_functions.n_prank,
    );
  });
});

const scoresOf = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) }, fc.constant(NaN)))
  .map((values) => Float64Array.from(values));

describe('laws', () => {
  it('a competition rank is one more than the number of better scores', () => {
    fc.assert(
      fc.property(scoresOf, (scores) => {
        const naive = Array.from(scores, (own) =>
          Number.isNaN(own) ? 0 : 1 + scores.filter((other) => other > own).length,
        );
        expect([...competitionRanks(scores)]).toEqual(naive);
      }),
    );
  });

  it('a rank inside a group is the rank among the scores of that group alone', () => {
    fc.assert(
      fc.property(scoresOf, fc.array(fc.constantFrom('x', 'y', null), { minLength: 1 }), (scores, some) => {
        const groupOf = Array.from(scores, (_, place) => some[place % some.length] ?? null);
        const ranks = competitionRanksInGroups(scores, groupOf);
        for (const group of ['x', 'y']) {
          const alone = scores.map((score, place) => (groupOf[place] === group ? score : NaN));
          const expected = competitionRanks(alone);
          expect(ranks.filter((_, place) => groupOf[place] === group)).toEqual(
            expected.filter((_, place) => groupOf[place] === group),
          );
        }
        expect([...ranks].every((rank, place) => groupOf[place] !== null || rank === 0)).toBe(true);
      }),
    );
  });

  it('ascending ranks count the lower scores, and half the equal ones when they share the mean', () => {
    fc.assert(
      fc.property(scoresOf, fc.constantFrom<TieRule>('min', 'average', 'max'), (scores, ties) => {
        const naive = Array.from(scores, (own) => {
          if (Number.isNaN(own)) return NaN;
          const lower = scores.filter((other) => other < own).length;
          const equal = scores.filter((other) => other === own).length;
          return lower + { min: 1, average: (1 + equal) / 2, max: equal }[ties];
        });
        expect([...rankAscending(scores, ties)]).toEqual(naive);
      }),
    );
  });

  it('one group a score', () => {
    expect(() => competitionRanksInGroups(Float64Array.of(1, 2), ['x'])).toThrow(RangeError);
  });
});
