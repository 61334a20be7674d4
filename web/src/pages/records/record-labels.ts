import type { RecordStatus } from '../../api/types.ts';
import type { MilestoneState } from './milestone-state.ts';
import type { TargetState } from './target-state.ts';

/** Codes of the API and the key of the word for each: static, so that unused and missing keys can be found. */
export const RECORD_STATUS_KEY: Record<RecordStatus, string> = {
  done: 'records.statuses.done',
  'under-way': 'records.statuses.underWay',
  planned: 'records.statuses.planned',
  open: 'records.statuses.open',
};

export const MILESTONE_STATE_KEY: Record<MilestoneState, string> = {
  done: 'records.milestoneStates.done',
  late: 'records.milestoneStates.late',
  due: 'records.milestoneStates.due',
  overdue: 'records.milestoneStates.overdue',
};

export const TARGET_STATE_KEY: Record<Exclude<TargetState, 'unknown'>, string> = {
  met: 'records.states.met',
  held: 'records.states.held',
  short: 'records.states.short',
  missed: 'records.states.missed',
  broken: 'records.states.broken',
  early: 'records.states.early',
  boundless: 'records.states.boundless',
};
