import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/errors.ts';
import { isNoSpace } from '../base/free-space.ts';
import { takeExclusively, takeShared } from '../base/file-lock.ts';
import { findOpenness, makeDataDir, type DataDirFault } from './data-dir.ts';

export interface DataDirLock {
  release(): void;
}

/**
 * Takes `dataDir` together with other processes that work on the same servers: whoever wants it alone is told that it is
 * in use.
 *
 * @throws UserError as {@link lockDataDir}
 */
export const shareDataDir = (dataDir: string): DataDirLock => lockDataDir(dataDir, takeShared);

/**
 * Makes the data directory where it is not there.
 *
 * @throws UserError when it cannot be written, or others can get at it
 */
function prepareDataDir(dataDir: string): void {
  try {
    makeDataDir(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (isNoSpace(error)) throw noRoom(dataDir);
    throw new UserError(
      `No permission to write to the data directory ${dataDir}; set DATA_DIR to one that is writable.`,
    );
  }
  const openness = findOpenness(dataDir);
  if (openness !== null) throw new UserError(sentenceOf(openness));
}

/**
 * Takes `dataDir` for this process alone; the system frees it when the process ends in any way. PGlite does not lock its
 * directory: two openers would lose acknowledged rows.
 *
 * @throws UserError when the directory cannot be written, others can get at it, or another process holds it
 */
export function lockDataDir(dataDir: string, take = takeExclusively): DataDirLock {
  prepareDataDir(dataDir);
  const holder = path.join(dataDir, 'lock.pid');
  let release: (() => void) | null;
  try {
    release = take(path.join(dataDir, 'lock.sqlite'));
  } catch (error) {
    throw new UserError(
      `The lock of the data directory ${dataDir} cannot be taken: ${error instanceof Error ? error.message : String(error)}. ` +
        'See that its disk has room and is in order.',
    );
  }
  if (release === null)
    throw new UserError(
      `The data directory ${dataDir} is in use by another process${describeHolder(holder)}; stop it, or set DATA_DIR to another directory.`,
    );
  try {
    writeFileSync(holder, `${process.pid}\n`);
  } catch (error) {
    // Who has it is only told in a sentence; the stores may still be read.
    if (!isNoSpace(error)) {
      release();
      throw error;
    }
  }
  return { release };
}

const noRoom = (dataDir: string): UserError =>
  new UserError(`The disk of the data directory ${dataDir} is full; free some space on it.`);

function sentenceOf({ found, mend }: DataDirFault): string {
  return `${found.charAt(0).toUpperCase()}${found.slice(1)}. ${mend}`;
}

function describeHolder(file: string): string {
  try {
    const pid = readFileSync(file, 'utf8').trim();
    return /^\d+$/.test(pid) ? ` (process ${pid})` : '';
  } catch {
    return '';
  }
}
