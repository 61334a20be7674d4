import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of the packages whose sources make what is loaded first: the county, what is said about it, and how it is stored. */
const PACKAGES = [
  ...['@dangzhi/metrics', '@dangzhi/seed'].map((name) =>
    path.dirname(path.dirname(fileURLToPath(import.meta.resolve(name)))),
  ),
  path.resolve(import.meta.dirname, '../..'),
];

/** A hash of the program's sources: where it is the same, so is everything computed of nothing else. */
export function fingerprintOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of PACKAGES) {
    for (const file of globSync('{src,data}/**/*.{ts,json}', { cwd: folder }).sort()) {
      if (!file.endsWith('.test.ts')) hash.update(file).update(readFileSync(path.join(folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 32);
}
