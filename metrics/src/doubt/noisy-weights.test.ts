import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemeOf, type ReferenceNode } from '../../testing/reference-scheme.fixture.ts';
import { readReference } from '../../testing/reference.fixture.ts';
import { buildTree } from '../scheme/tree.ts';
import { drawWeights, keepPoints, levelsOf, movedBy, weightNoise } from './noisy-weights.ts';
import { treeCases } from '../../testing/tree-cases.fixture.ts';
import { seededRandom } from './random.ts';

interface NoisyWeights {
  readonly scheme: {
    readonly weights: readonly { readonly iCode: string; readonly Level: number; readonly Weight: number }[];
    readonly noise: readonly { readonly level: number; readonly factor: number }[];
  };
  readonly data: { readonly uniforms_in_draw_order: readonly number[] };
  readonly expected: Readonly<
    Record<string, readonly { readonly iCode: string; readonly Level: number; readonly Weight: number }[]>
  >;
}

describe('23: noisy weights', () => {
  const { scheme, data, expected } = readReference<NoisyWeights>('small/23_noisy_weights.json');
  const parents: Readonly<Record<string, string>> = {
    a: 'P1',
    b: 'P1',
    c: 'P1',
    d: 'P2',
    e: 'P2',
    P1: 'IDX',
    P2: 'IDX',
  };
  const nodes = scheme.weights.map(({ iCode, Level, Weight }): ReferenceNode => ({
    code: iCode,
    parent: parents[iCode] ?? null,
    level: Level,
    weight: Weight,
    direction: 1,
  }));
  const tree = buildTree(schemeOf(nodes, { rule: { type: 'min-max' }, aggregate: 'arithmetic' }));
  const doubt = {
    spread: 0,
    levels: scheme.noise.map(({ level }) => level),
    spreadOfLevel: Object.fromEntries(scheme.noise.map(({ level, factor }) => [String(level), factor])),
  };

  it('replays the reference’s uniforms to the last bit, level by level', () => {
    const left = [...data.uniforms_in_draw_order];
    const replay = (): number => left.shift() ?? Number.NaN;
    for (const replication of ['replication_1', 'replication_2']) {
      const drawn = drawWeights(tree.weights, weightNoise(tree, doubt), replay, new Float64Array(nodes.length));
      expect([...drawn]).toEqual(expected[replication]?.map(({ Weight }) => Weight));
    }
    expect(left).toEqual([]);
  });

  it('leaves locked nodes out, and takes the share of a node before its level’s', () => {
    const noise = weightNoise(tree, { spread: 0.5, levels: [1], spreadOfNode: { b: 0.1 }, locked: ['c'] });
    expect([...noise.nodes].map((node) => tree.nodes[node]?.code)).toEqual(['a', 'b', 'd', 'e']);
    expect([...noise.shares]).toEqual([0.5, 0.1, 0.5, 0.5]);
  });

  it('counts the weights that it really moves', () => {
    expect(movedBy(tree, weightNoise(tree, { spread: 0.25 }))).toBe(7);
    expect(movedBy(tree, weightNoise(tree, { spread: 0 }))).toBe(0);
    const lonely = buildTree({ ...tree.document, nodes: tree.document.nodes.filter(({ code }) => code !== 'd') });
    // e is alone in its group: whatever is drawn for it, it has all of it.
    expect(movedBy(lonely, weightNoise(lonely, { spread: 0.25, levels: [1] }))).toBe(3);
  });
});

describe('laws of noise', () => {
  it('stays inside ± the share, and leaves 0 and the root alone', () => {
    fc.assert(
      fc.property(treeCases(), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), ({ document }, spread, seed) => {
        const tree = buildTree(document);
        const drawn = drawWeights(
          tree.weights,
          weightNoise(tree, { spread }),
          seededRandom(seed),
          new Float64Array(tree.weights.length),
        );
        tree.weights.forEach((weight, node) => {
          // One rounding of the sum may go a bit further than a share that is smaller than that bit.
          const most = spread * weight * (1 + 1e-12) + Number.EPSILON * weight;
          expect(Math.abs((drawn[node] as number) - weight)).toBeLessThanOrEqual(most);
        });
        expect(drawn[tree.root]).toBe(tree.weights[tree.root]);
      }),
    );
  });

  it('a branch of points keeps them: its children together stay the same share of its own', () => {
    fc.assert(
      fc.property(treeCases({ aggregations: ['sum'], withZeroWeights: false }), fc.nat(), ({ document }, seed) => {
        const tree = buildTree(document);
        const drawn = new Float64Array(tree.weights.length);
        drawWeights(tree.weights, weightNoise(tree, { spread: 0.5 }), seededRandom(seed), drawn);
        const noisy = [...drawn];
        keepPoints(tree, tree.weights, drawn);
        const sum = (of: ArrayLike<number>, nodes: readonly number[]): number =>
          nodes.reduce((total, node) => total + (of[node] as number), 0);
        tree.children.forEach((children, node) => {
          if (children.length === 0) return;
          const share = (of: ArrayLike<number>): number => sum(of, children) / (of[node] as number);
          expect(share(drawn)).toBeCloseTo(share(tree.weights), 9);
          for (const child of children)
            expect((drawn[child] as number) / sum(drawn, children)).toBeCloseTo(
              (noisy[child] as number) / sum(noisy, children),
              9,
            );
        });
      }),
    );
  });

  it('levels count from the leaves, also where a leaf stands beside a branch', () => {
    const leaf = { indicator: 'i', direction: 'higher', rule: { type: 'min-max' }, weight: 1 } as const;
    const branch = { aggregate: 'arithmetic', weight: 1 } as const;
    const tree = buildTree({
      ...schemeOf([], { rule: { type: 'min-max' }, aggregate: 'arithmetic' }),
      nodes: [
        { code: 'R', ...branch },
        { code: 'a', parent: 'R', ...leaf },
        { code: 'B', parent: 'R', ...branch },
        { code: 'b', parent: 'B', ...leaf },
      ],
    });
    expect([...levelsOf(tree)]).toEqual([3, 1, 2, 1]);
  });
});
