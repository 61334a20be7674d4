import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import methods from '../../fixtures/methods.json' with { type: 'json' };
import { ahpWeights } from './ahp.ts';
import { adviseMend, type MendAdvice, withJudgement, worstTriads } from './ahp-consistency.ts';
import { JUDGEMENT_SCALE, type Judgements, requireJudgements } from './judgements.ts';

const vectors = methods.test_vectors;
const ratioOf = (matrix: Judgements) => ahpWeights(matrix).consistency.ratio;
/** Follows the advice and gives CR after every step. */
const follow = (matrix: Judgements, advice: MendAdvice): number[] => {
  const mends = advice.kind === 'several' ? advice.mends : advice.kind === 'one' ? [advice.mend] : [];
  let now = matrix;
  return mends.map((mend) => {
    expect(now[mend.row]![mend.column]).toBe(mend.from);
    now = withJudgement(now, mend, mend.advised.value);
    expect(ratioOf(now)).toBeCloseTo(mend.advised.ratio, 9);
    return ratioOf(now);
  });
};
const anyMatrix = (size: number) =>
  fc
    .array(fc.constantFrom(...JUDGEMENT_SCALE), {
      minLength: (size * (size - 1)) / 2,
      maxLength: (size * (size - 1)) / 2,
    })
    .map((judgements) => {
      let next = 0;
      return requireJudgements(
        Array.from({ length: size - 1 }, (_, row) => Array.from({ length: size - 1 - row }, () => judgements[next++]!)),
      );
    });

describe('worstTriads', () => {
  it('names the contradiction of three items and what it would take', () => {
    const [triad, ...rest] = worstTriads(vectors.ahp_inconsistent.matrix);
    expect(rest).toEqual([]);
    expect(triad?.items).toEqual([0, 1, 2]);
    // 3 times, then 4 times more, and yet a fifth: 3 × 4 × 5.
    expect(triad?.error).toBeCloseTo(Math.log(60), 12);
    expect(triad?.implied).toBeCloseTo(12, 12);
  });

  it('puts the worst first and keeps to the limit', () => {
    const matrix = [[2, 4, 1 / 9], [2, 4], [2]];
    const triads = worstTriads(matrix, 2);
    expect(triads.map(({ items }) => items)).toEqual([
      [0, 1, 3],
      [0, 2, 3],
    ]);
    expect(worstTriads(matrix, 100)).toHaveLength(2);
  });

  it('finds none in a consistent matrix', () => {
    expect(worstTriads([[3, 6], [2]])).toEqual([]);
  });
});

describe('adviseMend', () => {
  it('leaves a matrix that passes alone', () => {
    expect(adviseMend(vectors.ahp_six_dimensions.matrix)).toEqual({ kind: 'consistent' });
    expect(adviseMend(vectors.ahp_borderline.matrix, 'saaty-1980')).toEqual({ kind: 'consistent' });
    expect(adviseMend([[9]])).toEqual({ kind: 'consistent' });
  });

  it.each(['ahp_borderline', 'ahp_inconsistent', 'ahp_three'] as const)('%s: one replacement passes', (name) => {
    const matrix = requireJudgements(vectors[name].matrix);
    const advice = adviseMend(matrix);
    expect(advice.kind).toBe('one');
    expect(follow(matrix, advice).every((ratio) => ratio < 0.1)).toBe(true);
  });

  it('of three items the exact value is the product of the other two, and then there is no contradiction', () => {
    const advice = adviseMend(vectors.ahp_inconsistent.matrix);
    if (advice.kind !== 'one') throw new Error(advice.kind);
    const { row, column, exact } = advice.mend;
    const [[, a = 0, b = 0] = [], [, , c = 0] = []] = requireJudgements(vectors.ahp_inconsistent.matrix);
    const implied = row === 1 ? b / a : column === 1 ? b / c : a * c;
    expect(exact.value).toBeCloseTo(implied, 9);
    expect(exact.ratio).toBeLessThan(1e-9);
  });

  it('finds the one judgement that was turned around', () => {
    const weights = [8, 4, 2, 1];
    const consistent = weights.map((a) => weights.map((b) => a / b));
    const spoilt = withJudgement(consistent, { row: 1, column: 3 }, 1 / 4);
    const advice = adviseMend(spoilt);
    expect(advice).toMatchObject({ kind: 'one', mend: { row: 1, column: 3, from: 1 / 4, advised: { value: 4 } } });
  });

  it('advises what an exhaustive search finds, and a sequence only when that finds nothing', () => {
    fc.assert(
      fc.property(anyMatrix(4), (matrix) => {
        if (ratioOf(matrix) < 0.1) return;
        let best = Infinity;
        for (let row = 0; row < 4; row += 1)
          for (let column = row + 1; column < 4; column += 1)
            for (const value of JUDGEMENT_SCALE)
              best = Math.min(best, ratioOf(withJudgement(matrix, { row, column }, value)));
        const advice = adviseMend(matrix);
        if (best < 0.1) {
          expect(advice.kind).toBe('one');
          if (advice.kind === 'one') expect(advice.mend.advised.ratio).toBeCloseTo(best, 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('the exact value is at least as good as any other, on the scale or off it', () => {
    fc.assert(
      fc.property(anyMatrix(5), fc.double({ min: -5, max: 5, noNaN: true }), (matrix, log) => {
        const advice = adviseMend(matrix);
        const mend = advice.kind === 'one' ? advice.mend : advice.kind === 'several' ? advice.mends[0]! : null;
        if (mend === null) return;
        expect(mend.exact.ratio).toBeLessThanOrEqual(mend.onScale.ratio + 1e-12);
        expect(mend.exact.ratio).toBeLessThanOrEqual(ratioOf(withJudgement(matrix, mend, Math.exp(log))) + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('always reaches a pass, every step lowering CR', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 9 }).chain((size) => anyMatrix(size)),
        (matrix) => {
          const steps = [ratioOf(matrix), ...follow(matrix, adviseMend(matrix))];
          steps.forEach((ratio, k) => k > 0 && expect(ratio).toBeLessThan(steps[k - 1]!));
          expect(steps.at(-1)).toBeLessThan(0.1);
        },
      ),
      { numRuns: 60 },
    );
  });
});
