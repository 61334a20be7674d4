import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import example from '../../../fixtures/worked-example.json' with { type: 'json' };
import type { SchemeDocument } from '../../scheme/document.ts';
import { buildTree } from '../../scheme/tree.ts';
import { pointSheet, slideWeight } from './slide.ts';
import { edgeRange, moveEdge } from './edge.ts';
import { applyEdit, redoEdit, replayEdits, settleLog, startLog, undoEdit } from './edit-log.ts';
import type { Edit, EditLog } from './edit-schema.ts';
import { groupGap } from './group-gap.ts';
import { excludedOf } from './perform.ts';
import { readEditLog } from './read-edit-log.ts';
import type { EditLimits } from './reach.ts';
import { checkSheet } from './sheet-check.ts';

// What holds for every sequence of edits, under any locks and limits.
const tree = buildTree(example.scheme as unknown as SchemeDocument);
const movers = tree.nodes.map((_, node) => node).filter((node) => node !== tree.root);
const branches = [...tree.nodes.keys()].filter((node) => tree.children[node]!.length > 0);
const codeAt = (node: number): string => tree.nodes[node]!.code;
const anyNode = fc.constantFrom(...movers);
const anyPoints = fc.integer({ min: 0, max: 11_000 });
const anyPair = fc
  .constantFrom(...branches)
  .chain((group) => fc.shuffledSubarray([...tree.children[group]!], { minLength: 2, maxLength: 2 }));
const reason = fc.constantFrom('无此业务', '本年不考核');

const keepingEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('slide' as const), node: anyNode.map(codeAt), points: anyPoints }),
  fc.record({ kind: fc.constant('slide' as const), node: anyNode.map(codeAt), points: fc.constant(0), reason }),
  fc.tuple(anyPair, anyPoints).map(([[first, second], points]): Edit => ({
    kind: 'edge',
    first: codeAt(first!),
    second: codeAt(second!),
    points,
  })),
  fc
    .constantFrom(...branches)
    .chain((group) =>
      fc
        .tuple(
          ...tree.children[group]!.map((child) => fc.tuple(fc.constant(codeAt(child)), fc.integer({ min: 0, max: 9 }))),
        )
        .map((weights): Edit => ({ kind: 'adopt', group: codeAt(group), weights: Object.fromEntries(weights) })),
    ),
);
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: keepingEdit },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('type' as const), node: anyNode.map(codeAt), points: anyPoints }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('give' as const), node: anyNode.map(codeAt) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('spread' as const), group: fc.constantFrom(...branches).map(codeAt) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('explain' as const), node: anyNode.map(codeAt), reason }) },
  { weight: 1, arbitrary: fc.constant<Edit>({ kind: 'reset' }) },
);
const anyLimits: fc.Arbitrary<EditLimits> = fc
  .tuple(
    fc.uniqueArray(anyNode, { maxLength: 3 }),
    fc.uniqueArray(fc.tuple(anyNode, fc.integer({ min: 0, max: 4000 })), { maxLength: 3, selector: ([node]) => node }),
    fc.uniqueArray(fc.tuple(anyNode, fc.integer({ min: 500, max: 9000 })), {
      maxLength: 3,
      selector: ([node]) => node,
    }),
  )
  .map(([locked, min, max]) => ({ locked: new Set(locked), min: new Map(min), max: new Map(max) }));
const steps = (edit: fc.Arbitrary<Edit>) =>
  fc.array(fc.tuple(edit, anyLimits, fc.constantFrom(null, null, null, 'drag')), {
    minLength: 4,
    maxLength: 16,
    size: 'max',
  });

/** Applies every step that can be made, handing over the log before and after each. */
function walk(
  list: readonly (readonly [Edit, EditLimits, string | null])[],
  look: (before: EditLog, after: EditLog, edit: Edit, limits: EditLimits) => void,
): EditLog {
  let log = startLog(tree);
  for (const [edit, limits, gesture] of list) {
    const outcome = applyEdit(tree, log, edit, limits, gesture);
    if (!outcome.ok) continue;
    look(log, outcome.log, edit, limits);
    log = outcome.log;
  }
  return log;
}
const bytes = (log: EditLog): string => JSON.stringify(replayEdits(tree, log));
const isBelow = (node: number, ancestor: number): boolean =>
  node === ancestor || (node !== tree.root && isBelow(tree.parent[node]!, ancestor));

describe('after any sequence of edits', () => {
  it('by slider, edge and adopted weights every group adds up exactly', () => {
    fc.assert(
      fc.property(steps(keepingEdit), (list) => {
        walk(list, (_, after) => {
          const { sheet } = replayEdits(tree, after);
          const check = checkSheet(tree, sheet);
          expect(check.ok ? [] : check.faults.filter(({ code }) => code !== 'zero-without-reason')).toEqual([]);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('points are whole hundredths of at least 0, and only a typed value opens a gap', () => {
    fc.assert(
      fc.property(steps(anyEdit), (list) => {
        walk(list, (before, after, edit) => {
          const [old, now] = [replayEdits(tree, before).sheet, replayEdits(tree, after).sheet];
          expect(now.every((points) => Number.isSafeInteger(points) && points >= 0)).toBe(true);
          if (edit.kind !== 'slide' && edit.kind !== 'edge') return;
          // A gesture that goes on is computed from where it began.
          if (before.gesture !== null) return;
          for (const group of branches) expect(groupGap(tree, now, group)).toBe(groupGap(tree, old, group));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('a locked weight has not moved, a limited one is not further out, one without a part was given nothing', () => {
    fc.assert(
      fc.property(steps(anyEdit), (list) => {
        walk(list, (before, after, edit, { locked, min, max }) => {
          if (edit.kind === 'reset' || before.gesture !== null) return;
          const state = replayEdits(tree, before);
          const now = replayEdits(tree, after).sheet;
          for (const node of movers) {
            const [was, is] = [state.sheet[node]!, now[node]!];
            if (locked!.has(node)) expect(is).toBe(was);
            expect(is).toBeGreaterThanOrEqual(Math.min(was, min!.get(node) ?? 0));
            expect(is).toBeLessThanOrEqual(Math.max(was, max!.get(node) ?? Infinity));
            const isOwn = 'node' in edit && edit.node === codeAt(node);
            if (excludedOf(tree, state).has(node) && !isOwn) expect(is).toBe(0);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it('a repair closes its gap and opens no other', () => {
    fc.assert(
      fc.property(steps(anyEdit), (list) => {
        walk(list, (before, after, edit) => {
          if (edit.kind !== 'give' && edit.kind !== 'spread') return;
          if (before.gesture !== null) return;
          const node = tree.indexOf.get(edit.kind === 'give' ? edit.node : edit.group)!;
          const repaired = edit.kind === 'give' ? tree.parent[node]! : node;
          const [old, now] = [replayEdits(tree, before).sheet, replayEdits(tree, after).sheet];
          for (const group of branches) {
            expect(groupGap(tree, now, group)).toBe(group === repaired ? 0 : groupGap(tree, old, group));
          }
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('undo, redo and replay', () => {
  it('undo after an edit is where it was, redo after undo is where it went', () => {
    fc.assert(
      fc.property(steps(anyEdit), (list) => {
        walk(list, (before, after) => {
          // A drag that stands where it began is no step to take back.
          if (settleLog(after).at === settleLog(before).at + 1)
            expect(bytes(undoEdit(after))).toBe(bytes(settleLog(before)));
          if (after.at > 0) expect(bytes(redoEdit(undoEdit(after)))).toBe(bytes(settleLog(after)));
        });
      }),
    );
  });

  it('a log that went through JSON replays to the same bytes, at every place in it', () => {
    fc.assert(
      fc.property(steps(anyEdit), (list) => {
        let log = walk(list, () => undefined);
        for (; ; log = undoEdit(log)) {
          const parsed = readEditLog(tree, JSON.parse(JSON.stringify(log)));
          expect(parsed && bytes(parsed)).toBe(bytes(log));
          expect(JSON.stringify(parsed)).toBe(JSON.stringify(log));
          if (log.at === 0) break;
        }
        expect(bytes(log)).toBe(bytes({ ...log, edits: [], at: 0, gesture: null }));
      }),
    );
  });
});

describe('the two gestures', () => {
  const sheet = pointSheet(tree);

  it('an edge changes only the two and what is below them, and their sum is constant', () => {
    fc.assert(
      fc.property(anyPair, fc.integer({ min: -500, max: 11_000 }), anyLimits, ([first, second], target, limits) => {
        const edge = { first: first!, second: second! };
        const { from, to } = edgeRange(tree, sheet, edge, limits);
        const next = moveEdge(tree, Object.freeze(sheet), edge, target, limits);
        expect(next[edge.first]).toBe(Math.min(to, Math.max(from, target)));
        expect(next[edge.first]! + next[edge.second]!).toBe(sheet[edge.first]! + sheet[edge.second]!);
        for (const node of tree.nodes.keys()) {
          if (!isBelow(node, edge.first) && !isBelow(node, edge.second)) expect(next[node]).toBe(sheet[node]);
        }
        for (const group of branches) expect(groupGap(tree, next, group)).toBe(0);
      }),
    );
  });

  it('with ten times finer points the slider gives the same, to a rounding on each level', () => {
    fc.assert(
      fc.property(anyNode, anyPoints, (node, target) => {
        const coarse = slideWeight(tree, sheet, node, target);
        const fine = slideWeight(
          tree,
          sheet.map((points) => points * 10),
          node,
          target * 10,
        );
        coarse.forEach((points, at) => expect(Math.abs(fine[at]! - points * 10)).toBeLessThan(20));
      }),
    );
  });
});
