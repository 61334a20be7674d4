import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MissingKind } from '../language/missing.ts';
import { MISSING_KINDS } from '../language/missing.ts';
import type { SchemeDocument, SchemeNode } from '../scheme/document.ts';
import { buildTree, isLeaf, type SchemeTree } from '../scheme/tree.ts';
import type { IndicatorValue } from './indicator-value.ts';
import { rankInClass } from './rank.ts';
import { scoreUnits, type UnitScore } from './score.ts';
import type { UnitInput } from './table.ts';

// What holds for every scheme and every set of values, whatever they are.
const scheme = (groups: readonly (readonly number[])[], groupWeights: readonly number[]): SchemeDocument => {
  const nodes: SchemeNode[] = [{ code: 'ROOT', weight: 1, aggregate: 'arithmetic' }];
  groups.forEach((leaves, g) => {
    nodes.push({ code: `G${g}`, parent: 'ROOT', weight: groupWeights[g] ?? 1, aggregate: 'arithmetic' });
    leaves.forEach((weight, k) =>
      nodes.push({
        code: `L${g}.${k}`,
        parent: `G${g}`,
        weight,
        indicator: `i${g}.${k}`,
        direction: 'higher',
        rule: {
          type: 'piecewise',
          points: [
            [0, 0],
            [60, 60],
            [100, 100],
          ],
        },
      }),
    );
  });
  return {
    code: 'LAW',
    name: { zh: '定律', en: 'law' },
    unitKind: 'department',
    coverageThreshold: 0.6,
    rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
    grades: [
      { code: 'pass', zh: '合格', atLeast: 60 },
      { code: 'fail', zh: '不合格', atLeast: 0 },
    ],
    adjustments: { bonusCap: 5, deductCap: 10 },
    nodes,
  };
};

const scoreUnit = (tree: SchemeTree, input: UnitInput): UnitScore => scoreUnits(tree, [input])[0] as UnitScore;

const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
const anyScheme = fc
  .array(fc.array(weight, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  .chain((groups) =>
    fc.tuple(fc.constant(groups), fc.array(weight, { minLength: groups.length, maxLength: groups.length })),
  )
  .map(([groups, weights]) => scheme(groups, weights));

const anyValue: fc.Arbitrary<IndicatorValue> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .double({ min: -50, max: 150, noNaN: true })
      .map((value) => ({ value, missing: null, numerator: null, denominator: null })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<MissingKind>(...MISSING_KINDS)
      .map((missing) => ({ value: null, missing, numerator: null, denominator: null })),
  },
);

const leavesOf = (document: SchemeDocument) => document.nodes.filter(isLeaf).map(({ indicator }) => indicator);
const anyInput = (document: SchemeDocument, unit: string): fc.Arbitrary<UnitInput> =>
  fc.tuple(...leavesOf(document).map(() => anyValue)).map((values) => ({
    unit,
    values: new Map(leavesOf(document).map((code, index) => [code, values[index] as IndicatorValue])),
  }));
const schemeAndInput = anyScheme.chain((document) => fc.tuple(fc.constant(document), anyInput(document, 'U')));
const schemeAndInputs = (count: number) =>
  anyScheme.chain((document) =>
    fc.tuple(fc.constant(document), fc.tuple(...Array.from({ length: count }, (_, k) => anyInput(document, `U${k}`)))),
  );

describe('laws of the engine', () => {
  it('scaling all sibling weights changes nothing', () => {
    fc.assert(
      fc.property(schemeAndInput, fc.double({ min: 0.1, max: 10, noNaN: true }), ([document, input], factor) => {
        const scaled = {
          ...document,
          nodes: document.nodes.map((node) => ({ ...node, weight: node.weight * factor })),
        };
        const [before, after] = [scoreUnit(buildTree(document), input), scoreUnit(buildTree(scaled), input)];
        expect(after.coverage).toEqual(before.coverage);
        if (before.score === null) expect(after.score).toBeNull();
        else expect(after.score).toBeCloseTo(before.score, 9);
      }),
    );
  });

  it('the order of units changes no score and no rank', () => {
    fc.assert(
      fc.property(schemeAndInputs(5), ([document, inputs]) => {
        const tree = buildTree(document);
        const rank = (given: readonly UnitInput[]) =>
          new Map(
            rankInClass(document, scoreUnits(tree, given), () => ({ class: 'c', ranked: true })).map((one) => [
              one.unit,
              one,
            ]),
          );
        const [forward, backward] = [rank(inputs), rank([...inputs].reverse())];
        for (const [unit, score] of forward) expect(backward.get(unit)).toEqual(score);
      }),
    );
  });

  it('a better value never lowers the score', () => {
    fc.assert(
      fc.property(
        schemeAndInput,
        fc.nat(),
        fc.double({ min: 0, max: 50, noNaN: true }),
        ([document, input], pick, more) => {
          const present = [...input.values].filter(([, { value }]) => value !== null);
          const [code, own] = present[pick % Math.max(1, present.length)] ?? [];
          if (code === undefined || own?.value == null) return;
          const better = new Map(input.values).set(code, { ...own, value: own.value + more });
          const tree = buildTree(document);
          const [before, after] = [scoreUnit(tree, input), scoreUnit(tree, { ...input, values: better })];
          expect(after.score ?? 0).toBeGreaterThanOrEqual((before.score ?? 0) - 1e-9);
        },
      ),
    );
  });

  it('scores stay in range, missing is never NaN, and shares make sense', () => {
    fc.assert(
      fc.property(schemeAndInput, ([document, input]) => {
        const score = scoreUnit(buildTree(document), input);
        const numbers = [
          score.score,
          score.baseScore,
          score.coverage,
          score.reportedShare,
          ...score.nodes.flatMap((n) => [n.score, n.contribution, n.effectiveWeight]),
        ];
        for (const number of numbers) expect(number === null || Number.isFinite(number)).toBe(true);
        for (const { score: own } of score.nodes) if (own !== null) expect(own >= 0 && own <= 100 + 1e-9).toBe(true);
        if (score.coverage !== null) expect(score.reportedShare ?? 0).toBeLessThanOrEqual(score.coverage);
        for (const node of score.nodes)
          expect(node.score === null).toBe(node.missing !== null && node.missing !== 'overdue');
      }),
    );
  });

  it('effective weights of the leaves sum to 100 and contributions to the score', () => {
    fc.assert(
      fc.property(schemeAndInput, ([document, input]) => {
        const tree = buildTree(document);
        const score = scoreUnit(tree, input);
        if (score.baseScore === null) return;
        const leaves = tree.leaves.map((index) => score.nodes[index]);
        expect(leaves.reduce((sum, leaf) => sum + (leaf?.effectiveWeight ?? 0), 0)).toBeCloseTo(100, 9);
        expect(leaves.reduce((sum, leaf) => sum + (leaf?.contribution ?? 0), 0)).toBeCloseTo(score.baseScore, 9);
      }),
    );
  });
});

describe('ranks', () => {
  const tree = buildTree(scheme([[1]], [1]));
  const unit = (code: string, value: number): UnitInput => ({
    unit: code,
    values: new Map([['i0.0', { value, missing: null, numerator: null, denominator: null }]]),
  });

  it('ties on the printed score share the best rank: 1, 2, 2, 4', () => {
    // 70.004 and 70.0049 both print as 70.00.
    const scores = scoreUnits(tree, [unit('a', 90), unit('b', 70.004), unit('c', 70.0049), unit('d', 10)]);
    expect(rankInClass(tree.document, scores, () => ({ class: 'x', ranked: true })).map(({ rank }) => rank)).toEqual([
      1, 2, 2, 4,
    ]);
  });

  it('ranks inside the class, and leaves out those who are not ranked', () => {
    const scores = scoreUnits(tree, [unit('a', 90), unit('b', 80), unit('c', 70)]);
    const ranked = rankInClass(tree.document, scores, (code) => ({
      class: code === 'c' ? 'y' : 'x',
      ranked: code !== 'a',
    }));
    expect(ranked.map(({ rank, rankedOf }) => [rank, rankedOf])).toEqual([
      [null, 1],
      [1, 1],
      [1, 1],
    ]);
  });
});
