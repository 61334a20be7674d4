import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { access, mkdir, open, readFile as readWhole, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Where a file lies: by its hash alone, so that no name leads anywhere. */
const placeOf = (dataDir: string, sha256: string): string => path.join(dataDir, 'evidence', sha256.slice(0, 2), sha256);

/**
 * Keeps a file under the hash of its content, whole or not at all.
 *
 * @returns the hash, in hexadecimal
 */
export async function keepFile(dataDir: string, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const place = placeOf(dataDir, sha256);
  if (await isThere(place)) return sha256;
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  // Two at once write aside from each other; the later rename changes nothing.
  const aside = `${place}.${randomUUID()}`;
  try {
    await writeWhole(aside, bytes);
    await rename(aside, place);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  return sha256;
}

/** On the disk before it is named, so that a power cut leaves nothing that only looks whole. */
async function writeWhole(place: string, bytes: Uint8Array): Promise<void> {
  const file = await open(place, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

export const readFile = (dataDir: string, sha256: string): ReadStream => createReadStream(placeOf(dataDir, sha256));

/** A file's bytes; `null` when it is not there or cannot be read. */
export const readContent = (dataDir: string, sha256: string): Promise<Buffer | null> =>
  readWhole(placeOf(dataDir, sha256)).catch(() => null);

export const hasFile = (dataDir: string, sha256: string): Promise<boolean> => isThere(placeOf(dataDir, sha256));

const isThere = (place: string): Promise<boolean> =>
  access(place).then(
    () => true,
    () => false,
  );
