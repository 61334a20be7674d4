import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';

/** The list of a package's files, as `sha256sum` writes and checks it. */
export const SUMS_FILE = 'SHA256SUMS';

/** Hex SHA-256 by path, relative to the package's root, with `/`. */
export type Sums = ReadonlyMap<string, string>;

/**
 * Every file below a root, sorted by code unit. A link to a folder counts as the `package.json` in that
 * folder: what lies behind it is listed where it is.
 *
 * @param folders only these of the root's own entries; all without it
 */
export function listPackageFiles(root: string, folders?: readonly string[]): string[] {
  const listed: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (folder === '' && folders !== undefined && !folders.includes(entry.name)) continue;
      if (entry.isDirectory()) walk(file);
      else listed.push(entry.isSymbolicLink() ? `${file}/package.json` : file);
    }
  };
  walk('');
  return listed.filter((file) => file !== SUMS_FILE).sort((a, b) => (a < b ? -1 : 1));
}

const CHUNK = Buffer.allocUnsafe(1024 * 1024);

/** Hex SHA-256 of a file of any size. */
export function hashFile(file: string): string {
  const hash = createHash('sha256');
  const handle = openSync(file, 'r');
  try {
    for (let read = readSync(handle, CHUNK); read > 0; read = readSync(handle, CHUNK))
      hash.update(CHUNK.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}

/** The text of the list of all files below a root. */
export const writeSums = (root: string): string =>
  listPackageFiles(root)
    .map((file) => `${hashFile(path.join(root, file))}  ${file}\n`)
    .join('');

/** @returns `null` when there is no list, or it is none */
function readSums(root: string): Sums | null {
  const file = path.join(root, SUMS_FILE);
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const entries = lines.map((line) => /^([0-9a-f]{64}) {2}(.+)$/.exec(line));
  const sums = entries.flatMap((entry): [string, string][] => (entry ? [[entry[2] ?? '', entry[1] ?? '']] : []));
  return sums.length === lines.length && lines.length > 0 ? new Map(sums) : null;
}

export interface PackageDifference {
  readonly files: number;
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Files in the package's own folders that it did not bring. */
  readonly foreign: readonly string[];
}

/**
 * What differs between a package as it was made and as it lies here. What stands beside its folders
 * (data, settings) is not looked at.
 *
 * @returns `null` when there is no readable list
 */
export function compareWithSums(root: string): PackageDifference | null {
  const sums = readSums(root);
  if (sums === null) return null;
  const difference = { files: sums.size, missing: [] as string[], changed: [] as string[] };
  for (const [file, sum] of sums) {
    const found = hashIfThere(path.join(root, file));
    if (found === null) difference.missing.push(file);
    else if (found !== sum) difference.changed.push(file);
  }
  const folders = [...new Set([...sums.keys()].filter((file) => file.includes('/')).map((file) => file.split('/')[0]))];
  const foreign = listPackageFiles(
    root,
    folders.filter((folder) => folder !== undefined),
  ).filter((file) => !sums.has(file));
  return { ...difference, foreign };
}

function hashIfThere(file: string): string | null {
  try {
    return hashFile(file);
  } catch {
    return null;
  }
}
