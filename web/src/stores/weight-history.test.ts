import { describe, expect, it } from 'vitest';
import { record, redo, settle, startHistory, undo } from './weight-history.ts';

const start = startHistory(Object.freeze([100, 60, 40]));

describe('weight history', () => {
  it('undoes five steps and redoes five to the same sheet', () => {
    let history = start;
    for (const points of [61, 62, 63, 64, 65]) history = record(history, [100, points, 100 - points]);
    const end = history.present;
    for (let k = 0; k < 5; k += 1) history = undo(history);
    expect(history.present).toEqual(start.present);
    for (let k = 0; k < 5; k += 1) history = redo(history);
    expect(history.present).toEqual(end);
  });

  it('undoes a drag as one step', () => {
    let history = start;
    for (const points of [61, 62, 63]) history = record(history, [100, points, 100 - points], 'A');
    history = settle(history);
    history = record(history, [100, 70, 30], 'A');
    expect(history.past).toHaveLength(2);
    expect(undo(history).present).toEqual([100, 63, 37]);
  });

  it('forgets the future when something else is done', () => {
    const history = record(undo(record(start, [100, 50, 50])), [100, 55, 45]);
    expect(history.future).toEqual([]);
    expect(redo(history)).toEqual(history);
  });

  it('takes no step where nothing moved', () => {
    expect(record(start, [100, 60, 40])).toBe(start);
    expect(undo(start)).toEqual(start);
  });
});
