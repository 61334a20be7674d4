import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreByRule } from './index.ts';
import { scorePiecewise } from './piecewise.ts';
import type { PiecewiseRule } from '../scheme/document.ts';

// floor 10, pass 60, target 95 of DIG-1-02, and the mirrored goalposts of SEC-1-01.
const rising: PiecewiseRule = {
  type: 'piecewise',
  points: [
    [10, 0],
    [60, 60],
    [95, 100],
  ],
};
const falling: PiecewiseRule = {
  type: 'piecewise',
  points: [
    [65, 100],
    [85, 60],
    [98, 0],
  ],
};

describe('piecewise', () => {
  it.each([
    // (14.4324… − 10) × 60 ÷ 50; 60 + 40 × (85 − 66.7) ÷ 20.
    [rising, (29_893 / 207_124) * 100, 5.3189],
    [falling, 66.7, 96.6],
    [rising, 10, 0],
    [rising, 5, 0],
    [rising, 60, 60],
    [rising, 95, 100],
    [rising, 400, 100],
    [falling, 98, 0],
    [falling, 120, 0],
  ])('%j at %f is %f', (rule, value, score) => {
    expect(scoreByRule(rule, value)).toBeCloseTo(score, 4);
  });

  it('prorates its values, not its scores: 0/1/2 sessions are 0/0.5/1 in June', () => {
    const sessions: PiecewiseRule = {
      type: 'piecewise',
      points: [
        [0, 0],
        [1, 60],
        [2, 100],
      ],
      prorate: true,
    };
    expect(scoreByRule(sessions, 0.5, 6)).toBe(60);
    expect(scoreByRule(sessions, 1, 6)).toBe(100);
    expect(scoreByRule(sessions, 1, 12)).toBe(60);
  });

  it('stays between its lowest and highest score and never falls where its points rise', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(scoreByRule(rising, low)).toBeLessThanOrEqual(scoreByRule(rising, high));
        expect(scoreByRule(falling, low)).toBeGreaterThanOrEqual(scoreByRule(falling, high));
        for (const score of [scoreByRule(rising, a), scoreByRule(falling, a)]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  it('names the segment a value fell on', () => {
    expect(scorePiecewise(rising, 14)).toMatchObject({ from: [10, 0], to: [60, 60] });
    expect(scorePiecewise(rising, 3)).toMatchObject({ from: [10, 0], to: [10, 0] });
  });
});

describe('deduct', () => {
  it.each([
    [0, 100],
    [1, 75],
    [2, 50],
    [4, 0],
    [9, 0],
  ])('%i defects of 2.5 from 10 leave %i', (count, score) => {
    expect(scoreByRule({ type: 'deduct', each: 2.5, from: 10 }, count)).toBe(score);
  });
});

describe('veto when positive', () => {
  it('is 100 at none and 0 at one', () => {
    const rule = { type: 'veto-when-positive', cap: 'fail' } as const;
    expect([0, 1, 3].map((count) => scoreByRule(rule, count))).toEqual([100, 0, 0]);
  });
});
