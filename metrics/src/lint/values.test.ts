import { describe, expect, it } from 'vitest';
import type { UnitInput } from '../engine/table.ts';
import { AT, cleanScheme, spoil, spoilRule, unitsOf } from '../../testing/clean-scheme.fixture.ts';
import { lintScheme, type FindingCode } from './lint-scheme.ts';

/** Six units whose values differ, on which no two leaves agree. */
const CLEAN = unitsOf(
  [10, 0, 95, 20],
  [90, 1, 85, 5],
  [40, 2, 65, 15],
  [70, 3, 50, 0],
  [20, 1, 91, 5],
  [55, 0, 70, 15],
);

/** The same with one column in place of what it was. */
const withColumn = (column: number, values: readonly (number | null)[]): UnitInput[] =>
  unitsOf(
    ...CLEAN.map(({ values: own }, unit) =>
      ['a1', 'a2', 'b', 'c'].map((code, k) => (k === column ? (values[unit] ?? null) : (own.get(code)?.value ?? null))),
    ),
  );

const at = (node: keyof typeof AT, inside = ''): string => `/nodes/${AT[node]}${inside}`;

it('values that tell units apart: nothing is found', () => {
  expect(lintScheme(cleanScheme(), CLEAN)).toEqual([]);
  expect(lintScheme(cleanScheme(), [])).toEqual([]);
});

type Case = readonly [FindingCode, string, object, UnitInput[], string | null, string, object];

const CASES: readonly Case[] = [
  ['no-values', 'nobody', cleanScheme(), withColumn(0, []), 'A1', at('A1', '/indicator'), { units: 6, own: 40 }],
  [
    'constant-values',
    'all at 42',
    cleanScheme(),
    withColumn(0, [42, 42, null, 42, 42, 42]),
    'A1',
    at('A1', '/indicator'),
    { value: 42, present: 5 },
  ],
  [
    'saturated',
    'all past the target',
    cleanScheme(),
    withColumn(2, [90, 95, 99, 100, 91, 92]),
    'B',
    at('B', '/rule'),
    { share: 100, best: 6, present: 6 },
  ],
  [
    'equal-scores',
    'all in one band',
    cleanScheme(),
    withColumn(2, [80, 81, 82, 83, 84, 85]),
    'B',
    at('B', '/rule'),
    { score: 80, present: 6 },
  ],
  [
    'correlated',
    'one is a tenth of the other',
    spoilRule('C', { type: 'goalposts', lower: 0, upper: 10 }),
    withColumn(3, [1, 9.5, 4, 7, 2, 5.5]),
    'C',
    at('C'),
    { other: 'A1', pairs: 6 },
  ],
  [
    'unit-unknown',
    'one that screening drops',
    Object.assign(cleanScheme(), { screening: { drop: ['县档案馆'] } }),
    CLEAN,
    null,
    '/screening/drop/0',
    { unit: '县档案馆' },
  ],
  [
    'no-classes',
    'a class mean of one class',
    spoil('A', { missing: { 'no-cases': 'class-mean' } }),
    CLEAN,
    null,
    at('A', '/missing'),
    { places: 1 },
  ],
  [
    'no-classes',
    'compared inside a class',
    spoilRule('C', { type: 'min-max', among: 'class' }),
    CLEAN,
    null,
    at('C', '/rule/among'),
    { places: 1 },
  ],
];

it.each(CASES)('%s: %s', (code, _what, scheme, inputs, node, path, data) => {
  const findings = lintScheme(scheme, inputs);
  expect(findings).toMatchObject([{ code, node, path, data }]);
  expect(lintScheme(scheme)).toEqual([]);
});

it('a reference that is not among the units is named, and why its leaf decides nothing', () => {
  const scheme = spoilRule('C', { type: 'distance-to-reference', unit: '县档案馆' });
  expect(lintScheme(scheme, CLEAN).map(({ code, path }) => [code, path])).toEqual([
    ['effective-weight-nothing', at('C', '/weight')],
    ['unit-unknown', at('C', '/rule/unit')],
  ]);
});

describe('weight that absent values take away', () => {
  // C is 1 of 100 points; two of six units have it, so on average it decides 0.333 %.
  const scheme = spoil('C', { weight: 1, rule: { type: 'imported', outOf: 1 } });
  Object.assign(scheme.nodes instanceof Array ? (scheme.nodes[AT.B] as object) : {}, { weight: 39 });

  it('is found where little is left', () => {
    expect(lintScheme(scheme, withColumn(3, [1, 0.5]))).toMatchObject([
      {
        code: 'effective-weight-nothing',
        node: 'C',
        data: { nominal: 1, effective: expect.closeTo(1 / 3, 10) as number },
      },
    ]);
    expect(lintScheme(scheme, withColumn(3, [1, 0.5, 0.2, 0.7, 0.1, 0.9]))).toEqual([]);
  });
});

describe('what is not found', () => {
  it('a veto nobody tripped, one unit alone, and what was filled in for absent values', () => {
    const veto = spoilRule('A2', { type: 'veto-when-positive', cap: 'fail' });
    expect(lintScheme(veto, withColumn(1, [0, 0, 0, 0, 0, 0]))).toEqual([]);
    expect(lintScheme(cleanScheme(), CLEAN.slice(0, 1))).toEqual([]);
    // Absent values score the best: of the one value that is there nothing can be said.
    const full = spoil('A', { missing: { 'no-source': 'full' } });
    expect(lintScheme(full, withColumn(0, [30]))).toEqual([]);
  });

  it('values of a scheme that is refused', () => {
    expect(lintScheme(spoil('B', { weight: 1 }), withColumn(0, [])).map(({ code }) => code)).toEqual(['group-sum']);
  });

  it('what lies below the limits a person sets', () => {
    const inputs = withColumn(2, [90, 95, 99, 100, 91, 50]);
    expect(lintScheme(cleanScheme(), inputs)).toEqual([]);
    expect(lintScheme(cleanScheme(), inputs, { saturated: 0.8 })).toMatchObject([{ code: 'saturated', node: 'B' }]);
    const alike = spoilRule('C', { type: 'goalposts', lower: 0, upper: 10 });
    expect(lintScheme(alike, withColumn(3, [1, 9.5, 4, 7, 2, 5.5]), { pairs: 7 })).toEqual([]);
  });
});
