import type { Milestone } from '../../api/types.ts';

export type MilestoneState = 'done' | 'late' | 'due' | 'overdue';

/** How a milestone stands at the end of a month (`YYYY-MM`): what is done later is not done yet. */
export function milestoneState({ due, doneAt }: Pick<Milestone, 'due' | 'doneAt'>, month: string): MilestoneState {
  if (doneAt !== null && doneAt <= month) return doneAt <= due ? 'done' : 'late';
  return due <= month ? 'overdue' : 'due';
}
