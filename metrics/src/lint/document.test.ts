import { describe, expect, it } from 'vitest';
import example from '../../fixtures/worked-example.json' with { type: 'json' };
import { AT, cleanScheme, spoil, spoilRule } from '../../testing/clean-scheme.fixture.ts';
import { applyChange, type Finding } from './finding/finding.ts';
import { lintScheme, type FindingCode } from './lint-scheme.ts';

const at = (node: keyof typeof AT, inside = ''): string => `/nodes/${AT[node]}${inside}`;
const only = (findings: readonly Finding[], code: FindingCode) => findings.filter((one) => one.code === code);

/** The clean scheme without a total, whose weights are then relative. */
function relative(weights: Partial<Record<keyof typeof AT, number>>) {
  const { total, ...scheme } = cleanScheme();
  void total;
  scheme.nodes.forEach((node) => Object.assign(node, { weight: weights[node.code as keyof typeof AT] ?? node.weight }));
  return scheme;
}
const withHead = (change: object) => ({ ...cleanScheme(), ...change });
const withAdjustments = (change: object) => withHead({ adjustments: { ...cleanScheme().adjustments, ...change } });
const grades = (...bounds: number[]) => ({
  grades: bounds.map((atLeast, k) => ({
    code: ['good', 'pass', 'fail'][k],
    zh: ['良好', '合格', '不合格'][k],
    atLeast,
  })),
});
const veto = (cap: string, more: object = {}) => spoilRule('A2', { type: 'veto-when-positive', cap, ...more });

it.each([
  ['the clean scheme', cleanScheme()],
  ['the worked example', example.scheme],
])('%s: nothing is found', (_name, scheme) => {
  expect(lintScheme(scheme)).toEqual([]);
});

type Case = readonly [
  code: FindingCode,
  what: string,
  scheme: object,
  node: string | null,
  path: string,
  data: Record<string, number | string>,
];

const CASES: readonly Case[] = [
  ['group-sum', 'parts of 99 points', spoil('B', { weight: 19 }), 'ROOT', at('ROOT'), { own: 100, sum: 99, gap: -1 }],
  [
    'root-total',
    'a whole of 90 of 100',
    spoil('ROOT', { weight: 90 }),
    'ROOT',
    at('ROOT', '/weight'),
    { own: 90, total: 100 },
  ],
  [
    'root-total',
    'a total nobody else says',
    withHead({ total: 120 }),
    'ROOT',
    at('ROOT', '/weight'),
    { own: 100, total: 120 },
  ],
  ['nearly-total', 'weights of 97.5', relative({ B: 17.5 }), 'ROOT', at('ROOT'), { sum: 97.5, goal: 100 }],
  ['items-sum', 'sub-rules of 50 points', spoil('A1', { weight: 30 }), 'A', at('A'), { own: 60, sum: 50, gap: -10 }],
  ['items-sum', 'sub-rules of 70 points', spoil('A1', { weight: 50 }), 'A', at('A'), { own: 60, sum: 70, gap: 10 }],
  ['group-weightless', 'all parts at 0', relative({ A1: 0, A2: 0 }), 'A', at('A'), { own: 60 }],
  [
    'checklist-sum',
    'entries of 15 points',
    spoilRule('C', { type: 'checklist', items: [{ text: '建立台帐', points: 15 }] }),
    'C',
    at('C', '/rule/items'),
    { own: 20, sum: 15, gap: -5 },
  ],
  [
    'rule-points',
    'a deduction from 10',
    spoilRule('A2', { type: 'deduct', each: 5, from: 10 }),
    'A2',
    at('A2', '/rule/from'),
    { own: 20, full: 10 },
  ],
  [
    'rule-points',
    'awards up to 10',
    spoilRule('C', { type: 'award', each: 2, full: 10 }),
    'C',
    at('C', '/rule/full'),
    { own: 20, full: 10 },
  ],
  [
    'rule-points',
    'a threshold worth 1',
    spoilRule('C', { type: 'threshold-step', full: 1, threshold: 80, per: 1, deduct: 0.1 }),
    'C',
    at('C', '/rule/full'),
    { own: 20, full: 1 },
  ],
  [
    'rule-points',
    'ranks from 60 down',
    spoilRule('C', { type: 'rank-points', points: [60, 57, 54] }),
    'C',
    at('C', '/rule/points'),
    { own: 20, full: 60 },
  ],
  [
    'rule-points',
    'a ladder to 5',
    spoilRule('C', { type: 'rank-ladder', last: 1, step: 1, upward: 'more', full: 5 }),
    'C',
    at('C', '/rule/full'),
    { own: 20, full: 5 },
  ],
  ['unreachable-points', 'a line that ends at 90', spoilRule('A1', { type: 'piecewise', points: [[0, 0], [100, 90]] }), 'A1', at('A1', '/rule'), { own: 40, reachable: 36, lost: 4 }], // prettier-ignore
  [
    'unreachable-points',
    'a best band of 80',
    spoilRule('B', { type: 'bands', bands: [[60, 80]] }),
    'B',
    at('B', '/rule'),
    { own: 20, reachable: 16, lost: 4 },
  ],
  [
    'unreachable-points',
    'a first rank of 18 of 20',
    spoilRule('C', { type: 'rank-points', points: [18, 17], full: 20 }),
    'C',
    at('C', '/rule'),
    { own: 20, reachable: 18, lost: 2 },
  ],
  [
    'unreachable-points',
    'a range of its own',
    spoilRule('C', { type: 'goalposts', lower: 0, upper: 5, range: [0, 50] }),
    'C',
    at('C', '/rule'),
    { own: 20, reachable: 10, lost: 10 },
  ],
  [
    'constant-rule',
    'nothing is taken off',
    spoilRule('C', { type: 'threshold-step', full: 20, threshold: 80, per: 1, deduct: 0 }),
    'C',
    at('C', '/rule'),
    { score: 100, own: 20 },
  ],
  [
    'tiers-out-of-order',
    'grades',
    withHead(grades(60, 80, 0)),
    null,
    '/grades/1/atLeast',
    { where: 'grades', bound: 80, above: 60 },
  ],
  [
    'tiers-out-of-order',
    'two grades from one bound',
    withHead(grades(80, 80, 0)),
    null,
    '/grades/1/atLeast',
    { where: 'grades', bound: 80, above: 80 },
  ],
  ['tiers-out-of-order', 'bands', spoilRule('B', { type: 'bands', bands: [[80, 80], [90, 100], [60, 60]], otherwise: 30 }), 'B', at('B', '/rule/bands/1'), { where: 'B', bound: 90, above: 80 }], // prettier-ignore
  ['tiers-same-score', 'two bands of 80', spoilRule('B', { type: 'bands', bands: [[95, 100], [90, 80], [80, 80]], otherwise: 40 }), 'B', at('B', '/rule/bands/1'), { bound: 90, score: 80 }], // prettier-ignore
  ['tiers-same-score', 'a band like what lies beyond', spoilRule('B', { type: 'bands', bands: [[90, 100], [60, 50]], otherwise: 50 }), 'B', at('B', '/rule/bands/1'), { bound: 60, score: 50 }], // prettier-ignore
  ['tiers-cliff', 'from 100 to 40', spoilRule('B', { type: 'bands', bands: [[90, 100], [60, 40]], otherwise: 0 }), 'B', at('B', '/rule/bands/0'), { bound: 90, above: 100, below: 40 }], // prettier-ignore
  [
    'ladder-bottom',
    'no grade below 60',
    withHead(grades(80, 60)),
    null,
    '/grades/1/atLeast',
    { ladder: 'grades', bound: 60, lowest: 0 },
  ],
  [
    'ladder-bottom',
    'no colour below 60',
    withHead({ colours: [{ code: 'green', zh: '绿', atLeast: 60 }] }),
    null,
    '/colours/0/atLeast',
    { ladder: 'colours', bound: 60, lowest: 0 },
  ],
  [
    'step-never-held',
    'a grade above all',
    withHead(grades(110, 60, 0)),
    null,
    '/grades/0/atLeast',
    { ladder: 'grades', step: '良好', bound: 110, lowest: 0, highest: 105 },
  ],
  [
    'step-never-held',
    'a grade below all',
    withHead(grades(80, 0, -5)),
    null,
    '/grades/2/atLeast',
    { ladder: 'grades', step: '不合格', bound: -5, lowest: 0, highest: 105 },
  ],
  ['flat-stretch', 'nothing between 50 and 70', spoilRule('A1', { type: 'piecewise', points: [[0, 0], [50, 60], [70, 60], [100, 100]] }), 'A1', at('A1', '/rule/points/2'), { from: 50, to: 70, score: 60 }], // prettier-ignore
  ['flat-stretch', 'a point too many at the end', spoilRule('A1', { type: 'piecewise', points: [[0, 0], [90, 100], [100, 100]] }), 'A1', at('A1', '/rule/points/2'), { from: 90, to: 100, score: 100 }], // prettier-ignore
  ['not-monotone', 'up and down', spoilRule('A1', { type: 'piecewise', points: [[0, 0], [50, 100], [100, 60]] }), 'A1', at('A1', '/rule'), { value: 50, first: 'rises', second: 'falls', direction: 'higher' }], // prettier-ignore
  ['not-monotone', 'a band above a better one', spoilRule('B', { type: 'bands', bands: [[90, 80], [80, 100], [60, 60]] }), 'B', at('B', '/rule'), { value: 80, first: 'rises', second: 'falls', direction: 'higher' }], // prettier-ignore
  [
    'wrong-way',
    'a line that rises',
    spoil('A1', { direction: 'lower' }),
    'A1',
    at('A1', '/rule'),
    { direction: 'lower' },
  ],
  [
    'wrong-way',
    'bands of the other direction',
    spoil('B', { direction: 'lower' }),
    'B',
    at('B', '/rule'),
    { direction: 'lower' },
  ],
  [
    'wrong-way',
    'a cliff',
    spoilRule('C', { type: 'cliff', zero: 100, full: 95 }),
    'C',
    at('C', '/rule'),
    { direction: 'higher' },
  ],
  [
    'wrong-way',
    'efficacy',
    spoilRule('C', { type: 'efficacy', unacceptable: 9, satisfactory: 5 }),
    'C',
    at('C', '/rule'),
    { direction: 'higher' },
  ],
  [
    'direction-ignored',
    'incidents: higher is better',
    spoil('A2', { direction: 'higher' }),
    'A2',
    at('A2', '/direction'),
    { direction: 'higher' },
  ],
  [
    'direction-ignored',
    'a list: lower is better',
    spoil('C', { direction: 'lower' }),
    'C',
    at('C', '/direction'),
    { direction: 'lower' },
  ],
  [
    'direction-ignored',
    'a veto from 3 on: higher is better',
    spoilRule('A2', { type: 'veto-when', atLeast: 3, cap: 'fail' }, { direction: 'higher' }),
    'A2',
    at('A2', '/direction'),
    { direction: 'higher' },
  ],
  [
    'goalposts-swapped',
    '100 to 0',
    spoilRule('C', { type: 'goalposts', lower: 100, upper: 0 }),
    'C',
    at('C', '/rule/lower'),
    { lower: 100, upper: 0 },
  ],
  [
    'last-gains-most',
    '2, 1.9, 1.8 from the last up',
    spoilRule('C', { type: 'rank-ladder', last: 20, step: 0.1 }),
    'C',
    at('C', '/rule'),
    { last: 20, step: 0.1 },
  ],
  [
    'heading-mismatch',
    'headed 7, moves 20',
    withAdjustments({
      headed: 7,
      bonusCap: 20,
      deductCap: 20,
      items: [
        { code: 'P1', kind: 'bonus', indicator: 'p1', each: 20, cap: 20 },
        { code: 'P2', kind: 'bonus', indicator: 'p2', each: 10, cap: 10 },
        { code: 'D1', kind: 'deduct', indicator: 'd1', each: 20 },
      ],
    }),
    null,
    '/adjustments/headed',
    { headed: 7, bonusOnce: 20, bonusMost: 20, deductOnce: 20, deductMost: 20 },
  ],
  [
    'heading-mismatch',
    'rulings alone',
    withHead({ adjustments: { headed: 7, bonusCap: 5, deductCap: 10 } }),
    null,
    '/adjustments/headed',
    { headed: 7, bonusOnce: 5, bonusMost: 5, deductOnce: 10, deductMost: 10 },
  ],
  [
    'cap-below-item',
    'an item above its section',
    withAdjustments({
      headed: 2,
      bonusCap: 2,
      deductCap: 2,
      items: [{ code: 'PRAISE', kind: 'bonus', indicator: 'praise', each: 3, cap: 5 }],
    }),
    null,
    '/adjustments/items/0',
    { other: 'PRAISE', kind: 'bonus', each: 3, cap: 2 },
  ],
  ['weight-zero-unreasoned', 'no reason', relative({ C: 0 }), 'C', at('C', '/weight'), {}],
  [
    'weight-negligible',
    '0.4 of 100',
    relative({ B: 39.6, C: 0.4 }),
    'C',
    at('C', '/weight'),
    { share: 0.4, limit: 0.5 },
  ],
  ['grade-unknown', 'of a veto', veto('worst'), 'A2', at('A2', '/rule/cap'), { grade: 'worst' }],
  [
    'grade-unknown',
    'of a quota',
    withHead({ gradeQuotas: [{ grade: 'best', share: 0.3 }] }),
    null,
    '/gradeQuotas/0/grade',
    { grade: 'best' },
  ],
  ['veto-without-effect', 'capped at the best', veto('good'), 'A2', at('A2', '/rule/cap'), { grade: '良好' }],
  [
    'indicator-twice',
    'two leaves',
    spoil('C', { indicator: 'a1' }),
    'C',
    at('C', '/indicator'),
    { other: 'A1', indicator: 'a1' },
  ],
];

describe.each(CASES)('%s: %s', (code, _what, scheme, node, path, data) => {
  const findings = lintScheme(scheme);

  it('is found, with its numbers', () => {
    expect(only(findings, code)).toMatchObject([{ node, path, data }]);
  });

  it('a certain mend removes it, and adds nothing', () => {
    for (const { change, ...finding } of only(findings, code)) {
      if (change === undefined) continue;
      const after = lintScheme(applyChange(scheme, change));
      expect(after.filter((one) => one.code === code && one.node === finding.node)).toEqual([]);
      expect(after.length).toBeLessThan(findings.length);
    }
  });
});

describe('what is not found', () => {
  it.each([
    [
      'a weight of 0 that has a reason',
      { ...relative({ C: 0 }) },
      (s: ReturnType<typeof cleanScheme>) => Object.assign(s.nodes[AT.C] ?? {}, { reason: '今年不考核' }),
    ],
    ['a veto that caps the score', veto('good', { scoreCap: 60 }), () => null],
    ['a heading that is bonus and deduction together', withAdjustments({ headed: 10 }), () => null],
    [
      'a heading without deductions',
      withAdjustments({ deductCap: 0, items: [{ code: 'P', kind: 'bonus', indicator: 'p', each: 5, cap: 5 }] }),
      () => null,
    ],
    ['a grade that only a veto gives', Object.assign(veto('fail'), grades(80, 0, -5)), () => null],
    [
      'a list that is counted, not added',
      spoilRule('C', { type: 'checklist', counted: 'items', items: [{ text: '台帐', points: 1 }] }),
      () => null,
    ],
    [
      'colours by rank, whatever their bounds',
      withHead({ coloursBy: 'rank', colours: [{ code: 'blue', zh: '蓝', atLeast: 90 }] }),
      () => null,
    ],
  ])('%s', (_what, scheme, finish) => {
    finish(scheme as ReturnType<typeof cleanScheme>);
    expect(lintScheme(scheme)).toEqual([]);
  });
});

describe('what parseScheme refuses', () => {
  it('is told once: as a finding of its own where there is one, else in the words of the refusal', () => {
    const broken = spoil('B', { parent: 'NOWHERE', weight: 19 });
    expect(lintScheme(broken).map(({ code, path }) => [code, path])).toEqual([
      ['group-sum', '/nodes/0'],
      ['refused', '/nodes/4/parent'],
    ]);
    expect(lintScheme(spoil('B', { weight: 19 })).map(({ code }) => code)).toEqual(['group-sum']);
  });

  it.each([[null], [[]], ['text'], [{}], [{ ...cleanScheme(), nodes: [{}, {}] }]])(
    '%j has not the shape of a scheme',
    (input) => {
      const findings = lintScheme(input);
      expect(findings.length).toBeGreaterThan(0);
      expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['unreadable']));
    },
  );
});

it('errors come first, then warnings, then notes', () => {
  const scheme = spoil('C', { weight: 0, indicator: 'a1' });
  Object.assign(scheme, {
    nodes: (scheme.nodes as object[]).map((node, k) => (k === AT.A1 ? { ...node, indicator: 'b' } : node)),
  });
  expect(lintScheme(scheme).map(({ severity }) => severity)).toEqual(['error', 'warning', 'note']);
});
