import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const CACHE = path.join(ROOT, 'node_modules/.cache/dangzhi-stores');

/** All that decides what filled stores hold: the code that fills them and what it fills them with. */
const FOLDERS = ['metrics/src', 'seed/src', 'seed/data', 'server/src', 'server/testing'];
const IS_NO_SOURCE = /\.test\.ts$|\/data-directories\//;

/**
 * Where filled stores are kept from one run to the next, under a hash of every file that fills them: after any change
 * there is another folder, and it is empty. Those of other hashes are removed.
 */
export function openTemplateCache(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['pnpm-lock.yaml', ...FOLDERS.flatMap(listFiles)])
    hash.update(`\0${file}\0`).update(readFileSync(path.join(ROOT, file)));
  const name = hash.digest('hex').slice(0, 32);
  const others = existsSync(CACHE) ? readdirSync(CACHE).filter((other) => other !== name) : [];
  for (const other of others) rmSync(path.join(CACHE, other), { recursive: true, force: true });
  const folder = path.join(CACHE, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

const listFiles = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(ROOT, path.join(parentPath, name)))
    .filter((file) => !IS_NO_SOURCE.test(file))
    .sort();
