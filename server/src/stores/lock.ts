import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/errors.ts';
import { isNoSpace } from '../base/free-space.ts';
import { takeExclusively } from '../base/exclusive-lock.ts';
import { findOpenness, makeDataDir, type DataDirFault } from './data-dir.ts';

export interface DataDirLock {
  release(): void;
}

/**
 * Takes `dataDir` for this process alone; the system frees it when the process ends in any way. PGlite does not lock its
 * directory: two openers would lose acknowledged rows.
 *
 * @throws UserError when the directory cannot be written, others can get at it, or another process holds it
 */
export function lockDataDir(dataDir: string): DataDirLock {
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
  const holder = path.join(dataDir, 'lock.pid');
  let release: (() => void) | null;
  try {
    release = takeExclusively(path.join(dataDir, 'lock.sqlite'));
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
