import { describe, expect, it } from 'vitest';
import { parseScheme } from './parse.ts';

// Every fault names where it is and how to mend it; a scheme without one can be scored with any values.

const leaf = (more: object = {}) => ({
  code: 'x',
  parent: 'ROOT',
  weight: 1,
  indicator: 'x',
  direction: 'higher',
  rule: { type: 'goalposts', lower: 0, upper: 100 },
  ...more,
});
const scheme = (nodes: readonly object[], more: object = {}) => ({
  code: 'S',
  name: { zh: '方案', en: 'Scheme' },
  nodes: [{ code: 'ROOT', weight: 1, aggregate: 'arithmetic' }, ...nodes],
  ...more,
});
const faultsOf = (input: unknown): string[] => {
  const parsed = parseScheme(input);
  return parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path}: ${message}`);
};

describe('a scheme as short as can be', () => {
  it('gets the defaults: half-up to two digits, ties 1, 2, 2, 4, no grades, no adjustments', () => {
    const parsed = parseScheme(scheme([leaf()]));
    expect(parsed).toMatchObject({
      ok: true,
      scheme: {
        unitKind: 'unit',
        coverageThreshold: 0.6,
        rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
        grades: [],
        adjustments: { bonusCap: 0, deductCap: 0 },
      },
    });
  });
});

describe('what is not the shape of a scheme', () => {
  it.each([
    ['a misspelt member', scheme([leaf({ wieght: 1 })]), '/nodes/1/wieght: "wieght" is not known here'],
    ['a missing member', scheme([{ ...leaf(), indicator: undefined }]), '/nodes/1: "indicator" is missing; add it'],
    [
      'a rule nobody knows',
      scheme([leaf({ rule: { type: 'vibes' } })]),
      'rule "vibes" is not known; use one of min-max',
    ],
    [
      'a fault inside a rule',
      scheme([
        leaf({
          rule: {
            type: 'piecewise',
            points: [
              [1, 'a'],
              [2, 3],
            ],
          },
        }),
      ]),
      '/nodes/1/rule/points/0/1: must be number; found "a"',
    ],
    ['a rule every object has', scheme([leaf({ rule: { type: 'toString' } })]), 'rule "toString" is not known'],
    ['a node that is neither', scheme([{ code: 'n', parent: 'ROOT', weight: 1 }]), 'neither a branch nor a leaf'],
    [
      'a word that is not allowed',
      scheme([leaf({ direction: 'up' })]),
      '"up" is not one of the words allowed here: higher, lower',
    ],
    ['a code with a space', scheme([leaf()], { code: 'my scheme' }), '/code: "my scheme" is not a code'],
    ['a negative weight', scheme([leaf({ weight: -1 })]), '/nodes/1/weight: must be >= 0; found -1'],
  ])('%s', (_name, input, expected) => {
    expect(faultsOf(JSON.parse(JSON.stringify(input))).join('\n')).toContain(expected);
  });

  it('is told of all nodes at once', () => {
    const input = scheme([leaf({ weight: 'a' }), leaf({ code: 'y', rule: { type: 'no' } })]);
    expect(faultsOf(input).map((fault) => fault.split(':')[0])).toEqual(['/nodes/1/weight', '/nodes/2/rule/type']);
  });
});

describe('what no values could be scored with', () => {
  const twoLeaves = (root: object, rule: object = leaf().rule) => ({
    ...scheme([leaf({ rule }), leaf({ code: 'y', rule })]),
    nodes: [{ code: 'ROOT', weight: 1, ...root }, leaf({ rule }), leaf({ code: 'y', rule })],
  });
  it.each([
    ['geometric over a 0', twoLeaves({ aggregate: 'geometric' }), '/nodes/0/aggregate', '"range": [1, 100]'],
    ['harmonic over a 0', twoLeaves({ aggregate: 'harmonic' }), '/nodes/0/aggregate', '"onZero": "zero"'],
    ['generalised below 0', twoLeaves({ aggregate: 'generalised', exponent: -2 }), '/nodes/0/aggregate', '[1, 100]'],
    ['generalised without exponent', twoLeaves({ aggregate: 'generalised' }), '/nodes/0/exponent', '"geometric"'],
    [
      'an exponent for nothing',
      twoLeaves({ aggregate: 'arithmetic', exponent: 2 }),
      '/nodes/0/exponent',
      'take it away',
    ],
    [
      'a mean of negative scores',
      { ...twoLeaves({ aggregate: 'geometric' }, { type: 'z-score' }), range: 'open' },
      '/nodes/0/aggregate',
      'no meaning below 0',
    ],
    ['z-scores in 0..100', scheme([leaf({ rule: { type: 'z-score' } })]), '/nodes/1/rule', '"range": "open"'],
    ['ranks in 0..100', scheme([leaf({ rule: { type: 'rank' } })]), '/nodes/1/rule/type', 'percentile-rank'],
    ['a logarithm of 0', scheme([leaf({ transform: 'log' })]), '/nodes/1/rule/lower', 'above 0'],
    [
      'a logarithm of a count of incidents',
      scheme([leaf({ transform: 'log', rule: { type: 'deduct', each: 1, from: 5 } })]),
      '/nodes/1/transform',
      'goalposts or min-max',
    ],
    [
      'a logarithm that nothing holds',
      scheme([leaf({ transform: 'log', rule: { type: 'goalposts', lower: 1, upper: 9, clamp: false } })], {
        range: 'open',
      }),
      '/nodes/1/rule/clamp',
      'take "clamp" or "transform" away',
    ],
    [
      'a logarithm of prorated goalposts',
      scheme([leaf({ transform: 'log', rule: { type: 'goalposts', lower: 1, upper: 9, prorate: true } })]),
      '/nodes/1/rule/prorate',
      'take "prorate" or "transform" away',
    ],
    ['logarithms under fixed goalposts', scheme([leaf({ treatment: {} })]), '/nodes/1/treatment', '"winsorise"'],
    [
      'an indicator per itself',
      scheme([leaf({ denominator: { indicator: 'x' } })]),
      '/nodes/1/denominator/indicator',
      'name another',
    ],
    ['a range upside down', scheme([leaf()], { range: [100, 0] }), '/range', '[worst, best]'],
    ['colours by rank without colours', scheme([leaf()], { coloursBy: 'rank' }), '/coloursBy', 'write the ladder'],
    [
      'a quota of no grade',
      scheme([leaf()], { gradeQuotas: [{ grade: 'A', share: 0.3 }] }),
      '/gradeQuotas/0/grade',
      'not a grade',
    ],
  ])('%s', (_name, input, path, mend) => {
    const faults = faultsOf(input);
    expect(faults.map((fault) => fault.split(':')[0])).toContain(path);
    expect(faults.join('\n')).toContain(mend);
  });

  it('each mend mends', () => {
    expect(faultsOf(twoLeaves({ aggregate: 'geometric', onZero: 'zero' }))).toEqual([]);
    expect(
      faultsOf(twoLeaves({ aggregate: 'geometric' }, { type: 'goalposts', lower: 0, upper: 100, range: [1, 100] })),
    ).toEqual([]);
    expect(faultsOf(scheme([leaf({ rule: { type: 'z-score', clamp: true } })]))).toEqual([]);
    expect(faultsOf(scheme([leaf({ rule: { type: 'z-score' } })], { range: 'open' }))).toEqual([]);
    expect(faultsOf(scheme([leaf({ treatment: { method: 'winsorise' } })]))).toEqual([]);
  });

  it('points that do not add up are refused, except where a group says it is scored as written', () => {
    const points = (aggregate: string) => ({
      ...scheme([]),
      total: 3,
      nodes: [{ code: 'ROOT', weight: 3, aggregate }, leaf(), leaf({ code: 'y' })],
    });
    expect(faultsOf(points('arithmetic')).join()).toContain('add up to 2.00 of 3.00, 1.00 short');
    expect(faultsOf(points('sum'))).toEqual([]);
  });
});
