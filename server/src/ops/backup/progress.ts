import type { BACKUP_PHASES } from '@dangzhi/metrics/contract';

/** What is under way, as a person is told of it. */
export interface Progress {
  readonly phase: (typeof BACKUP_PHASES)[number];
  /** Parts of the phase that are done, and all of them. */
  readonly done: number;
  readonly of: number;
}

export type Tell = (progress: Progress) => void;
