import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolderDurably, syncFolder, writeDurably } from '../base/durable-files.ts';

/** Where a file lies: by its hash alone, so that no name leads anywhere. */
const placeOf = (folder: string, sha256: string): string => path.join(folder, sha256.slice(0, 2), sha256);

/**
 * Keeps a file in the folder of evidence under the hash of its content, whole or not at all, and on the disk when this returns.
 *
 * @returns the hash, in hexadecimal
 */
export async function keepFile(evidenceFolder: string, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const place = placeOf(evidenceFolder, sha256);
  const folder = path.dirname(place);
  // What lies there may be damaged: then it is written again.
  if ((await readIntact(evidenceFolder, sha256)) !== null) {
    // Its content was on the disk before it had this name; the name itself may be another call's of this moment.
    syncFolder(folder);
    return sha256;
  }
  makeFolderDurably(path.dirname(folder));
  makeFolderDurably(folder);
  // Two at once write aside from each other; the later rename changes nothing.
  await writeDurably(place, bytes, { aside: `${place}.${randomUUID()}` });
  return sha256;
}

/** A file's bytes; `null` when it is not there or cannot be read. */
export const readContent = (folder: string, sha256: string): Promise<Buffer | null> =>
  readFile(placeOf(folder, sha256)).catch(() => null);

/** The same; `null` also where they are not what was kept. */
export async function readIntact(folder: string, sha256: string): Promise<Buffer | null> {
  const content = await readContent(folder, sha256);
  return content !== null && createHash('sha256').update(content).digest('hex') === sha256 ? content : null;
}
