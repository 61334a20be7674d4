import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule, RuleOf } from './index.ts';
import { NO_PEERS, scoreByRule, workByRule, type RuleSetting } from './index.ts';
import { segmentOf } from './piecewise.ts';

const higher: RuleSetting = { direction: 'higher', range: [0, 100], elapsedMonths: 12 };
const lower: RuleSetting = { ...higher, direction: 'lower' };
const june: RuleSetting = { ...higher, elapsedMonths: 6 };

const score = (rule: Rule, value: number, setting = higher) => scoreByRule(rule, value, NO_PEERS, setting);
const arithmetic = (rule: Rule, value: number, setting = higher) =>
  workByRule(rule, value, NO_PEERS, setting)?.expression;

interface Vectors {
  readonly piecewise: readonly { v: number; floor: number; pass: number; target: number; score: number }[];
  readonly step: readonly { v: number; bands: [number, number][]; score: number }[];
  readonly yueyang_rule: readonly { rate: number; points_of_3: number }[];
  readonly efficacy: { readonly examples: readonly { x: number; xs: number; xh: number; d: number }[] };
}
const METHODS = new URL('../../fixtures/methods.json', import.meta.url);
const vectors = (JSON.parse(readFileSync(METHODS, 'utf8')) as { test_vectors: Vectors }).test_vectors;

describe('分段赋分', () => {
  it.each(vectors.piecewise)('$v between $floor, $pass and $target is $score, and mirrored, too', (vector) => {
    const { v, floor, pass, target } = vector;
    const points: [number, number][] = [
      [floor, 0],
      [pass, 60],
      [target, 100],
    ];
    expect(score({ type: 'piecewise', points }, v)).toBeCloseTo(vector.score, 10);
    const mirrored = points.map(([x, y]): [number, number] => [200 - x, y]).reverse();
    expect(score({ type: 'piecewise', points: mirrored }, 200 - v, lower)).toBeCloseTo(vector.score, 10);
  });

  // floor 10, pass 60, target 95 of one indicator, and the mirrored goalposts of another.
  const rising: RuleOf<'piecewise'> = {
    type: 'piecewise',
    points: [
      [10, 0],
      [60, 60],
      [95, 100],
    ],
  };
  const falling: RuleOf<'piecewise'> = {
    type: 'piecewise',
    points: [
      [65, 100],
      [85, 60],
      [98, 0],
    ],
  };
  it.each([
    // (14.4324… − 10) × 60 ÷ 50; 60 + 40 × (85 − 66.7) ÷ 20.
    [rising, (29_893 / 207_124) * 100, 5.3189],
    [falling, 66.7, 96.6],
  ])('%j at %f is %f', (rule, value, expected) => {
    expect(score(rule, value)).toBeCloseTo(expected, 4);
  });

  it.each([
    [rising, 10, 0],
    [rising, 5, 0],
    [rising, 60, 60],
    [rising, 95, 100],
    [rising, 400, 100],
    [falling, 98, 0],
    [falling, 120, 0],
  ])('%j at %f is exactly %f', (rule, value, expected) => {
    expect(score(rule, value)).toBe(expected);
  });

  it('does not pass a point by one bit just before it', () => {
    // −97.48 + 159.42 × (20.489999999999995 + 91.31) ÷ 111.8 comes out as 61.94000000000001.
    const points: [number, number][] = [
      [-91.31, -97.48],
      [20.49, 61.94],
    ];
    expect(score({ type: 'piecewise', points }, 20.489999999999995)).toBe(61.94);
  });

  it('prorates its values, not its scores: 0/1/2 sessions are 0/0.5/1 in June', () => {
    const points: [number, number][] = [
      [0, 0],
      [1, 60],
      [2, 100],
    ];
    const sessions: RuleOf<'piecewise'> = { type: 'piecewise', points, prorate: true };
    expect([0.5, 1].map((value) => score(sessions, value, june))).toEqual([60, 100]);
    expect(score(sessions, 1)).toBe(60);
  });

  it('never falls where its points rise', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(score(rising, less)).toBeLessThanOrEqual(score(rising, more)!);
        expect(score(falling, less)).toBeGreaterThanOrEqual(score(falling, more)!);
      }),
    );
  });

  it('names the segment a value fell on, and shows its arithmetic', () => {
    expect(segmentOf(rising, 14, higher)).toMatchObject({ from: [10, 0], to: [60, 60] });
    expect(segmentOf(rising, 3, higher)).toMatchObject({ from: [10, 0], to: [10, 0] });
    expect(arithmetic(rising, 14)).toBe('0 + (60 − 0) × (14 − 10) ÷ (60 − 10)');
    expect(arithmetic(rising, 60)).toBe('60');
  });
});

describe('阶梯赋分', () => {
  it.each(vectors.step)('$v is $score', ({ v, bands, score: expected }) => {
    expect(score({ type: 'bands', bands }, v)).toBe(expected);
  });

  // 5日内100分，10日内60分，超过10日20分.
  const days: RuleOf<'bands'> = {
    type: 'bands',
    bands: [
      [5, 100],
      [10, 60],
    ],
    otherwise: 20,
  };
  it('a bound is the highest value of its band where lower is better', () => {
    expect([3, 5, 5.01, 10, 11].map((value) => score(days, value, lower))).toEqual([100, 100, 60, 60, 20]);
  });

  it('prorates its bounds', () => {
    expect(
      [2.5, 3, 5.5].map((value) => score({ ...days, prorate: true }, value, { ...june, direction: 'lower' })),
    ).toEqual([100, 60, 20]);
  });

  it('has the worst of the range beyond the last band, if nothing else is said', () => {
    expect(score({ type: 'bands', bands: [[5, 100]] }, 4, { ...higher, range: [1, 100] })).toBe(1);
  });
});

describe('断崖: 100%得3分；96–99%按比例扣；95%及以下不计分', () => {
  it.each(vectors.yueyang_rule)('$rate % has $points_of_3 of 3 points', ({ rate, points_of_3: points }) => {
    const found = score({ type: 'cliff', zero: 95, full: 100 }, rate)!;
    expect((found / 100) * 3).toBeCloseTo(points, 12);
  });

  it('a share of the full value drops at the edge: 96 ÷ 100, then nothing', () => {
    const rule = { type: 'cliff', zero: 95, full: 100, between: 'share' } as const;
    expect([100, 96, 95].map((rate) => score(rule, rate))).toEqual([100, 96, 0]);
  });

  it('mirrored: 4 of at most 8, the best at 2', () => {
    const rule = { type: 'cliff', zero: 8, full: 2 } as const;
    // (8 − 5) ÷ 6; as a share 2 ÷ 4.
    expect([1, 2, 5, 8, 9].map((value) => score(rule, value, lower))).toEqual([100, 100, 50, 0, 0]);
    expect(score({ ...rule, between: 'share' }, 4, lower)).toBe(50);
  });
});

describe('功效系数法', () => {
  it.each(vectors.efficacy.examples)('$x between $xs and $xh is $d', ({ x, xs, xh, d }) => {
    expect(score({ type: 'efficacy', unacceptable: xs, satisfactory: xh }, x)).toBe(d);
  });

  it('is held inside the range, and goes on without', () => {
    const rule = { type: 'efficacy', unacceptable: 50, satisfactory: 90 } as const;
    // 60 + 40 × 50 ÷ 40 = 110; 60 − 40 × 80 ÷ 40 = −20.
    expect([100, -30].map((value) => score(rule, value))).toEqual([100, 0]);
    expect([100, -30].map((value) => score({ ...rule, clamp: false }, value))).toEqual([110, -20]);
  });

  it('turns with its values: 不容许值 90, 满意值 50', () => {
    const rule = { type: 'efficacy', unacceptable: 90, satisfactory: 50 } as const;
    expect([90, 70, 50].map((value) => score(rule, value, lower))).toEqual([60, 80, 100]);
  });
});

describe('适度指标, 基准比值, 对照清单 and fixed goalposts', () => {
  it('best from 40 to 60, the worst at 20 and at 90', () => {
    const rule = { type: 'inside-range', from: 40, to: 60, zeroBelow: 20, zeroAbove: 90 } as const;
    // (25 − 20) ÷ 20; (90 − 75) ÷ 30.
    const values = [10, 20, 25, 40, 50, 60, 75, 90, 99];
    expect(values.map((value) => score(rule, value))).toEqual([0, 0, 25, 100, 100, 100, 50, 0, 0]);
    expect(values.map((value) => score(rule, value, lower))).toEqual([0, 0, 25, 100, 100, 100, 50, 0, 0]);
    expect([39.9, 40].map((value) => score({ ...rule, zeroBelow: 40 }, value))).toEqual([0, 100]);
  });

  it('the value in per cent of a base, at most 150', () => {
    const rule: Rule = { type: 'ratio-to-base', base: 80, cap: [0, 150] };
    expect([-5, 60, 80, 100, 200].map((value) => score(rule, value))).toEqual([0, 75, 100, 125, 150]);
    // Lower is better: 80 ÷ 100.
    expect([0, 40, 100].map((value) => score(rule, value, lower))).toEqual([150, 150, 80]);
  });

  it('the points of the items fulfilled, or how many of them', () => {
    const items = [0.1, 0.2, 0.7].map((points) => ({ text: '有专人负责', points }));
    expect([0.3, 0.1 + 0.2 + 0.7].map((points) => score({ type: 'checklist', items }, points))).toEqual([30, 100]);
    // Not 0.1 + 0.2, which is a little more.
    expect(arithmetic({ type: 'checklist', items: items.slice(0, 2) }, 0.3)).toBe('0 + (100 − 0) × 0.3 ÷ 0.3');
    expect(score({ type: 'checklist', items: [...items, ...items.slice(0, 1)], counted: 'items' }, 3)).toBe(75);
  });

  it('goalposts, mirrored, prorated, and left', () => {
    const rule = { type: 'goalposts', lower: 20, upper: 60 } as const;
    expect([10, 20, 30, 60, 70].map((value) => score(rule, value))).toEqual([0, 0, 25, 100, 100]);
    expect([10, 20, 30, 60, 70].map((value) => score(rule, value, lower))).toEqual([100, 100, 75, 0, 0]);
    expect([10, 15, 30].map((value) => score({ ...rule, prorate: true }, value, june))).toEqual([0, 25, 100]);
    expect([10, 70].map((value) => score({ ...rule, clamp: false }, value))).toEqual([-25, 125]);
    expect(score({ ...rule, range: [1, 100] }, 20)).toBe(1);
    expect(arithmetic(rule, 70)).toBe('min(100, 0 + (100 − 0) × (70 − 20) ÷ (60 − 20))');
    expect(arithmetic(rule, -5, lower)).toBe('min(100, 0 + (100 − 0) × (60 − (−5)) ÷ (60 − 20))');
  });
});
