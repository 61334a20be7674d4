import { describe, expect, it } from 'vitest';
import example from '../../../fixtures/worked-example.json' with { type: 'json' };
import type { SchemeDocument } from '../../scheme/document.ts';
import { buildTree } from '../../scheme/tree.ts';
import { pointSheet } from './slide.ts';
import { applyEdit, LONGEST_LOG, redoEdit, replayEdits, settleLog, startLog, undoEdit } from './edit-log.ts';
import type { Edit, EditLog } from './edit-schema.ts';
import { readEditLog } from './read-edit-log.ts';
import type { EditLimits } from './reach.ts';
import { lastTouched, offerRepairs } from './repairs.ts';

const document = example.scheme as unknown as SchemeDocument;
const tree = buildTree(document);
const at = (code: string): number => tree.indexOf.get(code)!;
const fresh = startLog(tree);
const apply = (log: EditLog, edit: Edit, limits: EditLimits = {}, gesture: string | null = null): EditLog => {
  const outcome = applyEdit(tree, log, edit, limits, gesture);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.log;
};
const refusal = (log: EditLog, edit: Edit, limits: EditLimits = {}) => {
  const outcome = applyEdit(tree, log, edit, limits);
  return outcome.ok ? null : outcome.refusal.code;
};
const slide = (node: string, points: number): Edit => ({ kind: 'slide', node, points });
const type = (node: string, points: number): Edit => ({ kind: 'type', node, points });
const read = (log: EditLog, ...codes: string[]) => codes.map((code) => replayEdits(tree, log).sheet[at(code)]);

describe('an edit log', () => {
  it('starts from the scheme’s own points', () => {
    expect(replayEdits(tree, fresh)).toEqual({ sheet: pointSheet(tree), reasons: {} });
  });

  it('five steps back and five forward are the same sheet, also after a round trip as JSON', () => {
    const edits: Edit[] = [
      slide('A', 7000),
      { kind: 'edge', first: 'B1', second: 'B2', points: 1700 },
      type('B3', 500),
      { kind: 'give', node: 'B2' },
      { kind: 'adopt', group: 'A', weights: { A1: 1, A2: 2 }, source: 'entropy' },
    ];
    const states = edits.reduce<EditLog[]>((logs, edit) => [...logs, apply(logs.at(-1)!, edit)], [fresh]);
    let log = JSON.parse(JSON.stringify(states.at(-1))) as EditLog;
    for (const state of states.slice(0, -1).reverse()) {
      log = undoEdit(log);
      expect(JSON.stringify(replayEdits(tree, log))).toBe(JSON.stringify(replayEdits(tree, state)));
    }
    expect(undoEdit(log)).toEqual(log);
    for (const state of states.slice(1)) {
      log = redoEdit(JSON.parse(JSON.stringify(log)) as EditLog);
      expect(JSON.stringify(replayEdits(tree, log))).toBe(JSON.stringify(replayEdits(tree, state)));
    }
    expect(redoEdit(log)).toEqual(log);
    expect(JSON.stringify(log)).toBe(JSON.stringify(states.at(-1)));
  });

  it('a new edit forgets what was undone', () => {
    const log = apply(undoEdit(apply(apply(fresh, slide('A', 7000)), slide('A', 8000))), slide('B1', 100));
    expect(log.edits.map(({ edit }) => edit)).toEqual([slide('A', 7000), slide('B1', 100)]);
    expect(log.at).toBe(2);
  });

  it('an edit that changes nothing is none', () => {
    expect(apply(fresh, slide('A', 6000))).toEqual(fresh);
  });

  it('a drag is one step, and a drag there and back none', () => {
    let log = apply(fresh, slide('B1', 3999), {}, 'drag');
    log = apply(log, slide('B1', 4000), {}, 'drag');
    expect(read(log, 'B1', 'B2', 'B3')).toEqual([4000, 0, 0]);
    const further = settleLog(apply(log, slide('B1', 1000), {}, 'drag'));
    // Computed from where the drag began, not from 40 / 0 / 0.
    expect(read(further, 'B1', 'B2', 'B3')).toEqual([1000, 1500, 1500]);
    expect(further.edits).toHaveLength(1);
    expect(undoEdit(further)).toMatchObject({ at: 0 });
    const back = apply(log, slide('B1', 2000), {}, 'drag');
    expect(settleLog(apply(apply(back, slide('B1', 2100), {}, 'drag'), slide('B1', 2000), {}, 'drag'))).toEqual(fresh);
    expect(apply(back, slide('A', 7000), {}, 'other').edits).toHaveLength(1);
  });

  it('a gesture after an undo is a step of its own', () => {
    const log = apply(fresh, slide('B1', 3000), {}, 'drag');
    const again = apply(redoEdit(undoEdit(log)), slide('B1', 1000), {}, 'drag');
    expect(again.edits).toHaveLength(2);
  });

  it('refuses what cannot be done, and the log stays as it was', () => {
    const limits = { locked: new Set([at('A')]) };
    expect(refusal(fresh, slide('A', 10), limits)).toBe('locked');
    expect(refusal(fresh, slide('W', 10))).toBe('root');
    expect(refusal(fresh, slide('NOPE', 10))).toBe('unknown-node');
    expect(refusal(fresh, { kind: 'edge', first: 'A1', second: 'B1', points: 5 })).toBe('unknown-node');
    expect(refusal(fresh, { kind: 'spread', group: 'B' })).toBe('no-gap');
    expect(refusal(fresh, { kind: 'explain', node: 'A', reason: '无此业务' })).toBe('not-zero');
    expect(refusal(fresh, { kind: 'adopt', group: 'B', weights: { B1: 1 } })).toBe('not-weights');
  });

  it('keeps the last edits only, the oldest becoming the start', () => {
    let log = fresh;
    for (let k = 0; k <= LONGEST_LOG; k += 1) log = apply(log, slide('A', 6001 + k));
    expect(log.edits).toHaveLength(LONGEST_LOG);
    for (let k = 0; k < LONGEST_LOG; k += 1) log = undoEdit(log);
    expect(read(log, 'A')).toEqual([6001]);
  });
});

describe('a weight that takes no part (不参与)', () => {
  const without = apply(fresh, { kind: 'slide', node: 'B2', points: 0, reason: ' 本年不考核 ' });

  it('is 0 with its reason, and stays 0 when others move', () => {
    expect(replayEdits(tree, without)).toMatchObject({ reasons: { B2: '本年不考核' } });
    expect(read(apply(without, slide('B1', 0)), 'B1', 'B2', 'B3')).toEqual([0, 0, 4000]);
  });

  it('loses its reason with its first points, and undo gives it back', () => {
    const back = apply(without, slide('B2', 500));
    expect(replayEdits(tree, back).reasons).toEqual({});
    expect(replayEdits(tree, undoEdit(back)).reasons).toEqual({ B2: '本年不考核' });
  });

  it('can be explained afterwards', () => {
    const silent = apply(fresh, type('B2', 0));
    expect(replayEdits(tree, silent).reasons).toEqual({});
    const explained = apply(silent, { kind: 'explain', node: 'B2', reason: '无此业务' });
    expect(replayEdits(tree, explained).reasons).toEqual({ B2: '无此业务' });
    expect(apply(explained, { kind: 'reset' }).at).toBe(3);
    expect(replayEdits(tree, apply(explained, { kind: 'reset' }))).toEqual(replayEdits(tree, fresh));
  });

  it('keeps the reason the scheme itself gives', () => {
    const nodes = document.nodes.map((node) =>
      node.code === 'B2'
        ? { ...node, weight: 0, reason: '无此业务' }
        : node.code === 'B1'
          ? { ...node, weight: 30 }
          : node,
    );
    const other = buildTree({ ...document, nodes });
    expect(replayEdits(other, startLog(other)).reasons).toEqual({ B2: '无此业务' });
  });
});

describe('the three repairs', () => {
  const typed = apply(apply(fresh, type('B2', 1200)), type('B1', 1550));

  it('are offered with what they lead to, and none is made', () => {
    expect(lastTouched(tree, typed, at('B'))).toBe('B1');
    const offers = offerRepairs(tree, typed, at('B'));
    expect(offers.map(({ kind }) => kind)).toEqual(['give-to-last', 'spread', 'undo']);
    const points = offers.map(({ state }) => ['B1', 'B2', 'B3'].map((code) => state!.sheet[at(code)]));
    // 2.50 short: 12 and 10 share it when what was typed last stays.
    expect(points).toEqual([
      [1800, 1200, 1000],
      [1550, 1336, 1114],
      [2000, 1200, 1000],
    ]);
    for (const { edit, state } of offers.slice(0, 2)) expect(replayEdits(tree, apply(typed, edit!))).toEqual(state);
  });

  it('say why one cannot be made', () => {
    const offers = offerRepairs(tree, typed, at('B'), { locked: new Set([at('B1'), at('B2'), at('B3')]) });
    expect(offers.map(({ refusal: why }) => why?.code ?? null)).toEqual(['locked', 'no-room', null]);
  });

  it('are none for a group that adds up', () => {
    expect(offerRepairs(tree, typed, at('A'))).toEqual([]);
  });
});

describe('readEditLog', () => {
  const log = apply(apply(fresh, slide('A', 7000)), { kind: 'slide', node: 'B2', points: 0, reason: '无此业务' });
  const roundTrip = JSON.parse(JSON.stringify(log)) as EditLog;

  it('takes a log of this scheme', () => {
    expect(readEditLog(tree, roundTrip)).toEqual(log);
  });

  it.each([
    ['nothing', null],
    ['another shape', { history: [] }],
    ['a place outside', { ...roundTrip, at: 3 }],
    ['another scheme', { ...roundTrip, start: { ...roundTrip.start, points: { X: 1 } } }],
    ['a node more', { ...roundTrip, start: { ...roundTrip.start, points: { ...roundTrip.start.points, X: 1 } } }],
    ['a step that does not follow', { ...roundTrip, edits: roundTrip.edits.slice(1), at: 1 }],
    ['a forged reason', { ...roundTrip, start: { ...roundTrip.start, reasons: { B2: 'x' } } }],
    ['an unknown edit', { ...roundTrip, edits: [{ edit: { kind: 'drop' }, points: [], reasons: [] }] }],
  ])('refuses %s', (_, input) => {
    expect(readEditLog(tree, input)).toBeNull();
  });
});
