import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/**
 * Packs one folder. The same content makes the same bytes: names are sorted, nobody owns anything, and all
 * times are the one given.
 *
 * @param from the folder above the one that is packed
 * @param name of the folder
 * @param to the archive, `.tar.gz`
 * @throws Error when GNU tar is not there, or fails
 */
export async function pack(from: string, name: string, to: string, time: Date): Promise<void> {
  const tar = spawn(
    'tar',
    [
      '--create',
      '--format=gnu',
      '--sort=name',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '--mode=u=rwX,go=rX',
      '--hard-dereference',
      `--mtime=@${Math.floor(time.getTime() / 1000)}`,
      `--directory=${from}`,
      name,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  );
  let said = '';
  tar.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [[code]] = await Promise.all([
    once(tar, 'close') as Promise<[number | null]>,
    pipeline(tar.stdout, createGzip({ level: 6 }), createWriteStream(to)),
  ]);
  if (code !== 0) throw new Error(`tar ended with ${String(code)}; packing needs GNU tar. ${said}`);
}

/** A span every unpacking machine's clock is past. */
const EARLIEST = Date.UTC(2020, 0, 1);

/**
 * The one time of all files of a package, read from the hash of its content: pages are served with an ETag of
 * size and time, and another version's must not look the same.
 *
 * @param hash hex
 */
export const timeOf = (hash: string): Date =>
  new Date(EARLIEST + (Number.parseInt(hash.slice(0, 8), 16) % 2 ** 27) * 1000);
