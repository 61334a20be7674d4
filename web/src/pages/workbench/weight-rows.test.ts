import { pointSheet, slideWeight } from '@dangzhi/metrics/weights';
import { describe, expect, it } from 'vitest';
import { at, trialTree as tree } from '../../../testing/scheme.ts';
import { fitsTree, leafSum, visibleRows, weightRows } from './weight-rows.ts';

const sheet = pointSheet(tree);
const rowsWith = (...locked: string[]) => weightRows(tree, sheet, new Set(locked.map(at)));
const codes = (indices: readonly number[]) => indices.map((index) => tree.nodes[index]?.code);

describe('weightRows', () => {
  it('stands an only child in the row of its ancestor', () => {
    const rows = rowsWith();
    expect(rows.map(({ chain, depth }) => [codes(chain), depth])).toEqual([
      [['A'], 0],
      [['A1'], 1],
      [['A2'], 1],
      [['B', 'B-1', 'B1'], 0],
    ]);
  });

  it('gives local share and points', () => {
    const a1 = rowsWith()[1]!;
    expect([a1.points, a1.groupPoints, a1.localShare]).toEqual([3_600, 6_000, 0.6]);
    expect(a1.range).toEqual({ from: 0, to: 6_000 });
  });

  it('says why a weight cannot move', () => {
    expect(rowsWith('A').map(({ stuck }) => stuck)).toEqual(['locked', null, null, 'siblings-locked']);
    expect(rowsWith().every(({ stuck }) => stuck === null)).toBe(true);
    const empty = slideWeight(tree, sheet, at('A'), 0);
    const [a, a1] = weightRows(tree, empty, new Set());
    expect(a!.stuck).toBeNull();
    expect([a1!.stuck, a1!.localShare]).toEqual(['nothing-to-share', null]);
  });
});

describe('visibleRows', () => {
  const shown = (isOpen: (node: number) => boolean, found: number[] | null = null) =>
    visibleRows(rowsWith(), isOpen, found && new Set(found)).map(({ node }) => tree.nodes[node]?.code);

  it('leaves out what is folded away', () => {
    expect(rowsWith().map(({ isBranch, up }) => [isBranch, up])).toEqual([
      [true, null],
      [false, at('A')],
      [false, at('A')],
      [false, null],
    ]);
    expect(shown(() => false)).toEqual(['A', 'B']);
    expect(shown((node) => node === at('A'))).toEqual(['A', 'A1', 'A2', 'B']);
  });

  it('shows what is found below what it is folded into, folded or not', () => {
    expect(shown(() => false, [at('A2')])).toEqual(['A', 'A2']);
    // An only child stands in the row of its ancestor.
    expect(shown(() => false, [at('B1')])).toEqual(['B']);
    expect(shown(() => true, [])).toEqual([]);
  });
});

describe('leafSum', () => {
  it('stays 100.00 whatever moves', () => {
    let now = sheet;
    for (const [code, target] of [
      ['A1', 1],
      ['B', 9_999],
      ['A2', 3],
      ['A', 7_777],
      ['A1', 0],
    ] as const) {
      now = slideWeight(tree, now, at(code), target);
      expect(leafSum(tree, now)).toBe(10_000);
    }
  });
});

describe('fitsTree', () => {
  it('takes a sheet that adds up and no other', () => {
    expect(fitsTree(tree, sheet)).toBe(true);
    expect(fitsTree(tree, slideWeight(tree, sheet, at('A1'), 1_234))).toBe(true);
    expect(
      fitsTree(
        tree,
        sheet.map((points, index) => (index === at('A1') ? points + 1 : points)),
      ),
    ).toBe(false);
    expect(fitsTree(tree, sheet.slice(1))).toBe(false);
    expect(
      fitsTree(
        tree,
        sheet.map((points) => points * 2),
      ),
    ).toBe(false);
  });
});
