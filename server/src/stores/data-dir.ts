import { chmodSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { makeFolderDurably } from '../base/durable-files.ts';

/** Why a data directory is not taken, and what its owner can do about it. */
export interface DataDirFault {
  readonly found: string;
  readonly mend: string;
}

/** Bits of a mode that let in anybody but the owner. */
const OTHERS = 0o077;

/**
 * Makes the data directory for its owner alone, and what this process writes from now on. One that is empty and ours
 * is narrowed, as `initdb` does: what is in a wider one may have been read or changed by others, and its owner should
 * know.
 *
 * @throws what the file system says where it cannot be made
 */
export function makeDataDir(dataDir: string): void {
  makeFolderDurably(dataDir);
  if (!hasModes) return;
  // ClickHouse leaves the modes of its files to the process.
  process.umask(OTHERS);
  const { uid, mode } = statSync(dataDir);
  if (uid === process.getuid?.() && (mode & OTHERS) !== 0 && readdirSync(dataDir).length === 0)
    chmodSync(dataDir, 0o700);
}

/**
 * Whether others can get at an existing data directory, as PostgreSQL asks of its own: it holds password hashes, and
 * whoever can write in it can change a score.
 *
 * @param user who asks
 */
export function findOpenness(dataDir: string, user = process.getuid?.()): DataDirFault | null {
  if (!hasModes || user === undefined) return null;
  const { uid, mode } = statSync(dataDir);
  if (uid !== user)
    return {
      found: `the data directory ${dataDir} belongs to user ${uid}, and this is user ${user}`,
      mend: 'Run this as that user, or set DATA_DIR to another directory.',
    };
  // An empty one is narrowed by the start.
  if ((mode & OTHERS) === 0 || readdirSync(dataDir).length === 0) return null;
  return {
    found: `the data directory ${dataDir} has mode ${(mode & 0o777).toString(8).padStart(4, '0')}: other users of this machine can get at it`,
    mend: `Allow its owner alone: chmod 700 ${quoted(dataDir)}`,
  };
}

/** Takes from everything below a folder what others than its owner may. */
export function narrowBelow(folder: string): void {
  if (!hasModes) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const place = path.join(entry.parentPath, entry.name);
    const { mode } = statSync(place);
    if ((mode & OTHERS) !== 0) chmodSync(place, mode & 0o777 & ~OTHERS);
  }
}

// Windows keeps lists of rights instead; who may read a folder there follows from where it lies.
const hasModes = process.platform !== 'win32';

/** As a shell takes it back. */
const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
