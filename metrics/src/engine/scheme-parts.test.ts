import { describe, expect, it } from 'vitest';
import type { MissingKind } from '../language/missing.ts';
import { parseScheme } from '../scheme/parse.ts';
import { buildTree } from '../scheme/tree.ts';
import { rankInClass } from './rank.ts';
import { scoreUnits, type UnitScore } from './score.ts';
import { scoreLeaves } from './leaf-sheet.ts';
import type { UnitInput } from './table.ts';

// Each part of a scheme document by itself, against figures worked out by hand.

type Cell = number | MissingKind;

/** A scheme of one group of leaves with straight 0..100 rules, whatever else is said. */
function schemeOf(leaves: readonly string[], more: object = {}, group: object = {}, leafMore: object = {}) {
  const parsed = parseScheme({
    code: 'PARTS',
    name: { zh: '部件', en: 'Parts' },
    coverageThreshold: 0,
    grades: [
      { code: 'excellent', zh: '优秀', atLeast: 90 },
      { code: 'good', zh: '良好', atLeast: 80 },
      { code: 'pass', zh: '合格', atLeast: 60 },
      { code: 'fail', zh: '不合格', atLeast: 0 },
    ],
    nodes: [
      { code: 'ROOT', weight: 1, aggregate: 'arithmetic', ...group },
      ...leaves.map((code) => ({
        code,
        parent: 'ROOT',
        weight: 1,
        indicator: code,
        direction: 'higher',
        rule: { type: 'goalposts', lower: 0, upper: 100 },
        ...leafMore,
      })),
    ],
    ...more,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.scheme;
}

const unit = (code: string, cells: Readonly<Record<string, Cell>>, group = ''): UnitInput => ({
  unit: code,
  class: group,
  values: new Map(
    Object.entries(cells).map(([indicator, cell]) => [
      indicator,
      typeof cell === 'number'
        ? { value: cell, missing: null, numerator: null, denominator: null }
        : { value: null, missing: cell, numerator: null, denominator: null },
    ]),
  ),
});

const scoresOf = (scheme: ReturnType<typeof schemeOf>, units: readonly UnitInput[]): UnitScore[] =>
  scoreUnits(buildTree(scheme), units);
const baseOf = (scheme: ReturnType<typeof schemeOf>, units: readonly UnitInput[]) =>
  scoresOf(scheme, units).map(({ baseScore }) => baseScore);

describe('what a scheme says of absent values', () => {
  const units = [
    unit('A', { x: 80, y: 'not-applicable' }, 'office'),
    unit('B', { x: 60, y: 40 }, 'office'),
    unit('C', { x: 60, y: 60 }, 'office'),
    unit('D', { x: 60, y: 90 }, 'town'),
  ];
  it.each([
    // A: x alone; nothing; (80 + 0) ÷ 2; (80 + 100) ÷ 2; its class's mean of y is (40 + 60) ÷ 2; the group goes with it.
    ['by the contract', undefined, 80],
    ['reweight', 'reweight', 80],
    ['zero', 'zero', 40],
    ['full', 'full', 90],
    ['class-mean', 'class-mean', 65],
    ['absent', 'absent', null],
  ] as const)('%s', (_name, action, expected) => {
    const scheme = schemeOf(['x', 'y'], {}, action === undefined ? {} : { missing: { 'not-applicable': action } });
    expect(baseOf(scheme, units)).toEqual([expected, 50, 60, 75]);
  });

  it('an overdue value scores the worst of its own rule, 1 where that begins at 1', () => {
    const scheme = schemeOf(['x', 'y'], {}, {}, { rule: { type: 'goalposts', lower: 0, upper: 100, range: [1, 100] } });
    expect(baseOf(scheme, [unit('A', { x: 100, y: 'overdue' })])).toEqual([50.5]);
  });

  it('says how a leaf without a value came to its score, and keeps its reason and its coverage', () => {
    const scheme = schemeOf(['x', 'y'], {}, { missing: { 'no-source': 'class-mean' } });
    const [score] = scoresOf(scheme, [unit('A', { x: 80, y: 'no-source' }), unit('B', { x: 60, y: 40 })]);
    expect(score?.nodes[2]).toMatchObject({ code: 'y', missing: 'no-source', filledBy: 'class-mean', score: 40 });
    expect(score?.coverage).toBe(0.5);
  });

  it('a branch further down may say otherwise than the one above it', () => {
    const scheme = schemeOf([], {
      nodes: [
        { code: 'ROOT', weight: 1, aggregate: 'arithmetic', missing: { 'no-source': 'zero' } },
        { code: 'G', parent: 'ROOT', weight: 1, aggregate: 'arithmetic', missing: { 'no-source': 'full' } },
        ...['x', 'y'].map((code) => ({
          code,
          parent: code === 'x' ? 'G' : 'ROOT',
          weight: 1,
          indicator: code,
          direction: 'higher',
          rule: { type: 'goalposts', lower: 0, upper: 100 },
        })),
      ],
    });
    const [score] = scoresOf(scheme, [unit('A', {})]);
    expect(score?.nodes.map((node) => node.score)).toEqual([50, 100, 100, 0]);
  });
});

describe('from a value to its rule', () => {
  it('per ten thousand heads, and nobody is a division by zero', () => {
    const scheme = schemeOf(['x'], {}, {}, { denominator: { indicator: 'people', scale: 10_000 } });
    const [a, b, c] = scoresOf(scheme, [
      unit('A', { x: 12, people: 4000 }),
      unit('B', { x: 12, people: 0 }),
      unit('C', { x: 12 }),
    ]);
    // 12 ÷ (4000 ÷ 10000) = 30.
    expect(a?.baseScore).toBe(30);
    expect(b?.nodes[1]).toMatchObject({ score: null, missing: 'no-cases', value: 12 });
    expect(c?.nodes[1]).toMatchObject({ score: null, missing: 'no-source' });
  });

  it('goalposts in the indicator’s unit on a logarithmic scale, held at the lower one', () => {
    const scheme = schemeOf(['x'], {}, {}, { transform: 'log', rule: { type: 'goalposts', lower: 1, upper: 10_000 } });
    const scores = scoresOf(scheme, [unit('A', { x: 100 }), unit('B', { x: 0.5 }), unit('C', { x: 0 })]);
    expect(scores[0]?.baseScore).toBeCloseTo(50, 12);
    expect(scores[1]?.baseScore).toBe(0);
    // 0 has no logarithm: below every goalpost, not absent, or its weight would go to what the unit does better.
    expect(scores[2]?.baseScore).toBe(0);
  });

  it('among units that are compared, a value without a logarithm stands with the lowest that has one', () => {
    const scheme = schemeOf(['x'], {}, {}, { transform: 'log', rule: { type: 'min-max' } });
    const tree = buildTree(scheme);
    const units = [0, 10, 1000].map((x, k) => unit(`U${k}`, { x }));
    expect(scoreUnits(tree, units).map(({ baseScore }) => baseScore)).toEqual([0, 0, 100]);
    expect(scoreLeaves(tree, units).columns[1]?.prepared.changes).toMatchObject([
      { unit: 0, before: 0, how: 'log-floored' },
    ]);
  });

  it.each([
    // y of A: the mean of 40, 60 and 90; their median; the mean of its class; the unit's own x among 60..80 carried over to 40..90.
    ['mean', 190 / 3],
    ['median', 60],
    ['class-mean', 50],
    ['class-median', 50],
    ['siblings-mean', 90],
  ] as const)('imputed by %s, recorded, and still not covered', (method, y) => {
    const scheme = schemeOf(['x', 'y'], {}, {}, { impute: { method } });
    const units = [
      unit('A', { x: 80 }, 'office'),
      unit('B', { x: 60, y: 40 }, 'office'),
      unit('C', { x: 60, y: 60 }, 'office'),
      unit('D', { x: 60, y: 90 }, 'town'),
    ];
    const tree = buildTree(scheme);
    const [score] = scoreUnits(tree, units);
    expect(score?.nodes[2]?.score).toBeCloseTo(y, 10);
    expect(score?.nodes[2]).toMatchObject({ value: null, missing: 'no-source', filledBy: method });
    expect(score?.coverage).toBe(0.5);
    const { changes } = scoreLeaves(tree, units).columns[2]?.prepared ?? { changes: [] };
    expect(changes).toMatchObject([{ unit: 0, column: 'y', before: null }]);
  });

  it('an outlier is drawn in before min-max, and the point is on record', () => {
    const scheme = schemeOf(['x'], {}, {}, { treatment: {}, rule: { type: 'min-max' } });
    const units = [1, 2, 3, 4, 5, 6, 7, 100].map((x, k) => unit(`U${k}`, { x }));
    const tree = buildTree(scheme);
    expect(scoreUnits(tree, units).map(({ baseScore }) => baseScore)).toEqual([
      0,
      ...[1, 2, 3, 4, 5].map((k) => (k / 6) * 100),
      100,
      100,
    ]);
    expect(scoreLeaves(tree, units).columns[1]?.prepared.changes).toEqual([
      { unit: 7, column: 'x', before: 100, after: 7, how: 'winsorised-high' },
    ]);
  });

  it('screening leaves a unit out, and nobody is compared with it', () => {
    const screening = { availableShare: 0.6, keep: ['C'], drop: ['D'] };
    const scheme = schemeOf(['x', 'y', 'z'], { screening }, {}, { rule: { type: 'min-max' } });
    const scores = scoresOf(scheme, [
      unit('A', { x: 10, y: 10, z: 0 }),
      unit('B', { x: 90 }),
      unit('C', { x: 20 }),
      unit('D', { x: 99, y: 99, z: 99 }),
    ]);
    expect(scores.map(({ screened }) => screened)).toEqual([null, 'too-little-data', null, 'forced-out']);
    expect(scores.map(({ score }) => score)).toEqual([0, null, 100, null]);
  });
});

describe('what a review found', () => {
  const group = (aggregate: string, leaves: readonly object[], more: object = {}) => ({
    nodes: [
      { code: 'ROOT', weight: 1, aggregate, ...more },
      ...leaves.map((one, k) => ({
        code: 'abc'[k],
        parent: 'ROOT',
        weight: 1,
        indicator: 'abc'[k],
        direction: 'higher',
        rule: { type: 'goalposts', lower: 0, upper: 100 },
        ...one,
      })),
    ],
  });

  it('a weight of 0 takes nobody along, whatever is missing there', () => {
    const scheme = schemeOf(
      [],
      group('arithmetic', [{}, { weight: 0, reason: '不参与' }], { missing: { 'no-source': 'absent' } }),
    );
    expect(baseOf(scheme, [unit('A', { a: 80 })])).toEqual([80]);
  });

  it('a denominator that is absent hands on its own reason: overdue scores the worst', () => {
    const scheme = schemeOf([], group('arithmetic', [{ denominator: { indicator: 'pop' } }, {}]));
    const [score] = scoresOf(scheme, [unit('A', { a: 5, b: 60, pop: 'overdue' })]);
    expect(score?.nodes[1]).toMatchObject({ missing: 'overdue', score: 0 });
    expect([score?.baseScore, score?.coverage]).toEqual([30, 1]);
  });

  it('what is imputed because its denominator was absent is not covered', () => {
    const scheme = schemeOf(
      [],
      group('arithmetic', [{ denominator: { indicator: 'pop' }, impute: { method: 'mean' } }, {}]),
    );
    const [score] = scoresOf(scheme, [unit('A', { a: 30, b: 60 }), unit('B', { a: 40, b: 60, pop: 1 })]);
    expect(score?.nodes[1]).toMatchObject({ missing: 'no-source', filledBy: 'mean', score: 40 });
    expect([score?.coverage, score?.reportedShare]).toEqual([0.5, 0.5]);
  });

  it('a veto looks at what its rule looks at, and a made-up value vetoes nobody', () => {
    const veto = { rule: { type: 'veto-when', atLeast: 5, cap: 'fail' }, denominator: { indicator: 'pop' } };
    const scheme = schemeOf([], group('arithmetic', [{}, veto]));
    const vetoes = scoresOf(scheme, [unit('A', { a: 95, b: 100, pop: 100 }), unit('B', { a: 95, b: 4, pop: 0.5 })]);
    expect(vetoes.map((score) => score.vetoes)).toEqual([[], ['b']]);
    const imputed = schemeOf(
      [],
      group('arithmetic', [{}, { ...veto, denominator: undefined, impute: { method: 'mean' } }]),
    );
    expect(scoresOf(imputed, [unit('A', { a: 95 }), unit('B', { a: 95, b: 9 })])[0]?.vetoes).toEqual([]);
  });

  it('in an open scheme the worst is the worst there is, not 0, which is the average', () => {
    const scheme = schemeOf([], { range: 'open', ...group('arithmetic', [{ rule: { type: 'z-score' } }]) });
    const scores = baseOf(scheme, [unit('A', { a: 'overdue' }), unit('B', { a: 1 }), unit('C', { a: 3 })]);
    expect(scores[0]).toBe(scores[1]);
    expect(scores[1]).toBeLessThan(0);
  });

  it('scores of any size are printed, and a high exponent stays in the range of a double', () => {
    const scheme = schemeOf([], {
      range: 'open',
      ...group('arithmetic', [{ rule: { type: 'goalposts', lower: 0, upper: 100, clamp: false } }]),
    });
    expect(scoresOf(scheme, [unit('A', { a: 1e8 })])[0]?.printed).toBe('100000000.00');
    const power = schemeOf([], group('generalised', [{}, {}], { exponent: 50 }));
    expect(baseOf(power, [unit('A', { a: 80, b: 70 })])[0]).toBeCloseTo(78.9, 1);
  });
});

describe('beside the tree', () => {
  const adjustments = {
    bonusCap: 25,
    deductCap: 30,
    items: [
      { code: 'praised-province', kind: 'bonus', indicator: 'praise', each: 20, cap: 20 },
      { code: 'papers', kind: 'bonus', indicator: 'papers', each: 0.5 },
      { code: 'named', kind: 'deduct', indicator: 'named', each: 10 },
    ],
  };
  it('bonus and deduction by the piece, capped by item, by section and by the range', () => {
    const scheme = schemeOf(['x'], { adjustments });
    const scores = scoresOf(scheme, [
      unit('A', { x: 50, praise: 2, papers: 4 }),
      unit('B', { x: 50, praise: 1, papers: 30, named: 1 }),
      unit('C', { x: 10, named: 4 }),
      unit('D', { x: 100, praise: 1, papers: 20 }),
    ]);
    expect(scores.map(({ bonus, deduction, score }) => [bonus, deduction, score])).toEqual([
      // 20 + 2; 20 + 15 held at 25, less 10; four times 10 held at 30, and not below 0; 100 + 25.
      [22, 0, 72],
      [25, 10, 65],
      [0, 30, 0],
      [25, 0, 125],
    ]);
    expect(scores[0]?.items).toEqual([
      { code: 'praised-province', kind: 'bonus', count: 2, points: 20 },
      { code: 'papers', kind: 'bonus', count: 4, points: 2 },
    ]);
  });

  it('一票否优 caps the grade and, where the scheme says so, the score', () => {
    const veto = (more: object) => ({
      nodes: [
        { code: 'ROOT', weight: 1, aggregate: 'arithmetic' },
        {
          code: 'x',
          parent: 'ROOT',
          weight: 1,
          indicator: 'x',
          direction: 'higher',
          rule: { type: 'goalposts', lower: 0, upper: 100 },
        },
        {
          code: 'place',
          parent: 'ROOT',
          weight: 0,
          reason: '只作否决',
          indicator: 'place-from-bottom',
          direction: 'higher',
          rule: { type: 'veto-when', atMost: 3, cap: 'good', ...more },
        },
      ],
    });
    const units = [unit('A', { x: 95, 'place-from-bottom': 3 }), unit('B', { x: 95, 'place-from-bottom': 4 })];
    expect(scoresOf(schemeOf([], veto({})), units).map(({ grade, printed }) => [grade, printed])).toEqual([
      ['good', '95.00'],
      ['excellent', '95.00'],
    ]);
    expect(scoresOf(schemeOf([], veto({ scoreCap: 89.99 })), units).map(({ printed }) => printed)).toEqual([
      '89.99',
      '95.00',
    ]);
  });
});

describe('from scores to ranks', () => {
  const values = [95, 92.005, 92.0049, 85, 70];
  const units = values.map((x, k) => unit(`U${k}`, { x }));
  const rankedBy = (more: object) => {
    const scheme = schemeOf(['x'], more);
    return rankInClass(scheme, scoresOf(scheme, units), () => ({ class: '', ranked: true }));
  };
  const rounding = { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' };

  it.each([
    ['half-up', '92.01'],
    ['half-even', '92.00'],
    ['down', '92.00'],
  ])('rounding %s prints 92.005 as %s', (mode, printed) => {
    expect(rankedBy({ rounding: { ...rounding, mode } })[1]?.printed).toBe(printed);
  });

  it.each([
    ['competition', [1, 2, 2, 4, 5]],
    ['dense', [1, 2, 2, 3, 4]],
    ['worst', [1, 3, 3, 4, 5]],
  ])('ties %s', (ties, ranks) => {
    // Down, so that the second and the third print the same.
    expect(rankedBy({ rounding: { ...rounding, mode: 'down', ties } }).map(({ rank }) => rank)).toEqual(ranks);
  });

  it('on unrounded scores the same two do not tie', () => {
    const ranks = rankedBy({ rounding: { ...rounding, mode: 'down', rankOn: 'unrounded' } }).map(({ rank }) => rank);
    expect(ranks).toEqual([1, 2, 3, 4, 5]);
  });

  it('强制分布: two in five may be excellent, the third is good', () => {
    const grades = rankedBy({ gradeQuotas: [{ grade: 'excellent', share: 0.4 }] }).map(({ grade }) => grade);
    expect(grades).toEqual(['excellent', 'excellent', 'good', 'good', 'pass']);
  });

  it('five colours by rank are fifths of the class', () => {
    const colours = ['blue', 'green', 'yellow', 'orange', 'red'].map((code, k) => ({
      code,
      zh: code,
      atLeast: 90 - k,
    }));
    expect(rankedBy({ colours, coloursBy: 'rank' }).map(({ colour }) => colour)).toEqual([
      'blue',
      'green',
      'yellow',
      'orange',
      'red',
    ]);
  });
});

describe('a group scored as it is written', () => {
  it('sum: what the items earn of the points the group is headed with, though they do not add up to it', () => {
    // 石城县 2018, item 18: 3 points, sub-rules worth 1 and 1.
    const scheme = schemeOf(['ledger', 'dredgers'], {
      total: 3,
      nodes: [
        { code: 'R18', weight: 3, aggregate: 'sum' },
        ...['ledger', 'dredgers'].map((code) => ({
          code,
          parent: 'R18',
          weight: 1,
          indicator: code,
          direction: 'higher',
          rule: { type: 'imported', outOf: 1 },
        })),
      ],
    });
    const scores = scoresOf(scheme, [unit('A', { ledger: 1, dredgers: 1 }), unit('B', { ledger: 1, dredgers: 0 })]);
    // 2 of 3 and 1 of 3 points.
    expect(scores.map(({ baseScore }) => baseScore)).toEqual([
      expect.closeTo(200 / 3, 10),
      expect.closeTo(100 / 3, 10),
    ]);
    const brought = scores[0]?.nodes.slice(1).map(({ contribution }) => contribution);
    expect(brought).toEqual([expect.closeTo(100 / 3, 10), expect.closeTo(100 / 3, 10)]);
  });
});
