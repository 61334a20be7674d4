import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file that is there whole when this returns and stays so when the power goes: written aside, synced, named,
 * and the name synced. Only its owner reads it.
 *
 * @param options `aside` is where it is written before it is named: one of its own where two may write the same file at
 *   once; with `nameLater` the caller syncs the folder, once for many files
 * @throws what the file system says; the file is then whole all the same, the one before or the new one
 */
export async function writeDurably(
  place: string,
  content: string | Uint8Array,
  { aside = `${place}.new`, nameLater = false }: { readonly aside?: string; readonly nameLater?: boolean } = {},
): Promise<void> {
  try {
    // The mode is given to new files only, and one that was left half-written may have another.
    await rm(aside, { force: true });
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, place);
    if (!nameLater) syncFolder(path.dirname(place));
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/**
 * Makes a folder and those above it that are not there, and syncs the name of each. One level at a time: Node's own
 * recursive mkdir never returns where a file system takes no folders.
 *
 * @param mode of the folder itself; those above it get the process's own
 * @throws what the file system says
 */
export function makeFolderDurably(folder: string, mode = 0o700): void {
  if (existsSync(folder)) return;
  const above = path.dirname(folder);
  makeFolderDurably(above, 0o777);
  mkdirSync(folder, { mode });
  syncFolder(above);
}

/**
 * Names in a folder that were made, changed or removed are on the disk when this returns.
 *
 * @throws what the file system says
 */
export function syncFolder(folder: string): void {
  // Windows opens no folders, and keeps their names in a journal of its own.
  if (process.platform === 'win32') return;
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!NO_FOLDER_SYNC.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** A folder above ours that we may not read, and file systems that know no sync of a folder. PostgreSQL lets both pass. */
const NO_FOLDER_SYNC: ReadonlySet<string> = new Set(['EACCES', 'EINVAL']);

/**
 * Everything below a folder, the folder and its name are on the disk when this returns: for what somebody else wrote,
 * who may not have synced it. Of what is there already a thousand files take 15 ms of a core, a quarter of what they
 * take by way of Node's threads. What vanishes meanwhile needs no sync.
 *
 * @throws what the file system says
 */
export function syncTree(folder: string): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const file of entries.filter((entry) => entry.isFile())) syncFile(placeOf(file));
  // Deepest first: a name is synced after what it names.
  const folders = entries.filter((entry) => entry.isDirectory()).map(placeOf);
  for (const one of [...folders.reverse(), folder, path.dirname(folder)]) if (existsSync(one)) syncFolder(one);
}

const placeOf = ({ parentPath, name }: { parentPath: string; name: string }): string => path.join(parentPath, name);

function syncFile(place: string): void {
  try {
    const descriptor = openSync(place, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
