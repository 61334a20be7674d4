import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Text; faces and pictures are compressed by what they are. */
const TEXT = /\.(js|css|html|svg|txt)$/;
const SMALLEST = {
  gzip: { level: constants.Z_BEST_COMPRESSION },
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } },
};

/** Beside every file of text its brotli and gzip copies, which the server sends to whoever reads them. */
export function compressedCopies(): Plugin {
  let folder = '';
  return {
    name: 'compressed-copies',
    apply: 'build',
    configResolved: ({ root, build }) => void (folder = path.resolve(root, build.outDir)),
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      await Promise.all(files.filter((file) => TEXT.test(file)).map((file) => compress(path.join(folder, file))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const plain = await readFile(file);
  await Promise.all([
    promisify(brotliCompress)(plain, SMALLEST.brotli).then((bytes) => writeFile(`${file}.br`, bytes)),
    promisify(gzip)(plain, SMALLEST.gzip).then((bytes) => writeFile(`${file}.gz`, bytes)),
  ]);
}
