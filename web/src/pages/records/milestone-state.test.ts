import { expect, it } from 'vitest';
import { milestoneState } from './milestone-state.ts';

it.each([
  ['2023-05', null, '2023-04', 'due'],
  ['2023-05', null, '2023-05', 'overdue'],
  ['2023-05', null, '2023-06', 'overdue'],
  ['2023-05', '2023-05', '2023-05', 'done'],
  ['2023-05', '2023-03', '2023-04', 'done'],
  ['2023-05', '2023-07', '2023-04', 'due'],
  ['2023-05', '2023-07', '2023-06', 'overdue'],
  ['2023-05', '2023-07', '2023-07', 'late'],
] as const)('due %s, done %s, seen at %s: %s', (due, doneAt, month, state) => {
  expect(milestoneState({ due, doneAt }, month)).toBe(state);
});
