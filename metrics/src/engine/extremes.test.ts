import { describe, expect, it } from 'vitest';
import { meanOf } from '../aggregate/mean.ts';
import { derive } from '../explain/derivation.ts';
import { printContributions } from '../explain/contributions.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { parseScheme } from '../scheme/parse.ts';
import { buildTree } from '../scheme/tree.ts';
import { createKernel } from './kernel/kernel.ts';
import { rankInClass } from './rank.ts';
import { scoreLeaves } from './leaf-sheet.ts';
import { scoreSheet } from './score.ts';
import type { UnitInput } from './table.ts';

// Figures as large and as small as a document may hold: an answer or a fault of the document, never an exception.
type Json = Record<string, unknown>;

const documentOf = (root: Json, leaves: readonly Json[], head: Json = {}) => ({
  code: 'EXTREME',
  name: { zh: 'EXTREME', en: 'EXTREME' },
  range: 'open',
  nodes: [
    { code: 'ROOT', weight: 1, aggregate: 'arithmetic', ...root },
    ...leaves.map((leaf, k) => ({
      code: `L${k}`,
      parent: 'ROOT',
      weight: 1,
      indicator: `x${k}`,
      direction: 'higher',
      ...leaf,
    })),
  ],
  ...head,
});

const schemeOf = (document: Json): SchemeDocument => {
  const parsed = parseScheme(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.scheme;
};

const faultsOf = (document: Json): string[] => {
  const parsed = parseScheme(document);
  return parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path} ${message}`);
};

const unitsOf = (...rows: readonly (readonly number[])[]): UnitInput[] =>
  rows.map((row, u) => ({
    unit: `U${u}`,
    values: new Map(
      row.map((value, k) => [`x${k}`, { value, missing: null, numerator: null, denominator: null }] as const),
    ),
  }));

const beyond = { type: 'goalposts', lower: 0, upper: 1e-9, clamp: false };

describe('scores beyond all measure', () => {
  it('are scored, ranked, printed and derived', () => {
    const scheme = schemeOf(
      documentOf({}, [
        { rule: beyond },
        { rule: { type: 'z-score' } },
        { rule: { type: 'award', each: 1e15, full: 1e15 } },
      ]),
    );
    const tree = buildTree(scheme);
    const sheet = scoreLeaves(tree, unitsOf([1e15, -1e15, 1e15], [-1e15, 1e15, 1e-9], [1, 1, 1]));
    const scores = scoreSheet(tree, sheet);
    const ranked = rankInClass(scheme, scores, () => ({ class: '', ranked: true }));
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 3, 2]);
    for (const score of ranked) {
      expect(score.printed).toMatch(/^-?\d+\.\d\d$/);
      expect(printContributions(score, ['L0', 'L1', 'L2'], scheme.rounding).parts).toHaveLength(3);
      expect(derive(tree, sheet, score).steps.length).toBeGreaterThan(3);
    }
  });

  it('under weights as far apart as there are', () => {
    const leaves = [
      { rule: beyond, weight: 1e15 },
      { rule: beyond, weight: 1e-9 },
      { rule: beyond, weight: 0 },
    ];
    for (const aggregate of ['arithmetic', 'sum', 'minimum']) {
      const head = aggregate === 'sum' ? { range: [0, 100] } : {};
      const rules =
        aggregate === 'sum' ? leaves.map((leaf) => ({ ...leaf, rule: { ...beyond, clamp: true } })) : leaves;
      const tree = buildTree(schemeOf(documentOf({ aggregate, weight: 1e-9 }, rules, head)));
      const [score] = scoreSheet(tree, scoreLeaves(tree, unitsOf([1e15, 1e15, 1e15])));
      expect(Number.isFinite(score?.score), aggregate).toBe(true);
    }
  });

  it('a figure larger or a divisor smaller than that is a fault of the document', () => {
    expect(faultsOf(documentOf({}, [{ rule: { type: 'goalposts', lower: 0, upper: 1e299 } }]))).toEqual([
      expect.stringContaining('/nodes/1/rule/upper'),
    ]);
    expect(faultsOf(documentOf({}, [{ rule: { type: 'imported', outOf: 1e-300 } }]))).toEqual([
      expect.stringContaining('/nodes/1/rule/outOf'),
    ]);
    expect(faultsOf(documentOf({}, [{ rule: beyond, weight: 1e307 }]))).toEqual([
      expect.stringContaining('/nodes/1/weight'),
    ]);
    expect(faultsOf(documentOf({}, [{ rule: beyond, weight: 1e-300 }]))).toEqual([
      expect.stringContaining('/nodes/1/weight 1e-300 is next to nothing'),
    ]);
  });
});

describe('means through a function', () => {
  const mean = (aggregate: 'geometric' | 'harmonic' | 'generalised', exponent: number, scores: readonly number[]) => {
    const one = meanOf({ code: 'B', weight: 1, aggregate, exponent }, 1, scores.length);
    for (const score of scores) one.add(Float64Array.of(score), 1);
    return one.finish()[0]!;
  };

  // Exact: (Σ x^p ÷ n)^(1/p) with rationals; here the largest child carries all but 2^(1/50) of it.
  it.each([
    [50, [1e7, 1], 1e7 * 2 ** (-1 / 50)],
    [50, [1e7, 1e7], 1e7],
    [-50, [1e15, 1e-9], 1e-9 * 2 ** (1 / 50)],
    [2, [3e14, 4e14], Math.sqrt(12.5) * 1e14],
    [50, [0, 1e15], 1e15 * 2 ** (-1 / 50)],
  ])('exponent %s over %j is %s', (exponent, scores, right) => {
    expect(mean('generalised', exponent, scores) / right).toBeCloseTo(1, 12);
  });

  it('a mean of equal children is that child, to the bit', () => {
    for (let k = 1; k <= 3000; k += 1) {
      const score = k / 30;
      for (const [aggregate, exponent] of [
        ['geometric', 1],
        ['harmonic', 1],
        ['generalised', 3],
        ['generalised', -7],
        ['generalised', 50],
      ] as const)
        expect(mean(aggregate, exponent, [score, score, score])).toBe(score);
    }
  });

  it('and the kernel has the same', () => {
    for (const [aggregate, exponent] of [
      ['geometric', undefined],
      ['harmonic', undefined],
      ['generalised', 50],
      ['generalised', -50],
    ] as const) {
      const rule = { type: 'goalposts', lower: 0, upper: 1e7, range: [1, 1e7] };
      const root = { aggregate, ...(exponent !== undefined && { exponent }) };
      const tree = buildTree(schemeOf(documentOf(root, [{ rule }, { rule, weight: 3 }], { range: [1, 1e7] })));
      const sheet = scoreLeaves(tree, unitsOf([1e7, 3], [5, 5], [9.8623e6, 1]));
      const engine = scoreSheet(tree, sheet).map(({ baseScore }) => baseScore);
      expect([...createKernel(tree, sheet).baseScores(tree.weights)]).toEqual(engine);
    }
  });
});
