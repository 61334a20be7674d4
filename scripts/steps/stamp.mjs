import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './workspace.mjs';

/**
 * One hash over the names and bytes of files; a missing file counts as such.
 * @param {string[]} files relative to the root
 */
export function hashFiles(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readIfThere(file) ?? 'missing')
      .update('\0');
  return hash.digest('hex');
}

/**
 * Does the work unless the stamp says it was done for the same state. The stamp is gone while the work is under way,
 * so work that was broken off is done again.
 * @param {string} stamp file, relative to the root
 * @param {() => string} computeState
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function unlessStamped(stamp, computeState, work) {
  if (readIfThere(stamp)?.toString() === computeState()) return false;
  rmSync(join(root, stamp), { force: true });
  await work();
  // Computed again: the work may be part of the state.
  writeFileSync(join(root, stamp), computeState());
  return true;
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(join(root, file));
  } catch {
    return undefined;
  }
}
