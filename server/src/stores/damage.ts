import { StoreError, UserError, type StoreName } from '../base/errors.ts';
import { isNoSpace } from '../base/free-space.ts';
import { asPostgresFailure } from './postgres.ts';
import { StatementError } from './statement-failure.ts';

const MOST_SAID = 200;

/** What an engine says of files it cannot read is for its makers: people are told what it means and what to do. */
export function damagedStore(store: StoreName, reason: string, folder: string | null = null): UserError {
  const [line = ''] = reason.split('\n');
  const said = line.length > MOST_SAID ? `${line.slice(0, MOST_SAID)} …` : line;
  const [zhPlace, enPlace] = folder === null ? ['', ''] : [`（${folder}）`, ` in ${folder}`];
  return new UserError(
    `${store} 的文件${zhPlace}无法打开或读出，可能已损坏。请先复制 DATA_DIR 留存，再用 dangzhi restore 从最近一次完好的备份恢复到空目录。\n` +
      `${store} cannot open or read its files${enPlace}; they may be damaged. Keep a copy of DATA_DIR, then restore the newest good ` +
      `backup into an empty directory with dangzhi restore. The engine says: ${said}`,
  );
}

/**
 * Nothing is damaged, and nothing may be taken for it: whoever starts the program on a full disk is told to make room, and
 * not to restore a backup.
 */
const fullDisk = (place: StoreName | 'DATA_DIR'): UserError =>
  new UserError(
    `${place} 所在磁盘已满，无法启动。请在该磁盘上腾出空间后重新启动；DATA_DIR 中的文件不可手动删除。\n` +
      `The disk of ${place} is full, and it cannot start. Free some space on that disk, not in DATA_DIR, and start again.`,
  );

/** What embedded engines say that have no room, in texts that have no code. */
const SAYS_FULL = /no space left on device|not enough space|database or disk is full|\bENOSPC\b/i;

/** Of the machine, and not of the files. */
const OF_THE_MACHINE = /^(ENOSPC|EACCES|EPERM|EROFS|EMFILE|ENOMEM)$/;

/** The same of whatever an embedded engine throws that is opened; what is no damage stays what it is. */
export const openingFiles = <Opened>(store: StoreName, dataDir: string, opening: Promise<Opened>): Promise<Opened> =>
  opening.catch((error: unknown) => {
    if (error instanceof UserError) throw error;
    if (error instanceof StoreError && error.kind === 'full') throw fullDisk(error.store);
    const { code = '', message } = (error instanceof Error ? error : new Error(String(error))) as NodeJS.ErrnoException;
    if (SAYS_FULL.test(`${code} ${message}`)) throw fullDisk(store);
    throw OF_THE_MACHINE.test(code) ? error : damagedStore(store, message, dataDir);
  });

/** A failure of a start, in words where it is one of the disk or of what is stored. */
export function asStartFailure(error: unknown): unknown {
  if (isNoSpace(error)) return fullDisk('DATA_DIR');
  const failure = error instanceof StoreError ? error : asPostgresFailure(error);
  return failure?.kind === 'full' ? fullDisk(failure.store) : asUnreadable(error);
}

/** A statement of ours that fails while a start reads what is there: something of it cannot be read. */
export function asUnreadable(error: unknown): unknown {
  if (error instanceof StoreError && error.kind === 'query') return damagedStore(error.store, error.message);
  if (!(error instanceof StatementError)) return error;
  // Internal errors and failures of its files; the embedded engine aborts where a server would say one.
  const isOfFiles = /^(XX|58)/.test(error.code ?? '') || /Aborted\(|unreachable|out of bounds/.test(error.message);
  return isOfFiles ? damagedStore('PostgreSQL', error.message) : error;
}
