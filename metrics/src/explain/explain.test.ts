import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RankedScore } from '../engine/rank.ts';
import { forecastLine } from '../forecast/line.ts';
import { roundToUnits } from '../language/rounding.ts';
import { printContributions } from './contributions.ts';
import { gapToNextRank } from './gap.ts';
import { compareRankings } from './movement.ts';

const score = (
  unit: string,
  rank: number | null,
  contributions: Readonly<Record<string, number | null>>,
  extra: Partial<RankedScore> = {},
): RankedScore => {
  const base = Object.values(contributions).reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return {
    unit,
    nodes: Object.entries(contributions).map(([code, contribution]) => ({
      code,
      contribution,
      value: null,
      numerator: null,
      denominator: null,
      missing: null,
      filledBy: null,
      score: null,
      weight: 0,
      nominalWeight: 0,
      effectiveWeight: 0,
    })),
    coverage: 1,
    reportedShare: 1,
    baseScore: base,
    bonus: 0,
    deduction: 0,
    items: [],
    score: base,
    printed: base.toFixed(2),
    partial: false,
    screened: null,
    grade: null,
    colour: null,
    vetoes: [],
    class: 'x',
    rank,
    rankedOf: 3,
    ...extra,
  };
};

describe('printed contributions', () => {
  const half = { digits: 2, mode: 'half-up' } as const;
  it('add up to the printed score where rounding each alone would not', () => {
    // 33.335 three times is 100.005 → 100.01; alone each would print 33.34, together 100.02.
    const { parts, held } = printContributions(
      score('a', 1, { x: 33.335, y: 33.335, z: 33.335 }),
      ['x', 'y', 'z'],
      half,
    );
    expect(parts.map(({ units }) => units)).toEqual([3334, 3334, 3333]);
    expect(held).toBe(0);
  });
  it('with bonus and deduction: 79.68 − 0.50 = 79.18 of the worked example', () => {
    const d1 = score(
      'D1',
      1,
      { A1: 25.92, A2: 20.16, B1: 20.266666666666666, B2: 13.333333333333334, B3: null },
      { deduction: 0.5, score: 79.18 },
    );
    expect(printContributions(d1, ['A1', 'A2', 'B1', 'B2', 'B3'], half)).toEqual({
      parts: [
        { code: 'A1', units: 2592 },
        { code: 'A2', units: 2016 },
        { code: 'B1', units: 2027 },
        { code: 'B2', units: 1333 },
      ],
      bonus: 0,
      deduction: 50,
      held: 0,
    });
  });
  it.each([
    ['down', { x: 39.839, y: 39.839 }, [3984, 3983]],
    ['half-even', { x: 35.0025, y: 40.0025 }, [3500, 4000]],
    ['half-up', { x: 35.0025, y: 40.0025 }, [3501, 4000]],
  ] as const)('are rounded as the scheme rounds, %s', (mode, contributions, units) => {
    const { parts, held } = printContributions(score('a', 1, contributions), ['x', 'y'], { digits: 2, mode });
    expect(parts.map((part) => part.units)).toEqual(units);
    expect(held).toBe(0);
  });
  it('say what the range or a score cap holds back', () => {
    const above = score('a', 1, { x: 60, y: 38 }, { bonus: 5, score: 100 });
    expect(printContributions(above, ['x', 'y'], half)).toMatchObject({ bonus: 500, deduction: 0, held: -300 });
    const below = score('a', 1, { x: 1, y: 2 }, { deduction: 5, score: 0 });
    expect(printContributions(below, ['x', 'y'], half)).toMatchObject({ bonus: 0, deduction: 500, held: 200 });
    const capped = score('a', 1, { x: 50, y: 40 }, { score: 59.99 });
    expect(printContributions(capped, ['x', 'y'], half).held).toBe(-3001);
  });
  it('and what is held are the printed score, whatever rounds or holds it', () => {
    const points = fc.integer({ min: 0, max: 50_000_000 }).map((millionths) => millionths / 1e6);
    const rounding = fc.record({
      digits: fc.integer({ min: 0, max: 4 }),
      mode: fc.constantFrom('half-up', 'half-even', 'down'),
    });
    fc.assert(
      fc.property(points, points, points, points, fc.boolean(), rounding, (x, y, bonus, deduction, isHeld, one) => {
        const free = x + y + bonus - deduction;
        const total = isHeld ? Math.min(60, Math.max(0, free)) : free;
        const { parts, ...printed } = printContributions(
          score('a', 1, { x, y }, { bonus, deduction, score: total }),
          ['x', 'y'],
          one,
        );
        const sum = parts.reduce((left, { units }) => left + units, printed.bonus - printed.deduction);
        expect(sum).toBe(roundToUnits(free, one.digits, one.mode));
        expect(sum + printed.held).toBe(roundToUnits(total, one.digits, one.mode));
        if (!isHeld) expect(printed.held).toBe(0);
      }),
    );
  });
  it('of an absent score are none', () => {
    const absent = score('a', null, { x: null }, { score: null, baseScore: null });
    expect(printContributions(absent, ['x'], half)).toEqual({ parts: [], bonus: 0, deduction: 0, held: 0 });
  });
});

describe('the gap to the next rank', () => {
  const peers = [
    score('first', 1, { a: 30, b: 30, c: 20, d: 10 }),
    score('second', 2, { a: 20, b: 28, c: 20, d: 12 }),
    score('third', 3, { a: 10, b: 20, c: 19, d: 12 }),
    score('stranger', 1, { a: 40, b: 40, c: 10, d: 5 }, { class: 'y' }),
  ];
  it('is to the unit one rank better in the class, with what it leads in, largest first', () => {
    expect(gapToNextRank('third', peers, ['a', 'b', 'c', 'd'])).toEqual({
      above: 'second',
      rankAbove: 2,
      points: 19,
      reasons: [
        { code: 'a', points: 10 },
        { code: 'b', points: 8 },
        { code: 'c', points: 1 },
      ],
      rest: 0,
    });
  });
  it('is none for the first and for the unranked', () => {
    expect(gapToNextRank('first', peers, ['a'])).toBeNull();
    expect(gapToNextRank('nobody', peers, ['a'])).toBeNull();
  });
  it('looks past those who share its rank', () => {
    const tied = [score('x', 1, { a: 50 }), score('y', 2, { a: 40 }), score('z', 2, { a: 40 })];
    expect(gapToNextRank('z', tied, ['a'])?.above).toBe('x');
  });
});

describe('what moved', () => {
  it('counts movers, the largest move, tau and newcomers in the top three', () => {
    const before = new Map([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ]);
    const after = new Map([
      ['a', 2],
      ['b', 1],
      ['c', 4],
      ['d', 3],
    ]);
    // Two of six pairs are reversed: (4 − 2) ÷ 6.
    expect(compareRankings(before, after)).toEqual({ moved: 4, largest: 1, kendallTau: 2 / 6, newInTopThree: ['d'] });
    expect(compareRankings(before, before)).toEqual({ moved: 0, largest: 0, kendallTau: 1, newInTopThree: [] });
  });
});

describe('a straight line into the future', () => {
  it('meets its limit where the arithmetic says, over a gap in the months', () => {
    // 60, 62, –, 66: 2 a month; from 66 it takes 17 months to 100.
    const line = forecastLine([60, 62, null, 66], 100);
    expect(line).toMatchObject({ perMonth: 2, atLast: 66, monthsToLimit: 17, count: 3 });
    expect(line?.slopeMargin).toBeCloseTo(0, 12);
  });
  it('has no date when it moves away, stands still, or has fewer than three months', () => {
    expect(forecastLine([66, 64, 62], 100)?.monthsToLimit).toBeNull();
    expect(forecastLine([66, 66, 66], 100)?.monthsToLimit).toBeNull();
    expect(forecastLine([60, null, 62], 100)).toBeNull();
  });
});
