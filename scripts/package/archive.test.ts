import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashFile } from '../../server/src/ops/doctor/package-sums.ts';
import { pack, timeOf } from './archive.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A tree of three files and a link, written in this order, at this time, with this mode. */
function write(above: string, names: readonly string[], time: Date, mode: number): string {
  const tree = path.join(folder, above, 'dangzhi');
  mkdirSync(path.join(tree, 'bin'), { recursive: true });
  for (const name of names) {
    writeFileSync(path.join(tree, name), name);
    chmodSync(path.join(tree, name), mode);
    utimesSync(path.join(tree, name), time, time);
  }
  chmodSync(path.join(tree, 'bin/node'), mode | 0o100);
  symlinkSync('bin', path.join(tree, 'link'));
  return path.join(folder, above);
}

const NAMES = ['a', 'B', 'bin/node'];
const AT = new Date('2022-12-31T00:00:00Z');

// GNU tar is Linux's own.
it.runIf(process.platform === 'linux')(
  'the same content makes the same bytes, whenever and however it was written',
  async () => {
    const early = write('one', NAMES, new Date('2001-01-01'), 0o644);
    const late = write('two', NAMES.toReversed(), new Date('2026-01-01'), 0o600);
    await pack(early, 'dangzhi', path.join(folder, 'one.tar.gz'), AT);
    await pack(late, 'dangzhi', path.join(folder, 'two.tar.gz'), AT);
    expect(hashFile(path.join(folder, 'two.tar.gz'))).toBe(hashFile(path.join(folder, 'one.tar.gz')));

    const list = spawnSync('tar', ['-tvzf', path.join(folder, 'one.tar.gz')], { encoding: 'utf8', env: { TZ: 'UTC' } });
    expect(list.stdout.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'drwxr-xr-x 0/0 0 2022-12-31 00:00 dangzhi/',
      '-rw-r--r-- 0/0 1 2022-12-31 00:00 dangzhi/B',
      '-rw-r--r-- 0/0 1 2022-12-31 00:00 dangzhi/a',
      'drwxr-xr-x 0/0 0 2022-12-31 00:00 dangzhi/bin/',
      '-rwxr-xr-x 0/0 8 2022-12-31 00:00 dangzhi/bin/node',
      'lrwxr-xr-x 0/0 0 2022-12-31 00:00 dangzhi/link -> bin',
      '',
    ]);
  },
);

it('a folder that is not there is an error', async () => {
  await expect(pack(folder, 'gone', path.join(folder, 'x.tar.gz'), AT)).rejects.toThrow(/tar ended with/);
});

it('the time of a package is that of its content, and past everywhere', () => {
  expect(timeOf('00000000ff')).toEqual(new Date('2020-01-01T00:00:00Z'));
  expect(timeOf('00000001ff')).toEqual(new Date('2020-01-01T00:00:01Z'));
  expect(timeOf('ffffffffff').getUTCFullYear()).toBe(2024);
});
