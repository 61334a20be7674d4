import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreLeaves } from '../engine/leaf-sheet.ts';
import { leafCases } from '../../testing/leaf-cases.fixture.ts';
import { rankInClass } from '../engine/rank.ts';
import { scoreSheet } from '../engine/score.ts';
import type { UnitInput } from '../engine/table.ts';
import { calculate } from '../language/calculator.ts';
import type { Adjustment, SchemeDocument, SchemeLeaf } from '../scheme/document.ts';
import { buildTree } from '../scheme/tree.ts';
import { derive, type DerivationStep } from './derivation.ts';

const leafOf = (code: string, more: Partial<SchemeLeaf> = {}): SchemeLeaf => ({
  code,
  parent: 'ROOT',
  weight: 1,
  indicator: code,
  direction: 'higher',
  rule: { type: 'min-max' },
  ...more,
});

const schemeOf = (leaves: readonly SchemeLeaf[], more: Partial<SchemeDocument> = {}): SchemeDocument => ({
  code: 'PARTS',
  name: { zh: '部分', en: 'Parts' },
  unitKind: 'unit',
  coverageThreshold: 0,
  rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
  grades: [
    { code: 'pass', zh: '合格', atLeast: 60 },
    { code: 'fail', zh: '不合格', atLeast: 0 },
  ],
  adjustments: { bonusCap: 3, deductCap: 10 },
  nodes: [{ code: 'ROOT', weight: 1, aggregate: 'arithmetic' }, ...leaves],
  ...more,
});

type Cells = Readonly<Record<string, number | null>>;

const inputOf = (unit: string, cells: Cells, adjustments: readonly Adjustment[] = [], group = ''): UnitInput => ({
  unit,
  class: group,
  adjustments,
  values: new Map(
    Object.entries(cells).map(([code, value]) => [
      code,
      { value, missing: value === null ? ('no-source' as const) : null, numerator: null, denominator: null },
    ]),
  ),
});

/** The derivation of one unit, every line of it checked with the calculator. */
function linesOf(document: SchemeDocument, inputs: readonly UnitInput[], unit: string): readonly DerivationStep[] {
  const tree = buildTree(document);
  const sheet = scoreLeaves(tree, inputs);
  const score = scoreSheet(tree, sheet).find((one) => one.unit === unit);
  if (score === undefined) throw new Error(`${unit} was not scored`);
  const { steps } = derive(tree, sheet, score);
  expectCalculable(steps);
  return steps;
}

function expectCalculable(steps: readonly DerivationStep[]): void {
  for (const { expression, result } of steps) {
    if (expression === null || result === null) continue;
    expect(Math.abs(calculate(expression) - result)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(result)));
  }
}

const expressionOf = (steps: readonly DerivationStep[], kind: DerivationStep['kind']): string | null | undefined =>
  steps.find((step) => step.kind === kind)?.expression;

describe('the total of a derivation', () => {
  const goalposts: SchemeLeaf['rule'] = { type: 'goalposts', lower: 0, upper: 100 };
  const x = leafOf('x', { rule: goalposts });
  const ruling = (kind: 'bonus' | 'deduct', code: string, points: string): Adjustment => ({
    kind,
    code,
    points,
    evidence: 'file',
  });

  it('has a line for each ruling, and one where a section’s cap binds', () => {
    const rulings = [ruling('bonus', 'B-1', '2.50'), ruling('bonus', 'B-2', '1'), ruling('deduct', 'D-1', '0.50')];
    const lines = linesOf(schemeOf([x]), [inputOf('u', { x: 80 }, rulings)], 'u').map(
      ({ node, kind, expression, result }) => `${node} ${kind} ${expression} = ${result}`,
    );
    expect(lines.slice(-7)).toEqual([
      'B-1 bonus 2.5 = 2.5',
      'B-2 bonus 1 = 1',
      'D-1 deduct 0.5 = 0.5',
      'ROOT bonus min(3, 2.5 + 1) = 3',
      'ROOT total min(103, max(0, 80 + 3 − 0.5)) = 82.5',
      'ROOT round 82.50 = 82.5',
      'ROOT grade null = null',
    ]);
  });

  it('prints the cap of a veto, not the score, as the cap', () => {
    const uncapped: Adjustment = { kind: 'veto', code: 'V', cap: 'fail', evidence: 'file' };
    const veto: Adjustment = { ...uncapped, scoreCap: 59.99 };
    const total = (value: number) =>
      expressionOf(linesOf(schemeOf([x]), [inputOf('u', { x: value }, [veto])], 'u'), 'total');
    expect(total(80)).toBe('min(59.99, min(103, max(0, 80 + 0 − 0)))');
    expect(total(40)).toBe('min(59.99, min(103, max(0, 40 + 0 − 0)))');
    expect(expressionOf(linesOf(schemeOf([x]), [inputOf('u', { x: 80 }, [uncapped])], 'u'), 'total')).toBe(
      'min(103, max(0, 80 + 0 − 0))',
    );
  });

  it('takes the cap of a leaf only where its veto applies', () => {
    const rule: SchemeLeaf['rule'] = { type: 'veto-when-positive', cap: 'fail', scoreCap: 50 };
    const document = schemeOf([x, leafOf('deaths', { weight: 0, reason: '只作否决', direction: 'lower', rule })]);
    const total = (deaths: number) => expressionOf(linesOf(document, [inputOf('u', { x: 80, deaths })], 'u'), 'total');
    expect(total(1)).toBe('min(50, min(103, max(0, 80 + 0 − 0)))');
    expect(total(0)).toBe('min(103, max(0, 80 + 0 − 0))');
  });
});

describe('the preparation in a derivation', () => {
  const column = (values: readonly (number | null)[], groups = '') =>
    values.map((x, k) => inputOf(`u${k}`, { x }, [], groups[k] ?? ''));
  const imputed = (method: NonNullable<SchemeLeaf['impute']>['method']) =>
    schemeOf([leafOf('x', { impute: { method } })]);

  it.each([
    ['mean', '(1 + 2 + 9 + 4) ÷ 4'],
    ['median', '(2 + 4) ÷ 2'],
    ['class-mean', '(2 + 4) ÷ 2'],
    ['class-median', '(2 + 4) ÷ 2'],
  ] as const)('imputes by %s', (method, expected) => {
    expect(expressionOf(linesOf(imputed(method), column([1, 2, 9, 4, null], 'ababb'), 'u4'), 'impute')).toBe(expected);
  });

  it('writes no more than twelve values out', () => {
    const values = [...Array.from({ length: 13 }, (_, k) => k), null];
    const step = linesOf(imputed('mean'), column(values), 'u13').find(({ kind }) => kind === 'impute');
    expect(step).toMatchObject({ formula: 'mean of the 13 values of the column', expression: '6', result: 6 });
  });

  it('imputes from a unit’s siblings, each on its own scale', () => {
    const document = schemeOf([
      leafOf('x', { impute: { method: 'siblings-mean' } }),
      leafOf('y'),
      leafOf('z', { direction: 'lower' }),
    ]);
    const inputs = [
      inputOf('a', { x: 10, y: 0, z: 5 }),
      inputOf('b', { x: 30, y: 8, z: 1 }),
      inputOf('c', { x: null, y: 2, z: 2 }),
    ];
    expect(expressionOf(linesOf(document, inputs, 'c'), 'impute')).toBe(
      '10 + (((2 − 0) ÷ (8 − 0) + (5 − 2) ÷ (5 − 1)) ÷ 2) × (30 − 10)',
    );
  });

  it('takes the logarithm of the reference with the extremes before treatment', () => {
    const document = schemeOf([leafOf('x', { treatment: { method: 'log' } })]);
    const values = [1, 2, 2, 3, 3, 3, 4, 4, 5, 1000];
    expect(expressionOf(linesOf(document, column(values), 'u1'), 'treat')).toBe('ln(2 − 1 + 0.01 × (1000 − 1))');
  });

  it('sets what has no logarithm beside the lowest that has one', () => {
    const lines = linesOf(schemeOf([leafOf('x', { transform: 'log' })]), column([0, 2, 8]), 'u0');
    expect(lines.filter(({ kind }) => kind === 'log').map(({ expression }) => expression)).toEqual(['ln(2)']);
  });

  it('draws an outlier in', () => {
    const document = schemeOf([leafOf('x', { treatment: { method: 'winsorise' } })]);
    const step = linesOf(document, column([1, 2, 2, 3, 3, 3, 4, 4, 5, 1000]), 'u9').find(
      ({ kind }) => kind === 'treat',
    );
    expect(step).toMatchObject({ formula: 'drawn in to the next value', expression: '5', result: 5 });
  });

  it('a class mean in place of a score is the mean of the class’s own scores', () => {
    const document = schemeOf([leafOf('x', { rule: { type: 'goalposts', lower: 0, upper: 100 } })]);
    const [root, ...leaves] = document.nodes;
    const filled = { ...document, nodes: [{ ...root, missing: { 'no-source': 'class-mean' } }, ...leaves] };
    const lines = linesOf(filled as SchemeDocument, column([20, 50, null]), 'u2');
    expect(expressionOf(lines, 'fill')).toBe('(20 + 50) ÷ 2');
  });
});

describe('a derivation of any scheme', () => {
  const points = fc.integer({ min: 0, max: 900 }).map((hundredths) => (hundredths / 100).toFixed(2));
  const given = fc.record({
    kind: fc.constantFrom('bonus' as const, 'deduct' as const),
    code: fc.constantFrom('R1', 'R2', 'R3'),
    points,
    evidence: fc.constant('file'),
  });
  const veto = fc.record(
    {
      kind: fc.constant('veto' as const),
      code: fc.constantFrom('V1', 'V2'),
      cap: fc.constant('fail'),
      scoreCap: fc.integer({ min: 0, max: 99 }),
      evidence: fc.constant('file'),
    },
    { requiredKeys: ['kind', 'code', 'cap', 'evidence'] },
  );
  const rulings: fc.Arbitrary<Adjustment[]> = fc.array(fc.oneof({ weight: 3, arbitrary: given }, veto), {
    maxLength: 5,
  });

  it('can be checked with rulings, vetoes and caps of their scores, and accounts for every point', () => {
    fc.assert(
      fc.property(
        leafCases(6),
        fc.array(rulings, { minLength: 6, maxLength: 6 }),
        fc.boolean(),
        (one, all, hasLeaf) => {
          const rule: SchemeLeaf['rule'] = { type: 'veto-when', atLeast: 2, cap: 'fail', scoreCap: 33.3 };
          const extra = leafOf('veto', { weight: 0, reason: 'veto', indicator: 'blamed', direction: 'lower', rule });
          const document = { ...one.document, nodes: [...one.document.nodes, ...(hasLeaf ? [extra] : [])] };
          const inputs = one.inputs.map((input, k) => ({ ...input, adjustments: all[k] ?? [] }));
          const tree = buildTree(document);
          const sheet = scoreLeaves(tree, inputs);
          for (const score of rankInClass(document, scoreSheet(tree, sheet), () => ({ class: '', ranked: true }))) {
            const { steps } = derive(tree, sheet, score);
            expectCalculable(steps);
            if (score.score === null) continue;
            for (const [kind, total] of [
              ['bonus', score.bonus],
              ['deduct', score.deduction],
            ] as const) {
              const lines = steps.filter((step) => step.kind === kind);
              const cap = lines.find(({ by }) => by === 'bonusCap' || by === 'deductCap');
              expect(cap?.result ?? lines.reduce((sum, { result }) => sum + (result ?? 0), 0)).toBeCloseTo(total, 9);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
