import type { BackupSettings } from '../../runtime/backup-settings.ts';
import { listBackups } from '../backup/folder.ts';
import { findLastGood, isLate } from '../backup/is-late.ts';
import { ok, warning, type Check } from './check.ts';

const NAME = 'backup';

/** Whether there is a backup that was restored and found the same, and is as new as the schedule says. */
export function checkBackups(settings: BackupSettings | null, demo: boolean, now: Date): Check {
  if (settings === null) {
    if (demo) return ok(NAME, 'none is made by itself; a demo fills itself again');
    return warning(
      NAME,
      'no folder for backups is set',
      'Set BACKUP_FOLDER to one on another disk, or run dangzhi backup by a timer of your own.',
    );
  }
  const { folder, schedule } = settings;
  const all = listBackups(folder);
  const [first] = all;
  if (first === undefined) return warning(NAME, `no backup in ${folder} yet`, 'Make the first one now: dangzhi backup');
  const lastGood = findLastGood(all);
  const newest = all.at(-1)?.at ?? '';
  if (lastGood === null)
    return warning(
      NAME,
      `none of ${all.length} in ${folder} was restored and found the same`,
      'Run dangzhi backup and read what it says.',
    );
  const found = `${all.length} in ${folder}, the last good one of ${lastGood}`;
  if (schedule !== null && isLate(schedule, lastGood, new Date(first.at), now))
    return warning(
      NAME,
      `${found}: older than BACKUP_AT=${schedule} says`,
      'Run dangzhi backup and read what it says; the log of the server has why the last one failed.',
    );
  if (newest !== lastGood)
    return warning(
      NAME,
      `${found}; the newest, of ${newest}, is not good`,
      'Run dangzhi backup and read what it says.',
    );
  return ok(NAME, found);
}
