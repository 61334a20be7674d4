import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreUnits, type UnitScore } from '../engine/score.ts';
import { TOLD_KINDS } from '../language/missing.ts';
import type { SchemeDocument, SchemeNode } from '../scheme/document.ts';
import { buildTree, isLeaf, type SchemeTree } from '../scheme/tree.ts';
import { pivotLeaves, type PivotLeaf } from './pivot.ts';

const leaf = (code: string, over: Partial<PivotLeaf> = {}): PivotLeaf => ({
  code,
  score: 80,
  missing: null,
  nominalWeight: 10,
  effectiveWeight: 10,
  contribution: 8,
  ...over,
});

describe('pivotLeaves', () => {
  const leaves = [
    leaf('a'),
    leaf('b', { score: 40, effectiveWeight: 30, contribution: 12 }),
    leaf('c', { score: null, missing: 'no-source', nominalWeight: 30, effectiveWeight: 0, contribution: null }),
    leaf('d', { score: 0, missing: 'overdue', contribution: 0 }),
  ];
  const places: Readonly<Record<string, readonly string[]>> = { a: ['x', 'y'], b: ['x'], c: ['y'], d: [] };
  const pivot = pivotLeaves(leaves, ['x', 'y', 'z'], (code) => places[code] ?? []);

  it('takes the present leaves by effective weight, and coverage by nominal weight', () => {
    const [x, y] = pivot.groups;
    // (10 × 80 + 30 × 40) ÷ 40 = 50.
    expect(x).toMatchObject({ leaves: ['a', 'b'], present: 2, score: 50, coverage: 1, contribution: 20 });
    // Of 40 per cent, the 30 of c have no source.
    expect(y).toMatchObject({ leaves: ['a', 'c'], present: 1, score: 80, coverage: 0.25, reportedShare: 0.25 });
  });

  it('keeps a group without a leaf, and lists leaves without a group', () => {
    expect(pivot.groups[2]).toMatchObject({ leaves: [], present: 0, score: null, coverage: null, contribution: null });
    // Overdue scores 0 and counts as covered, not as reported.
    expect(pivot.rest).toMatchObject({ leaves: ['d'], score: 0, coverage: 1, reportedShare: 0 });
  });

  it('has no score where one of its leaves is damaged', () => {
    const damaged = leaf('b', { score: null, missing: 'damaged', effectiveWeight: 0, contribution: null });
    expect(pivotLeaves([leaf('a'), damaged], ['x'], () => ['x']).groups[0]).toMatchObject({
      isDamaged: true,
      score: null,
    });
    expect(pivot.groups.map(({ isDamaged }) => isDamaged)).toEqual([false, false, false]);
  });

  it('has no rest when every leaf stands somewhere', () => {
    expect(pivotLeaves(leaves, ['all'], () => ['all', 'elsewhere', 'all']).rest).toBeNull();
  });
});

const weight = fc.integer({ min: 1, max: 5_000 }).map((hundredths) => hundredths / 100);
const dimensions = fc.array(fc.record({ weight, leaves: fc.array(weight, { minLength: 1, maxLength: 5 }) }), {
  minLength: 1,
  maxLength: 5,
});
const cell = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(...TOLD_KINDS));

function treeOf(shape: readonly { weight: number; leaves: readonly number[] }[]): SchemeTree {
  const nodes: SchemeNode[] = [{ code: 'ROOT', weight: 1, aggregate: 'arithmetic' }];
  shape.forEach((dimension, d) => {
    nodes.push({ code: `D${d}`, parent: 'ROOT', weight: dimension.weight, aggregate: 'arithmetic' });
    dimension.leaves.forEach((own, k) =>
      nodes.push({
        code: `D${d}-${k}`,
        parent: `D${d}`,
        weight: own,
        indicator: `i${d}-${k}`,
        direction: 'higher',
        rule: { type: 'goalposts', lower: 0, upper: 100 },
      }),
    );
  });
  const document: SchemeDocument = {
    code: 'LAW',
    name: { zh: '定律', en: 'law' },
    unitKind: 'unit',
    coverageThreshold: 0.6,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    grades: [],
    adjustments: { bonusCap: 0, deductCap: 0 },
    nodes,
  };
  return buildTree(document);
}

/** A scheme and one unit scored by it, each leaf with a value or a reason. */
const scored = dimensions
  .chain((shape) => {
    const count = shape.reduce((sum, { leaves }) => sum + leaves.length, 0);
    return fc.tuple(fc.constant(shape), fc.array(cell, { minLength: count, maxLength: count }));
  })
  .map(([shape, cells]): [SchemeTree, UnitScore] => {
    const tree = treeOf(shape);
    const indicators = tree.nodes.flatMap((node) => (isLeaf(node) ? [node.indicator] : []));
    const values = new Map(
      indicators.map((code, k) => {
        const given = cells[k] ?? 0;
        const isValue = typeof given === 'number';
        return [
          code,
          { value: isValue ? given : null, missing: isValue ? null : given, numerator: null, denominator: null },
        ];
      }),
    );
    return [tree, scoreUnits(tree, [{ unit: 'U', values }])[0] as UnitScore];
  });

describe('the laws of a pivot', () => {
  const byDimension = ([tree, { nodes }]: [SchemeTree, UnitScore]) => {
    const codes = (tree.children[tree.root] ?? []).map((index) => tree.nodes[index]?.code ?? '');
    const leaves = nodes.filter(({ code }) => code.includes('-'));
    return { codes, pivot: pivotLeaves(leaves, codes, (code) => [code.split('-')[0] ?? '']) };
  };

  it('the pivot over the scheme’s own branches gives the engine’s nodes', () => {
    fc.assert(
      fc.property(scored, (given) => {
        const { pivot } = byDimension(given);
        for (const { code, score, contribution, effectiveWeight, nominalWeight } of pivot.groups) {
          const node = given[1].nodes.find((one) => one.code === code);
          if (node?.score == null) expect(score).toBeNull();
          else expect(score).toBeCloseTo(node.score, 9);
          expect(contribution ?? 0).toBeCloseTo(node?.contribution ?? 0, 9);
          expect(effectiveWeight).toBeCloseTo(node?.effectiveWeight ?? Number.NaN, 9);
          expect(nominalWeight).toBeCloseTo(node?.nominalWeight ?? Number.NaN, 9);
        }
      }),
    );
  });

  it('effective weights add up to the whole, contributions to the base score', () => {
    fc.assert(
      fc.property(scored, (given) => {
        const { pivot } = byDimension(given);
        const [, { baseScore }] = given;
        const total = (of: 'effectiveWeight' | 'contribution') =>
          pivot.groups.reduce((sum, group) => sum + (group[of] ?? 0), 0);
        expect(total('effectiveWeight')).toBeCloseTo(baseScore === null ? 0 : 100, 8);
        expect(total('contribution')).toBeCloseTo(baseScore ?? 0, 8);
      }),
    );
  });

  it('one group of everything has the unit’s own score and coverage', () => {
    fc.assert(
      fc.property(scored, ([, { nodes, baseScore, coverage, reportedShare }]) => {
        const all = pivotLeaves(
          nodes.filter(({ code }) => code.includes('-')),
          ['all'],
          () => ['all'],
        ).groups[0];
        expect([all?.coverage, all?.reportedShare]).toEqual([coverage, reportedShare]);
        if (baseScore === null) expect(all?.score).toBeNull();
        else expect(all?.score).toBeCloseTo(baseScore, 9);
      }),
    );
  });

  it('a leaf in two groups counts in both, and in none twice', () => {
    fc.assert(
      fc.property(scored, ([, { nodes }]) => {
        const leaves = nodes.filter(({ code }) => code.includes('-'));
        const { groups, rest } = pivotLeaves(leaves, ['p', 'q'], () => ['p', 'q', 'p']);
        expect(rest).toBeNull();
        expect(groups[0]).toEqual({ ...groups[1], code: 'p' });
        expect(groups[0]?.leaves).toEqual(leaves.map(({ code }) => code));
      }),
    );
  });
});
