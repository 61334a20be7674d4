import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file that is there whole when this returns and stays so when the power goes. Only its owner reads it.
 *
 * @param aside where it is written before it is named
 * @param nameLater whether the folder is synced by the caller, once for many files
 * @throws what the file system says; what was there before is then there still
 */
export async function writeDurably(
  place: string,
  content: string | Uint8Array,
  { aside = `${place}.new`, nameLater = false }: { readonly aside?: string; readonly nameLater?: boolean } = {},
): Promise<void> {
  try {
    // The mode is given to new files only.
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

/** Makes a folder for its owner alone, and those above it that are not there. */
export function makeFolderDurably(folder: string): void {
  if (existsSync(folder)) return;
  const above = path.dirname(folder);
  makeFolderDurably(above);
  mkdirSync(folder, { mode: 0o700 });
  syncFolder(above);
}

/** Names in a folder that were made or removed are on the disk when this returns. */
export function syncFolder(folder: string): void {
  // Windows opens no folders.
  if (process.platform === 'win32') return;
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // A folder above ours that may not be read, and file systems that know no sync of one: PostgreSQL lets both pass.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EINVAL') throw error;
  }
}
