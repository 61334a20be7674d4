import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import example from '../../../fixtures/worked-example.json' with { type: 'json' };
import type { SchemeDocument } from '../../scheme/document.ts';
import { buildTree } from '../../scheme/tree.ts';
import { movableRange, pointSheet, slideWeight } from './slide.ts';

const tree = buildTree(example.scheme as unknown as SchemeDocument);
const at = (code: string): number => tree.indexOf.get(code) as number;
const sheet = pointSheet(tree);
const read = (points: readonly number[], ...codes: string[]) => codes.map((code) => points[at(code)]);

describe('moving one weight', () => {
  it('starts from the scheme’s own points', () => {
    expect(read(sheet, 'W', 'A', 'B', 'A1', 'B3')).toEqual([10_000, 6000, 4000, 3600, 1000]);
  });

  it('the sibling gives what the mover takes, and subtrees keep their shape', () => {
    // A 60 → 70: B shrinks to 30, its children 20/10/10 to 15/7.5/7.5; A1:A2 stay 3:2.
    const next = slideWeight(tree, sheet, at('A'), 7000);
    expect(read(next, 'A', 'B', 'A1', 'A2', 'B1', 'B2', 'B3')).toEqual([7000, 3000, 4200, 2800, 1500, 750, 750]);
  });

  it('shares among several siblings in proportion', () => {
    // B1 20 → 10: the other two hold 10 each and take 5 each.
    expect(read(slideWeight(tree, sheet, at('B1'), 1000), 'B1', 'B2', 'B3')).toEqual([1000, 1500, 1500]);
  });

  it('a locked sibling does not move; with all others locked nothing does', () => {
    const locked = new Set([at('B2')]);
    expect(read(slideWeight(tree, sheet, at('B1'), 1000, { locked }), 'B1', 'B2', 'B3')).toEqual([1000, 1000, 2000]);
    const all = { locked: new Set([at('B2'), at('B3')]) };
    expect(movableRange(tree, sheet, at('B1'), all)).toEqual({ from: 2000, to: 2000 });
    expect(slideWeight(tree, sheet, at('B1'), 500, all)).toEqual(sheet);
  });

  it('stops where a limited sibling cannot give more', () => {
    const limits = {
      min: new Map([
        [at('B2'), 800],
        [at('B3'), 900],
      ]),
    };
    expect(movableRange(tree, sheet, at('B1'), limits)).toEqual({ from: 0, to: 2300 });
    expect(read(slideWeight(tree, sheet, at('B1'), 4000, limits), 'B1', 'B2', 'B3')).toEqual([2300, 800, 900]);
  });

  it('siblings at 0 can take again', () => {
    const emptied = slideWeight(tree, sheet, at('B1'), 4000);
    expect(read(emptied, 'B1', 'B2', 'B3')).toEqual([4000, 0, 0]);
    expect(read(slideWeight(tree, emptied, at('B1'), 3000), 'B1', 'B2', 'B3')).toEqual([3000, 500, 500]);
  });
});

describe('after any sequence of edits', () => {
  const leaves = tree.nodes.map((_, index) => index).filter((index) => index !== tree.root);
  const edit = fc.record({
    node: fc.constantFrom(...leaves),
    target: fc.integer({ min: -500, max: 11_000 }),
    locked: fc.uniqueArray(fc.constantFrom(...leaves), { maxLength: 4 }),
  });
  const min = new Map([
    [at('B2'), 300],
    [at('A1'), 500],
  ]);
  const max = new Map([
    [at('B2'), 2500],
    [at('A'), 9000],
  ]);

  it('every group adds up to its parent exactly, and the mover lands where it may', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        let points: readonly number[] = sheet;
        for (const { node, target, locked } of edits) {
          const limits = { locked: new Set(locked) };
          const { from, to } = movableRange(tree, points, node, limits);
          const next = slideWeight(tree, Object.freeze([...points]), node, target, limits);
          expect(next[node]).toBe(Math.min(to, Math.max(from, target)));
          tree.children.forEach((children, parent) => {
            if (children.length > 0)
              expect(children.reduce((sum, child) => sum + (next[child] as number), 0)).toBe(next[parent]);
          });
          expect(next.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
          const siblings = tree.children[tree.parent[node] as number] ?? [];
          for (const one of siblings) if (locked.includes(one) && one !== node) expect(next[one]).toBe(points[one]);
          points = next;
        }
      }),
    );
  });

  it('a limited weight never moves past its bounds by an edit among its siblings', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        let points: readonly number[] = sheet;
        for (const { node, target } of edits) {
          const next = slideWeight(tree, points, node, target, { min, max });
          for (const one of tree.children[tree.parent[node] as number] ?? []) {
            const before = points[one] as number;
            expect(next[one]).toBeGreaterThanOrEqual(Math.min(before, min.get(one) ?? 0));
            expect(next[one]).toBeLessThanOrEqual(Math.max(before, max.get(one) ?? 10_000));
          }
          points = next;
        }
      }),
    );
  });
});
