import { readFileSync, statSync } from 'node:fs';
import { UserError } from '../../base/errors.ts';
import type { Head } from './folder-head.ts';
import { newKeySpec, OPEN_SEAL, secretSeal, type KeySpec, type Seal } from './seal.ts';

/**
 * What the head of a new folder says of the key in a file; `null` where none is named: it is not encrypted.
 *
 * @throws UserError when the key cannot be read, is too short, or others can read it
 */
export async function newEncryption(keyFile: string | null): Promise<Head['encryption']> {
  if (keyFile === null) return null;
  const secret = readKey(keyFile);
  const spec = newKeySpec();
  return { ...spec, check: (await secretSeal(secret, spec)).check };
}

/**
 * What opens the objects of a folder.
 *
 * @throws UserError when a key is missing, is another, or is not needed; and as {@link newEncryption}
 */
export async function sealOf(place: string, { encryption }: Head, keyFile: string | null): Promise<Seal> {
  if (encryption === null) {
    if (keyFile === null) return OPEN_SEAL;
    throw new UserError(`The backups in ${place} are not encrypted; leave the key out, or name another folder.`);
  }
  if (keyFile === null)
    throw new UserError(`The backups in ${place} are encrypted; name the file with their key (--key-file).`);
  const { check, ...spec } = encryption;
  const seal = await secretSeal(readKey(keyFile), spec satisfies KeySpec);
  if (seal.check !== check) throw new UserError(`The key in ${keyFile} is not that of the backups in ${place}.`);
  return seal;
}

/** Less can be guessed. */
const SHORTEST_KEY = 16;
const OTHERS = 0o077;

/**
 * A passphrase or a key from its file; a line's end is no part of it.
 *
 * @throws UserError when it cannot be read, is too short, or others can read it
 */
function readKey(file: string): Uint8Array {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new UserError(`There is no readable key file ${file}.`);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0)
    throw new UserError(`Others can read the key file ${file}; allow its owner alone: chmod 600 ${file}`);
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1;
  if (end < SHORTEST_KEY)
    throw new UserError(`The key in ${file} has ${end} bytes; at least ${SHORTEST_KEY} keep it from being guessed.`);
  return bytes.subarray(0, end);
}
