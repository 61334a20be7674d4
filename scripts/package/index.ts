// Makes an archive for a Linux x64 machine without network, out of what is installed and built here:
//
//   node scripts/package/index.ts [folder, dist without it]
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashFile, SUMS_FILE } from '../../server/src/ops/doctor/package-sums.ts';
import { pack, timeOf } from './archive.ts';
import { stage } from './stage.ts';

const root = path.resolve(import.meta.dirname, '../..');
const out = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const name = `dangzhi-${version}-linux-x64`;
const archive = path.join(out, `${name}.tar.gz`);
const staging = path.join(out, '.staging');

const began = performance.now();
rmSync(staging, { recursive: true, force: true });
mkdirSync(path.join(staging, name), { recursive: true });
try {
  const files = stage(root, path.join(staging, name));
  // Written aside: what carries the name is whole.
  const half = `${archive}.half`;
  await pack(staging, name, half, timeOf(hashFile(path.join(staging, name, SUMS_FILE))));
  renameSync(half, archive);
  const sum = hashFile(archive);
  writeFileSync(`${archive}.sha256`, `${sum}  ${name}.tar.gz\n`);
  console.log(`${archive}
  size     ${(statSync(archive).size / 1e6).toFixed(1)} MB
  files    ${files}
  sha256   ${sum}
  made in  ${((performance.now() - began) / 1000).toFixed(1)} s`);
} finally {
  rmSync(staging, { recursive: true, force: true });
}
