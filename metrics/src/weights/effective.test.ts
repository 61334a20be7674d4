import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import example from '../../fixtures/worked-example.json' with { type: 'json' };
import { expectClose, readAsem, readReference } from '../../testing/reference.fixture.ts';
import type { SchemeDocument, SchemeNode } from '../scheme/document.ts';
import { buildTree, type SchemeTree } from '../scheme/tree.ts';
import { pointSheet } from './edit/slide.ts';
import { effectiveWeights } from './effective.ts';

interface PlainNode {
  readonly code: string;
  readonly parent: string | null;
  readonly weight: number;
}
const worked = example.scheme as unknown as SchemeDocument;
const treeOf = (nodes: readonly PlainNode[]): SchemeTree =>
  buildTree({
    ...worked,
    nodes: nodes.map(({ code, parent, weight }): SchemeNode => {
      const head = { code, weight, ...(parent === null ? {} : { parent }) };
      const hasChildren = nodes.some((node) => node.parent === code);
      if (hasChildren) return { ...head, aggregate: 'arithmetic' };
      return {
        ...head,
        parent: parent ?? '',
        indicator: code,
        direction: 'higher',
        rule: {
          type: 'piecewise',
          points: [
            [0, 0],
            [100, 100],
          ],
        },
      };
    }),
  });
interface Row {
  readonly iCode: string;
  readonly EffWeight: number;
}

describe('effectiveWeights agrees with the reference', () => {
  const hand = readReference<{ scheme: { nodes: PlainNode[] }; expected: { effective: Row[] } }>(
    'small/19_effective_weights.json',
  );
  it.each([
    ['small/19, by hand', hand.scheme.nodes, hand.expected.effective],
    ['asem', readAsem().nodes, readReference<{ weights: Row[] }>('asem/weights/effective.json').weights],
  ] as const)('%s', (_, nodes, rows) => {
    const tree = treeOf(nodes);
    const { ofOne, percent } = effectiveWeights(tree);
    expect(rows).toHaveLength(tree.nodes.length);
    for (const { iCode, EffWeight } of rows) {
      const node = tree.indexOf.get(iCode)!;
      expectClose(ofOne[node]!, EffWeight);
      expectClose(percent[node]!, EffWeight * 100);
    }
  });
});

describe('effectiveWeights', () => {
  const tree = buildTree(worked);

  it('of a sheet of points are its points per cent, beside the share of the group', () => {
    const { local, percent } = effectiveWeights(tree, pointSheet(tree));
    const [a, b3] = [tree.indexOf.get('A')!, tree.indexOf.get('B3')!];
    expect([local[tree.root], local[a], local[b3]]).toEqual([1, 0.6, 0.25]);
    expectClose(percent[b3]!, 10, 1e-14);
  });

  it('a weight of 0 takes its subtree out, and a group of zeros has none to give', () => {
    const without = tree.weights.map((weight, node) => (node === tree.indexOf.get('A') ? 0 : weight));
    const { percent } = effectiveWeights(tree, without);
    expect(percent[tree.indexOf.get('A1')!]).toBe(0);
    expectClose(
      tree.leaves.reduce((sum, leaf) => sum + percent[leaf]!, 0),
      100,
      1e-13,
    );
    expect(
      effectiveWeights(
        tree,
        tree.weights.map(() => 0),
      ).ofOne.filter((share) => share > 0),
    ).toEqual([1]);
  });

  it('leaves total 100 per cent, and scaling a group changes nothing', () => {
    const weight = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 8, maxLength: 8 }), weight, (weights, factor) => {
        const one = effectiveWeights(tree, weights);
        expectClose(
          tree.leaves.reduce((sum, leaf) => sum + one.percent[leaf]!, 0),
          100,
          1e-12,
        );
        const group = tree.children[tree.indexOf.get('B')!]!;
        const scaled = weights.map((value, node) => (group.includes(node) ? value * factor : value));
        effectiveWeights(tree, scaled).percent.forEach((share, node) => expectClose(share, one.percent[node]!, 1e-12));
      }),
    );
  });
});
