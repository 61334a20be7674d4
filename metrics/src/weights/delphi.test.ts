import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import methods from '../../fixtures/methods.json' with { type: 'json' };
import { expectAllClose, expectClose } from '../../testing/reference.fixture.ts';
import { delphiRound, type DelphiResult } from './delphi.ts';

const vector = methods.test_vectors.delphi;
const round = (scores: readonly (readonly (number | null)[])[]): DelphiResult => {
  const result = delphiRound(Object.freeze(scores.map((row) => Object.freeze([...row]))));
  if (!result.ok) throw new Error(result.faults[0]!.message);
  return result;
};

describe('delphiRound', () => {
  it('agrees with the printed vector of methods.json', () => {
    const { items, concordance, stop } = round(vector.scores);
    expectAllClose(
      items.map((item) => item.mean),
      vector.mean,
      1e-4,
    );
    expectAllClose(
      items.map((item) => item.sd),
      vector.sd_ddof1,
      1e-4,
    );
    expectAllClose(
      items.map((item) => item.cv),
      vector.cv,
      1e-4,
    );
    expectClose(concordance!.w, vector.kendall_W, 1e-4);
    expectClose(concordance!.chiSquare, vector.chi2, 1e-4);
    expect(concordance).toMatchObject({ experts: 7, degreesOfFreedom: vector.df });
    // SciPy 1.17.1, chi2.sf(12.56, 2).
    expectClose(concordance!.pValue, 0.0018734005942224238, 1e-9);
    expect(stop).toEqual({ reached: true, isConcordant: true, heldUpBy: [] });
  });

  it('names the items that hold up the stop, the widest first', () => {
    const { items, stop } = round([
      [9, 2, 5, 1],
      [9, 6, 5, 9],
      [8, 2, 5, null],
      [9, 7, null, null],
    ]);
    expect(stop.heldUpBy).toEqual([3, 1]);
    expect(stop.reached).toBe(false);
    expect(items[2]).toMatchObject({ scores: 3, mean: 5, sd: 0, cv: 0 });
  });

  it('a cv of exactly 0.25 is settled', () => {
    expect(
      round([
        [3, 9],
        [4, 9],
        [5, 9],
      ]).stop.heldUpBy,
    ).toEqual([]);
    expect(
      round([
        [0.3, 0.9],
        [0.4, 0.9],
        [0.5, 0.9],
      ]).items[0]!.cv,
    ).toBeCloseTo(0.25, 12);
    expect(
      round([
        [0.3, 0.9],
        [0.4, 0.9],
        [0.5, 0.9],
      ]).stop.heldUpBy,
    ).toEqual([]);
  });

  it('means are over the scores there are, concordance over the experts who scored all', () => {
    const { items, concordance, incomplete } = round([
      [1, 2, 3],
      [1, 2, 3],
      [null, 8, 3],
    ]);
    expect(items.map((item) => item.mean)).toEqual([1, 4, 3]);
    expect(items.map((item) => item.weight)).toEqual([1 / 8, 4 / 8, 3 / 8]);
    expect(concordance).toMatchObject({ experts: 2, w: 1 });
    expect(incomplete).toEqual([2]);
  });

  it('an item with one score holds up the stop; without two complete experts there is no concordance', () => {
    const one = round([
      [3, 4],
      [null, 4],
    ]);
    expect(one.items[0]).toMatchObject({ sd: null, cv: null });
    expect(one.stop).toEqual({ reached: false, isConcordant: false, heldUpBy: [0] });
    expect(one.concordance).toBeNull();
    expect(
      round([
        [5, 5],
        [7, 7],
      ]).concordance,
    ).toBeNull();
  });

  it.each([
    [[], 'a round needs at least one expert and two items; add what is missing'],
    [[[1]], 'a round needs at least one expert and two items; add what is missing'],
    [[[1, 2], [1]], 'expert 2 has 1 scores for 2 items; give null where there is none'],
    [[[1, -2]], 'expert 1 gives item 2 the score -2; give a number of at least 0'],
    [[[1, NaN]], 'expert 1 gives item 2 the score NaN; give a number of at least 0'],
    [[[1, null]], 'item 2 has no score; let an expert score it, or take it out'],
    [[[0, 0]], 'every score is 0, so no item outweighs another; score at least one item above 0'],
  ])('refuses %j with the mend', (scores, message) => {
    const result = delphiRound(scores);
    expect(result.ok ? [] : result.faults.map((fault) => fault.message)).toEqual([message]);
  });

  it('weights sum to 1, W lies in 0 … 1, and neither scale nor order of experts matters', () => {
    const scores = fc.integer({ min: 2, max: 6 }).chain((items) =>
      fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: items, maxLength: items }), {
        minLength: 1,
        maxLength: 8,
      }),
    );
    fc.assert(
      fc.property(scores, (rows) => {
        const one = round(rows);
        expectClose(
          one.items.reduce((sum, item) => sum + item.weight, 0),
          1,
          1e-12,
        );
        const other = round([...rows].reverse().map((row) => row.map((score) => score * 8)));
        expectAllClose(
          other.items.map((item) => item.weight),
          one.items.map((item) => item.weight),
          1e-12,
        );
        expectClose(other.concordance?.w ?? null, one.concordance?.w ?? null, 1e-12);
        if (one.concordance) {
          expect(one.concordance.w).toBeGreaterThanOrEqual(0);
          expect(one.concordance.w).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
