import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeColumns } from '../compose.ts';
import type { LeafColumn } from '../leaf-column.ts';
import { scoreLeaves, type LeafSheet } from '../leaf-sheet.ts';
import { rankInClass, type ClassOfUnit } from '../rank.ts';
import { scoreSheet } from '../score.ts';
import { AGGREGATIONS } from '../../scheme/document.ts';
import { branchAt, buildTree, isLeaf, type SchemeTree } from '../../scheme/tree.ts';
import { createKernel, type ComposeKernel } from './kernel.ts';
import { otherWeights, treeCases, type RandomCase } from '../../../testing/tree-cases.fixture.ts';

const setUp = ({ document, inputs }: RandomCase) => {
  const tree = buildTree(document);
  const sheet = scoreLeaves(tree, inputs);
  return { tree, sheet, inputs, kernel: createKernel(tree, sheet) };
};
const composed = (tree: SchemeTree, sheet: LeafSheet, weights: readonly number[]) =>
  composeColumns(tree, sheet.inputs.length, (leaf) => sheet.columns[leaf] as LeafColumn, weights);
const classesOf =
  ({ inputs }: Pick<RandomCase, 'inputs'>) =>
  (unit: string): ClassOfUnit => ({ class: inputs.find((one) => one.unit === unit)?.class ?? '', ranked: true });

/** By the bits: −0 is not 0, and NaN is NaN. */
function expectEngine(kernel: ComposeKernel, tree: SchemeTree, sheet: LeafSheet, weights: readonly number[]): void {
  const expected = composed(tree, sheet, weights);
  expect([...kernel.baseScores(weights)]).toEqual([...(expected[tree.root] ?? [])]);
  tree.nodes.forEach((node, k) => {
    if (!isLeaf(node)) expect([...kernel.branchScores(k)], node.code).toEqual([...(expected[k] ?? [])]);
  });
  const scores = scoreSheet(tree, sheet, weights);
  expect([...kernel.totals(weights)]).toEqual(scores.map(({ score }) => score ?? Number.NaN));
  const ranked = rankInClass(tree.document, scores, classesOf(sheet));
  expect([...kernel.ranks(weights)]).toEqual(ranked.map(({ rank }) => rank ?? 0));
}

const caseAndWeights = treeCases().chain((one) =>
  fc.tuple(fc.constant(one), fc.array(otherWeights(one.document), { minLength: 1, maxLength: 4 })),
);

describe('the kernel', () => {
  it('has the bits of the engine: every mean, threshold, missing value and weight of zero', () => {
    fc.assert(
      fc.property(caseAndWeights, ([one, several]) => {
        const { tree, sheet, kernel } = setUp(one);
        for (const weights of [tree.weights, ...several, tree.weights]) expectEngine(kernel, tree, sheet, weights);
      }),
      { numRuns: 300 },
    );
  });

  it('takes another leaf column in the place of one', () => {
    const twice = fc.tuple(treeCases(), treeCases({ units: 7 }), fc.nat());
    fc.assert(
      fc.property(twice, ([one, other, pick]) => {
        const { tree, sheet, kernel } = setUp(one);
        const leaf = tree.leaves[pick % tree.leaves.length] as number;
        const code = tree.nodes[leaf]?.code ?? '';
        const inputs = one.inputs.map((input, k) => {
          const value = [...(other.inputs[k]?.values.values() ?? [])][0];
          return value === undefined ? input : { ...input, values: new Map(input.values).set(code, value) };
        });
        const changed = scoreLeaves(tree, inputs);
        kernel.ranks(tree.weights);
        kernel.setLeaf(leaf, changed.columns[leaf] as LeafColumn, inputs);
        expectEngine(kernel, tree, changed, tree.weights);
        kernel.setLeaf(leaf, sheet.columns[leaf] as LeafColumn);
        expectEngine(kernel, tree, sheet, tree.weights);
      }),
    );
  });

  it('aggregates a branch otherwise, and back', () => {
    fc.assert(
      fc.property(treeCases(), fc.constantFrom(...AGGREGATIONS), fc.nat(), (one, aggregate, pick) => {
        const { tree, sheet, inputs, kernel } = setUp(one);
        const branches = tree.topDown.filter((node) => tree.children[node]?.length);
        const node = branches[pick % branches.length] as number;
        const nodes = one.document.nodes.map((own, k) => (k === node ? { ...own, aggregate, exponent: 2 } : own));
        const otherTree = buildTree({ ...one.document, nodes });
        kernel.setMean(node, { aggregate, exponent: 2 });
        expectEngine(kernel, otherTree, scoreLeaves(otherTree, inputs), tree.weights);
        const { aggregate: first, exponent = 1 } = branchAt(tree, node);
        kernel.setMean(node, { aggregate: first, exponent });
        expectEngine(kernel, tree, sheet, tree.weights);
      }),
    );
  });

  it('ranks many units whose order is all new each time', () => {
    const units = 3_000;
    const document = fc.sample(treeCases({ aggregations: ['arithmetic'], absentOneIn: 0 }), {
      numRuns: 1,
      seed: 7,
    })[0]?.document;
    if (document === undefined) throw new Error('no scheme');
    const tree = buildTree({
      ...document,
      nodes: [
        { code: 'R', weight: 1, aggregate: 'arithmetic' },
        {
          code: 'a',
          parent: 'R',
          weight: 1,
          indicator: 'a',
          direction: 'higher',
          rule: { type: 'imported', outOf: 100 },
        },
        {
          code: 'b',
          parent: 'R',
          weight: 1,
          indicator: 'b',
          direction: 'higher',
          rule: { type: 'imported', outOf: 100 },
        },
      ],
    });
    const value = (own: number) => ({ value: own, missing: null, numerator: null, denominator: null });
    const inputs = Array.from({ length: units }, (_, k) => ({
      unit: `U${k}`,
      class: k % 3 === 0 ? 'x' : 'y',
      values: new Map([
        ['a', value((k * 7919) % 101)],
        ['b', value((k * 104_729) % 97)],
      ]),
    }));
    const sheet = scoreLeaves(tree, inputs);
    const kernel = createKernel(tree, sheet);
    const classes = new Map(inputs.map((one) => [one.unit, one.class]));
    for (const weights of [
      [1, 1, 0],
      [1, 0, 1],
      [1, 1, 1],
    ]) {
      const ranked = rankInClass(tree.document, scoreSheet(tree, sheet, weights), (unit) => ({
        class: classes.get(unit) ?? '',
        ranked: true,
      }));
      expect([...kernel.ranks(weights)]).toEqual(ranked.map(({ rank }) => rank));
    }
  });

  it('leaves those who are not ranked out, and writes where it is told', () => {
    const [one] = fc.sample(treeCases({ absentOneIn: 0, withZeroWeights: false }), { numRuns: 1, seed: 1 });
    if (one === undefined) throw new Error('no case');
    const tree = buildTree(one.document);
    const classOf = (unit: string): ClassOfUnit => ({ class: 'all', ranked: unit !== 'U3' });
    const kernel = createKernel(tree, scoreLeaves(tree, one.inputs), { classOf });
    const out = new Int32Array(one.inputs.length);
    expect(kernel.ranks(tree.weights, out)).toBe(out);
    expect(out[3]).toBe(0);
    const ranked = rankInClass(tree.document, scoreSheet(tree, scoreLeaves(tree, one.inputs)), classOf);
    expect([...out]).toEqual(ranked.map(({ rank }) => rank ?? 0));
    expect(() => kernel.branchScores(tree.leaves[0] as number)).toThrow(RangeError);
  });
});
