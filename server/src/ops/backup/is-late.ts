import { Cron } from 'croner';
import type { ListedBackup } from './folder.ts';

/** Restored, found the same, and made of stores in which nothing was damaged. */
export const isGood = ({ trial, faults }: ListedBackup): boolean => trial?.isGood === true && faults === 0;

/** When the newest good one was made; `null` where there is none. */
export const findLastGood = (backups: readonly ListedBackup[]): string | null => backups.findLast(isGood)?.at ?? null;

/** What a backup and its trial may take. */
const ALLOWED_MS = 6 * 3600_000;

/**
 * Whether a good backup is missing that should be there by now.
 *
 * @param schedule as cron writes it, in Asia/Shanghai
 * @param lastGood `null` where there is none: then as if it were due since `since`
 * @param since when the schedule was begun to be kept
 */
export function isLate(schedule: string, lastGood: string | null, since: Date, now: Date): boolean {
  const cron = new Cron(schedule, { timezone: 'Asia/Shanghai', paused: true });
  const due = cron.nextRun(lastGood === null ? since : new Date(lastGood));
  return due !== null && now.getTime() > due.getTime() + ALLOWED_MS;
}
