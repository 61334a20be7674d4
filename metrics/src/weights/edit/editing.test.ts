import { describe, expect, it } from 'vitest';
import example from '../../../fixtures/worked-example.json' with { type: 'json' };
import type { SchemeDocument } from '../../scheme/document.ts';
import { buildTree } from '../../scheme/tree.ts';
import { effectiveWeights } from '../effective.ts';
import { movableRange, pointSheet, slideWeight } from './slide.ts';
import { edgeRange, moveEdge } from './edge.ts';
import { adoptWeights, gapWords, giveGapTo, groupGap, spreadGap } from './group-gap.ts';
import type { EditOutcome } from './refusal.ts';
import { checkSheet } from './sheet-check.ts';
import { typeWeight } from './typed-weight.ts';

// W 100 > A 60 (A1 36, A2 24), B 40 (B1 20, B2 10, B3 10).
const tree = buildTree(example.scheme as unknown as SchemeDocument);
const at = (code: string): number => tree.indexOf.get(code)!;
const sheet = Object.freeze(pointSheet(tree));
const read = (points: readonly number[], ...codes: string[]) => codes.map((code) => points[at(code)]);
const made = (outcome: EditOutcome): number[] => {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.sheet;
};
const refused = (outcome: EditOutcome) => (outcome.ok ? null : [outcome.refusal.code, outcome.refusal.message]);
const faultsOf = (...input: Parameters<typeof checkSheet>) => {
  const check = checkSheet(...input);
  return check.ok ? [] : check.faults;
};

describe('the edge between two bars', () => {
  it('only the two trade, and the groups below them keep their shape', () => {
    expect(read(moveEdge(tree, sheet, { first: at('B1'), second: at('B3') }, 1500), 'B1', 'B2', 'B3')).toEqual([
      1500, 1000, 1500,
    ]);
    const next = moveEdge(tree, sheet, { first: at('A'), second: at('B') }, 7000);
    expect(read(next, 'A', 'A1', 'A2', 'B', 'B1', 'B2', 'B3')).toEqual([7000, 4200, 2800, 3000, 1500, 750, 750]);
  });

  it('stops at the limits of either, and does not move when one is locked or takes no part', () => {
    const edge = { first: at('B1'), second: at('B2') };
    const limits = { max: new Map([[at('B1'), 2600]]), min: new Map([[at('B2'), 700]]) };
    expect(edgeRange(tree, sheet, edge, limits)).toEqual({ from: 0, to: 2300 });
    expect(read(moveEdge(tree, sheet, edge, 9999, limits), 'B1', 'B2', 'B3')).toEqual([2300, 700, 1000]);
    for (const held of [{ locked: new Set([at('B2')]) }, { excluded: new Set([at('B1')]) }]) {
      expect(edgeRange(tree, sheet, edge, held)).toEqual({ from: 2000, to: 2000 });
    }
  });

  it('is between two children of one node', () => {
    expect(() => moveEdge(tree, sheet, { first: at('A1'), second: at('B1') }, 1)).toThrow(RangeError);
    expect(() => moveEdge(tree, sheet, { first: at('A1'), second: at('A1') }, 1)).toThrow(RangeError);
  });
});

describe('locks and limits below a weight that moves', () => {
  it('a locked child keeps its points, its siblings take the change, and its parent stops at it', () => {
    const limits = { locked: new Set([at('A1')]) };
    expect(movableRange(tree, sheet, at('A'), limits)).toEqual({ from: 3600, to: 10_000 });
    expect(read(slideWeight(tree, sheet, at('A'), 5000, limits), 'A', 'A1', 'A2')).toEqual([5000, 3600, 1400]);
    expect(read(slideWeight(tree, sheet, at('B'), 9000, limits), 'A', 'A1', 'A2', 'B')).toEqual([3600, 3600, 0, 6400]);
  });

  it('a limited child holds its parent, too', () => {
    const limits = {
      max: new Map([
        [at('B1'), 2100],
        [at('B2'), 1000],
        [at('B3'), 1000],
      ]),
    };
    expect(movableRange(tree, sheet, at('A'), limits)).toEqual({ from: 5900, to: 10_000 });
  });

  it('a weight outside its limits is not forced back, and may not move further out', () => {
    const limits = { max: new Map([[at('B1'), 1500]]) };
    expect(movableRange(tree, sheet, at('B1'), limits)).toEqual({ from: 0, to: 2000 });
    expect(read(slideWeight(tree, sheet, at('B2'), 500, limits), 'B1', 'B2', 'B3')).toEqual([2000, 500, 1500]);
  });

  it('a weight that takes no part is given nothing by others, and comes back by its own movement', () => {
    const without = slideWeight(tree, sheet, at('B2'), 0);
    const excluded = new Set([at('B2')]);
    expect(read(slideWeight(tree, without, at('B1'), 0, { excluded }), 'B1', 'B2', 'B3')).toEqual([0, 0, 4000]);
    expect(read(slideWeight(tree, without, at('B2'), 1000, { excluded }), 'B2')).toEqual([1000]);
    const emptied = slideWeight(tree, without, at('B'), 0, { excluded });
    expect(read(slideWeight(tree, emptied, at('B'), 4000, { excluded }), 'B1', 'B2', 'B3')).toEqual([2667, 0, 1333]);
  });
});

describe('a typed value', () => {
  const fifty = made(typeWeight(tree, sheet, at('B1'), 1750));

  it('changes that weight and what is below it, nothing beside it', () => {
    expect(read(fifty, 'A', 'B', 'B1', 'B2', 'B3')).toEqual([6000, 4000, 1750, 1000, 1000]);
    const branch = made(typeWeight(tree, sheet, at('A'), 5000));
    expect(read(branch, 'W', 'A', 'A1', 'A2', 'B')).toEqual([10_000, 5000, 3000, 2000, 4000]);
  });

  it('leaves a gap that is named, with its sign', () => {
    expect(groupGap(tree, fifty, at('B'))).toBe(250);
    expect(gapWords(250)).toBe('2.50 short');
    expect(gapWords(-5)).toBe('0.05 over');
    expect(groupGap(tree, sheet, at('B'))).toBe(0);
    expect(groupGap(tree, sheet, at('B1'))).toBe(0);
  });

  it('is refused, not moved, when it is locked, outside its limits, or not a number of hundredths', () => {
    const limits = { locked: new Set([at('B2')]), max: new Map([[at('B1'), 2500]]) };
    expect(refused(typeWeight(tree, sheet, at('B2'), 5, limits))).toEqual(['locked', 'B2 is locked; unlock it first']);
    expect(refused(typeWeight(tree, sheet, at('B1'), 2501, limits))).toEqual([
      'out-of-reach',
      'B1 may have no more than 25.00 points, by its limits and what is locked or open below it',
    ]);
    expect(refused(typeWeight(tree, sheet, at('B1'), 0.5))?.[0]).toBe('not-hundredths');
    expect(refused(typeWeight(tree, sheet, at('B1'), -1))?.[0]).toBe('not-hundredths');
    expect(refused(typeWeight(tree, sheet, at('B1'), NaN))?.[0]).toBe('not-hundredths');
    expect(refused(typeWeight(tree, sheet, tree.root, 5))?.[0]).toBe('root');
  });

  it('a gap left open below stays open when its parent moves', () => {
    const moved = slideWeight(tree, fifty, at('B'), 5000);
    expect(groupGap(tree, moved, at('B'))).toBe(250);
    expect(groupGap(tree, moved, tree.root)).toBe(0);
  });

  it.each([
    ['give', (limits: object) => giveGapTo(tree, fifty, at('B1'), limits), [2000, 1000, 1000]],
    // 17.50 : 10 : 10 share 2.50.
    ['spread', (limits: object) => spreadGap(tree, fifty, at('B'), limits), [1867, 1067, 1066]],
    [
      'spread over the others',
      (limits: object) => spreadGap(tree, fifty, at('B'), limits, at('B1')),
      [1750, 1125, 1125],
    ],
  ])('%s closes the gap', (_, repair, points) => {
    expect(read(made(repair({})), 'B1', 'B2', 'B3')).toEqual(points);
    expect(checkSheet(tree, made(repair({})))).toEqual({ ok: true });
  });

  it('a repair keeps locks and limits, or is refused', () => {
    const locked = new Set([at('B2')]);
    expect(read(made(spreadGap(tree, fifty, at('B'), { locked }, at('B1'))), 'B2', 'B3')).toEqual([1000, 1250]);
    expect(refused(giveGapTo(tree, fifty, at('B2'), { locked }))?.[0]).toBe('locked');
    const max = new Map([
      [at('B2'), 1050],
      [at('B3'), 1100],
    ]);
    expect(refused(spreadGap(tree, fifty, at('B'), { max }, at('B1')))).toEqual([
      'no-room',
      'the children of B are 2.50 short and those that may move cannot take 1.00 of it; unlock one, or change a limit',
    ]);
    expect(refused(spreadGap(tree, sheet, at('B')))?.[0]).toBe('no-gap');
    expect(refused(giveGapTo(tree, sheet, at('B1')))?.[0]).toBe('no-gap');
  });
});

describe('weights from elsewhere', () => {
  it('are taken in their proportion, exactly, around what is locked', () => {
    expect(read(made(adoptWeights(tree, sheet, at('B'), [1, 1, 1])), 'B1', 'B2', 'B3')).toEqual([1334, 1333, 1333]);
    const locked = new Set([at('B2')]);
    expect(read(made(adoptWeights(tree, sheet, at('B'), [1, 9, 2], { locked })), 'B1', 'B2', 'B3')).toEqual([
      1000, 1000, 2000,
    ]);
    expect(read(made(adoptWeights(tree, sheet, tree.root, [1, 3])), 'A1', 'A2', 'B1')).toEqual([1500, 1000, 3750]);
  });

  it('are refused whole when one would leave its limits', () => {
    const max = new Map([[at('B1'), 2500]]);
    expect(refused(adoptWeights(tree, sheet, at('B'), [8, 1, 1], { max }))?.[0]).toBe('out-of-reach');
    expect(refused(adoptWeights(tree, sheet, at('B'), [1, 1]))?.[0]).toBe('not-weights');
    expect(refused(adoptWeights(tree, sheet, at('B'), [1, -1, 1]))?.[0]).toBe('not-weights');
    expect(refused(adoptWeights(tree, sheet, at('B'), [0, 1, 0], { locked: new Set([at('B2')]) }))?.[0]).toBe(
      'not-weights',
    );
  });
});

describe('checkSheet', () => {
  it('passes the scheme’s own sheet', () => {
    expect(checkSheet(tree, sheet)).toEqual({ ok: true });
  });

  it('refuses 50 / 30 / 17.5 with the node, the gap and the mend, and changes nothing', () => {
    const three = buildTree({
      ...tree.document,
      nodes: [
        { code: 'W', weight: 100, aggregate: 'arithmetic' },
        ...['X', 'Y', 'Z'].map((code) => ({
          code,
          parent: 'W',
          weight: 1,
          indicator: code,
          direction: 'higher' as const,
          rule: {
            type: 'piecewise' as const,
            points: [
              [0, 0],
              [100, 100],
            ] as [number, number][],
          },
        })),
      ],
    });
    const typed = Object.freeze([10_000, 5000, 3000, 1750]);
    expect(faultsOf(three, typed)).toEqual([
      {
        code: 'gap',
        node: 0,
        gap: 250,
        message:
          'the children of W are 2.50 short of 100.00; give it to the last touched, spread it over the unlocked, or undo',
      },
    ]);
  });

  it('wants a reason for a weight of 0, not for what is below it', () => {
    const without = slideWeight(tree, sheet, at('A'), 0);
    expect(faultsOf(tree, without).map(({ code, node }) => [code, node])).toEqual([['zero-without-reason', at('A')]]);
    expect(faultsOf(tree, without, { reasons: { A: ' ' } })).toHaveLength(1);
    expect(checkSheet(tree, without, { reasons: { A: '本年不考核' } })).toEqual({ ok: true });
    const { percent } = effectiveWeights(tree, without);
    expect(tree.leaves.reduce((sum, leaf) => sum + percent[leaf]!, 0)).toBeCloseTo(100, 12);
  });

  it('keeps the limits, but for what is already in force', () => {
    const limits = { max: new Map([[at('B1'), 1500]]) };
    expect(faultsOf(tree, sheet, { limits }).map(({ code, node }) => [code, node])).toEqual([['limit', at('B1')]]);
    expect(checkSheet(tree, sheet, { limits, base: sheet })).toEqual({ ok: true });
  });

  it('refuses what is not a sheet of this scheme', () => {
    expect(faultsOf(tree, [1]).map(({ code }) => code)).toEqual(['shape']);
    expect(
      faultsOf(
        tree,
        sheet.map((points) => points / 7),
      ).every(({ code }) => code === 'not-hundredths'),
    ).toBe(true);
    expect(
      faultsOf(
        tree,
        sheet.map((points) => points * 2),
      ).map(({ code }) => code),
    ).toEqual(['total']);
    expect(
      faultsOf(
        tree,
        sheet.map(() => NaN),
      ),
    ).toHaveLength(sheet.length);
  });
});
