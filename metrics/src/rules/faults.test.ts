import { describe, expect, it } from 'vitest';
import type { Rule } from './index.ts';
import { ruleFaults, ruleRange } from './index.ts';

const bounded = { direction: 'higher', range: [0, 100], open: false } as const;
const lower = { ...bounded, direction: 'lower' } as const;
const open = { ...bounded, open: true } as const;

describe('faults of one rule, with the mend', () => {
  it.each<[rule: Rule, setting: typeof bounded | typeof lower, path: string, message: string]>([
    [
      { type: 'goalposts', lower: 9, upper: 9 },
      bounded,
      '/lower',
      '9 is not below "upper", 9; write the smaller goalpost as "lower", whichever way is better',
    ],
    [
      {
        type: 'piecewise',
        points: [
          [5, 0],
          [5, 100],
        ],
      },
      bounded,
      '/points/1',
      'value 5 does not rise above 5; sort the points by value',
    ],
    [
      {
        type: 'piecewise',
        points: [
          [5, 0],
          [9, 120],
        ],
      },
      bounded,
      '/points/1',
      'score 120 is outside 0..100; write one inside, or widen the scheme\'s "range"',
    ],
    [
      {
        type: 'bands',
        bands: [
          [60, 60],
          [90, 100],
        ],
      },
      bounded,
      '/bands/1',
      'bound 90 is not below 60; higher is better here: write the best band first',
    ],
    [
      {
        type: 'bands',
        bands: [
          [90, 60],
          [60, 30],
        ],
      },
      lower,
      '/bands/1',
      'bound 60 is not above 90; lower is better here: write the best band first',
    ],
    [
      {
        type: 'bands',
        bands: [
          [90, 60],
          [60, 80],
        ],
      },
      bounded,
      '/bands/1',
      'score 80 is above 60 of a better band; lower it',
    ],
    [
      { type: 'bands', bands: [[90, 60]], otherwise: 70 },
      bounded,
      '/otherwise',
      '70 is above 60 of the last band; lower it',
    ],
    [
      { type: 'bands', bands: [[90, 60]], otherwise: -1 },
      bounded,
      '/otherwise',
      'score -1 is outside 0..100; write one inside, or widen the scheme\'s "range"',
    ],
    [
      { type: 'threshold-step', full: 1, threshold: 80, per: 1, deduct: 0.1, floor: 2 },
      bounded,
      '/floor',
      '2 leaves nothing to lose of 1; write a floor below "full"',
    ],
    [
      { type: 'inside-range', zeroBelow: 1, from: 5, to: 4, zeroAbove: 9 },
      bounded,
      '/to',
      '4 is below "from", 5; the four rise: zeroBelow, from, to, zeroAbove',
    ],
    [
      { type: 'efficacy', unacceptable: 50, satisfactory: 50 },
      bounded,
      '/satisfactory',
      '50 is not above "unacceptable", 50; higher is better here: write a satisfactory value above it, or turn the direction',
    ],
    [
      { type: 'cliff', zero: 95, full: 100 },
      lower,
      '/full',
      '100 is not below "zero", 95; lower is better here: write a "full" below it, or turn the direction',
    ],
    [
      { type: 'cliff', zero: -5, full: 0, between: 'share' },
      bounded,
      '/between',
      'a share of 0 says nothing; write "rebased"',
    ],
    [
      { type: 'rank-points', points: [60, 57, 58] },
      bounded,
      '/points/2',
      '58 is more than 57 of the rank before; a later rank has no more points',
    ],
    [
      { type: 'rank-points', points: [60, 57], beyond: 58 },
      bounded,
      '/beyond',
      '58 is more than 57 of the rank before; a later rank has no more points',
    ],
    [
      { type: 'rank-points', points: [60, 57], full: 50 },
      bounded,
      '/full',
      '50 is less than 60 of the first; raise it to 60',
    ],
    [
      { type: 'rank-points', points: [0] },
      bounded,
      '/points/0',
      'the first has no points; give it some, or write "full"',
    ],
    [
      { type: 'rank-ladder', last: 1, step: 0.1, upward: 'more' },
      bounded,
      '',
      'points rise from the last up; write "full", the most a unit can get',
    ],
    [
      { type: 'rank-ladder', last: 0, step: 0.1 },
      bounded,
      '/last',
      'the last has no points; give it some, or write "full"',
    ],
    [
      { type: 'rank-ladder', last: 2, step: 0.1, full: 1 },
      bounded,
      '/full',
      '1 is less than 2 of the last; raise it to 2',
    ],
    [{ type: 'rank-ladder', last: 2, step: 0.1, floor: 3 }, bounded, '/floor', '3 is above 2 of the last; lower it'],
    [
      { type: 'veto-when', cap: 'fail' },
      bounded,
      '',
      'neither "atMost" nor "atLeast" says when the veto is set off; write exactly one of them',
    ],
    [
      { type: 'veto-when', cap: 'fail', atMost: 1, atLeast: 3 },
      bounded,
      '',
      '"atMost" and "atLeast" both say when the veto is set off; write exactly one of them',
    ],
    [
      { type: 'min-max', range: [100, 0] },
      bounded,
      '/range',
      '100 is not below 0; write the lowest score first, whichever way is better',
    ],
    [
      { type: 'ratio-to-base', base: 4, cap: [3, 3] },
      bounded,
      '/cap',
      '3 is not below 3; write the lowest score first, whichever way is better',
    ],
  ])('%j', (rule, setting, path, message) => {
    expect(ruleFaults(rule, '/nodes/3/rule', setting)).toEqual([{ path: `/nodes/3/rule${path}`, message }]);
  });

  it.each<[rule: Rule, path: string, message: string]>([
    [{ type: 'rank' }, '/type', 'use percentile-rank, or set the scheme\'s "range": "open"'],
    [{ type: 'borda' }, '/type', 'use percentile-rank, or set the scheme\'s "range": "open"'],
    [{ type: 'z-score' }, '', 'write "clamp": true, or set the scheme\'s "range": "open"'],
    [
      { type: 'goalposts', lower: 0, upper: 1, clamp: false },
      '/clamp',
      'take "clamp": false away, or set the scheme\'s "range": "open"',
    ],
    [
      { type: 'distance-to-target', target: 5, cap: false },
      '/cap',
      'take "cap": false away, or set the scheme\'s "range": "open"',
    ],
    [
      { type: 'ratio-to-base', base: 5, cap: [0, 150] },
      '/cap',
      'write a "cap" inside it, or widen the scheme\'s "range"',
    ],
    [{ type: 'min-max', range: [0, 150] }, '/range', 'write a "range" inside it, or widen the scheme\'s'],
    [
      { type: 'goalposts', lower: 0, upper: 1, range: [-1, 100] },
      '/range',
      'write a "range" inside it, or widen the scheme\'s',
    ],
  ])('%j leaves a bounded range, and is welcome in an open one', (rule, path, mend) => {
    const message = `scores can leave 0..100; ${mend}`;
    expect(ruleFaults(rule, '', bounded)).toEqual([{ path, message }]);
    expect(ruleFaults(rule, '', open)).toEqual([]);
  });

  it('none: a z-score that is held, a rule with its own range inside', () => {
    expect(ruleFaults({ type: 'z-score', mean: 60, sd: 10, clamp: true }, '', bounded)).toEqual([]);
    expect(ruleFaults({ type: 'min-max', range: [60, 100] }, '', bounded)).toEqual([]);
    expect(ruleFaults({ type: 'rank-ladder', last: 2, step: 0.1 }, '', lower)).toEqual([]);
  });
});

describe('the lowest and the highest score there is', () => {
  it.each<[rule: Rule, count: number | undefined, range: [number, number]]>([
    [{ type: 'min-max' }, undefined, [1, 100]],
    [{ type: 'rank' }, undefined, [1, Infinity]],
    [{ type: 'rank' }, 12, [1, 12]],
    [{ type: 'borda' }, 12, [0, 11]],
    [{ type: 'z-score' }, undefined, [-Infinity, Infinity]],
    [{ type: 'distance-to-target', target: 3, cap: false }, undefined, [1, Infinity]],
    [{ type: 'bands', bands: [[90, 100]], otherwise: 40 }, undefined, [40, 100]],
    [{ type: 'bands', bands: [[90, 80]] }, undefined, [1, 80]],
    // 1 + 99 × 48 ÷ 60; of three units none comes fourth.
    [{ type: 'rank-points', points: [60, 48], beyond: 48 }, undefined, [80.2, 100]],
    [{ type: 'rank-points', points: [60, 48] }, undefined, [1, 100]],
    [{ type: 'rank-points', points: [60, 48] }, 2, [80.2, 100]],
    // The first entry is not the full points: nobody gets them.
    [{ type: 'rank-points', points: [60, 48], full: 120 }, 2, [40.6, 50.5]],
    // Twelve places: 2 − 1.1 = 0.9 of 2; without end nothing is left.
    [{ type: 'rank-ladder', last: 2, step: 0.1 }, 12, [45.55, 100]],
    [{ type: 'rank-ladder', last: 2, step: 0.1 }, undefined, [1, 100]],
    [{ type: 'rank-ladder', last: 1, step: 0.5, upward: 'more', full: 4 }, 3, [25.75, 50.5]],
    [{ type: 'rank-ladder', last: 2, step: 0 }, undefined, [100, 100]],
    [{ type: 'threshold-step', full: 2, threshold: 80, per: 1, deduct: 0.1, floor: 1 }, undefined, [50.5, 100]],
    [{ type: 'threshold-step', full: 2, threshold: 80, per: 1, deduct: 0 }, undefined, [100, 100]],
  ])('%j among %s', (rule, count, expected) => {
    const setting = { direction: 'higher', range: [1, 100] } as const;
    expect(ruleRange(rule, count === undefined ? setting : { ...setting, count })).toEqual(expected);
  });
});
