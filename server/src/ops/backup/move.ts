import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { Actor } from '../../rights/actor.ts';
import { openStores, type StoreConfig } from '../../stores/index.ts';
import { moveMarkFile, readMoveMark, readRestoreMark, type MoveMark } from '../../stores/marks.ts';
import { writeDurably } from '../../base/durable-files.ts';
import { listBackups, lockBackupFolder, prepareBackupFolder } from './folder.ts';
import { evidenceFolderOf } from '../../evidence/folder.ts';
import { makeBackup } from './make-backup.ts';
import type { Backup, Program, Trial } from './manifest.ts';
import type { Tell } from './progress.ts';
import { checkEmpty, restoreBackup } from './restore.ts';

export interface MoveParts {
  readonly from: StoreConfig;
  /** Its data directory is another, and it is empty, or where the same move was interrupted. */
  readonly to: StoreConfig;
  readonly program: Program;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly tell?: Tell;
}

/** Where the content lies on its way; goes when all of it has arrived. */
const wayOf = (dataDir: string): string => `${dataDir}.moving`;

/**
 * Moves everything from one pair of stores to another, embedded or served: by a backup that is restored there and
 * compared to the last hash. What was moved stays as it is, marked so that no server starts on it by mistake. One that
 * was interrupted goes on where it was.
 *
 * @throws UserError where a server runs on either, the target is not empty, or it was moved before
 * @throws RestoreDiffers where what arrived is not what was sent
 */
export async function moveStores({
  from,
  to,
  program,
  actor,
  now,
  tell = () => undefined,
}: MoveParts): Promise<Trial['compared']> {
  if (path.resolve(from.dataDir) === path.resolve(to.dataDir))
    throw new UserError(`What is moved needs a data directory of its own: name another than ${from.dataDir}.`);
  const words = placeOf(to);
  const mark = readMoveMark(from.dataDir);
  await checkMark(from, to, mark, words);
  const place = wayOf(to.dataDir);
  const writeMark = (given: Pick<MoveMark, 'state' | 'backup'>): Promise<void> => {
    const written: MoveMark = { ...given, to: words, at: now().toISOString() };
    return writeDurably(moveMarkFile(from.dataDir), `${JSON.stringify(written)}\n`);
  };
  const release = lockBackupFolder(place);
  let compared: Trial['compared'];
  try {
    const folder = await prepareBackupFolder(place, null);
    let backup: Backup | undefined =
      mark === null ? undefined : listBackups(place).find(({ at }) => at === mark.backup);
    if (backup === undefined) {
      const stores = await openStores(from, { migrations: 'as-is', mayBeMarked: mark !== null, staysAlone: true });
      try {
        if (!stores.peers.isFirst)
          throw new UserError('A server works on these stores: stop it, and what it serves can be moved.');
        await writeMark({ state: 'moving', backup: null });
        ({ backup } = await makeBackup({
          stores,
          dataDir: from.dataDir,
          evidenceFolder: evidenceFolderOf(from),
          folder,
          program,
          now,
          tell,
        }));
      } finally {
        await stores.close();
      }
      await writeMark({ state: 'moving', backup: backup.at });
    }
    const { at, faults } = backup;
    if (faults > 0)
      throw new UserError(
        `${faults} things in ${from.dataDir} are damaged, and a copy would miss them: run dangzhi doctor there. ` +
          `Remove ${moveMarkFile(from.dataDir)} to go on as it is.`,
      );
    compared = await restoreBackup({
      folder,
      backup,
      manifest: await folder.readManifest(backup),
      target: to,
      tell,
      told: { actor, at: now(), action: 'backup.move', reason: `moved from ${placeOf(from)}` },
      // Before the target can be started: at no moment both can.
      beforeDone: () => writeMark({ state: 'moved', backup: at }),
    });
  } finally {
    release();
  }
  rmSync(place, { recursive: true, force: true });
  return compared;
}

/** @throws UserError where this move cannot be begun, nor be gone on with */
async function checkMark(from: StoreConfig, to: StoreConfig, mark: MoveMark | null, words: string): Promise<void> {
  const file = moveMarkFile(from.dataDir);
  if (mark === null) {
    if (!existsSync(from.dataDir)) throw new UserError(`There is no data directory ${from.dataDir} to move.`);
    // Of another restore, as much as of data.
    if (readRestoreMark(to.dataDir) !== null)
      throw new UserError(`${to.dataDir} holds what another move or restore left: empty it and its stores first.`);
    await checkEmpty(to);
    return;
  }
  // Killed between the two marks: all has arrived, and the target still says that it has not.
  const isAllButDone = mark.to === words && readRestoreMark(to.dataDir)?.at === mark.backup;
  if (mark.state === 'moved' && !isAllButDone)
    throw new UserError(`${from.dataDir} was moved to ${mark.to} on ${mark.at}. To move it once more, remove ${file}.`);
  if (mark.to !== words)
    throw new UserError(
      `Moving ${from.dataDir} to ${mark.to} was begun and not finished: name the same target again, or remove ${file} to begin anew.`,
    );
}

/** Stores in words, without passwords. */
function placeOf({ dataDir, clickhouseUrl, databaseUrl }: StoreConfig): string {
  const shown = (url: string): string => Object.assign(new URL(url), { username: '', password: '' }).toString();
  const parts = [dataDir, ...[clickhouseUrl, databaseUrl].flatMap((url) => (url === undefined ? [] : shown(url)))];
  return parts.join(', ');
}
