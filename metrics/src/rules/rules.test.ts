import { describe, expect, it } from 'vitest';
import type { PiecewiseRule, Rule } from '../scheme/rule-schema.ts';
import { NO_PEERS, scoreByRule, segmentOf } from './index.ts';
import type { RuleSetting } from './setting.ts';

const higher: RuleSetting = { direction: 'higher', range: [0, 100], elapsedMonths: 12 };
const score = (rule: Rule, value: number, setting = higher) => scoreByRule(rule, value, NO_PEERS, setting);

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
  ])('%j at %f is %f', (rule, value, expected) => {
    expect(score(rule, value)).toBeCloseTo(expected, 4);
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
    const june: RuleSetting = { ...higher, elapsedMonths: 6 };
    expect(score(sessions, 0.5, june)).toBe(60);
    expect(score(sessions, 1, june)).toBe(100);
    expect(score(sessions, 1)).toBe(60);
  });

  it('names the segment a value fell on', () => {
    expect(segmentOf(rising, 14, 1)).toMatchObject({ from: [10, 0], to: [60, 60] });
    expect(segmentOf(rising, 3, 1)).toMatchObject({ from: [10, 0], to: [10, 0] });
  });
});

describe('deduct', () => {
  it.each([
    [0, 100],
    [1, 75],
    [2, 50],
    [4, 0],
    [9, 0],
  ])('%i defects of 2.5 from 10 leave %i', (count, expected) => {
    expect(score({ type: 'deduct', each: 2.5, from: 10 }, count)).toBe(expected);
  });
});

describe('veto when positive', () => {
  it('is the best at none and the worst at one', () => {
    const rule = { type: 'veto-when-positive', cap: 'fail' } as const;
    expect([0, 1, 3].map((count) => score(rule, count))).toEqual([100, 0, 0]);
  });
});
