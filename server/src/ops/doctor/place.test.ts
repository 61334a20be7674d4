import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from '../../stores/lock.ts';
import { checkDataDir, checkDisk, readDisk, readHolder } from './place.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-place-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the data directory', () => {
  it('is there, or can be made, and is not made', () => {
    expect(checkDataDir(folder)).toMatchObject({ state: 'ok', found: folder });
    const later = path.join(folder, 'a', 'b');
    expect(checkDataDir(later)).toMatchObject({ state: 'ok', found: `${later}, made by the first start` });
    expect(existsSync(path.join(folder, 'a'))).toBe(false);
  });

  it('is a file, or below one', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    for (const place of [file, path.join(file, 'data')])
      expect(checkDataDir(place)).toMatchObject({ state: 'fault', found: `${file} is a file` });
  });

  // Root may write anywhere but there.
  it.runIf(process.platform === 'linux')('cannot be written', () => {
    expect(checkDataDir('/proc/1/fdinfo/data').state).toBe('fault');
  });

  it('belongs to somebody else', () => {
    const uid = process.getuid!();
    expect(checkDataDir(folder, uid + 1)).toMatchObject({
      state: 'fault',
      found: `the data directory ${folder} belongs to user ${uid}, and this is user ${uid + 1}`,
    });
    expect(checkDataDir(path.join(folder, 'a'), uid + 1).state).toBe('ok');
  });

  it('lets in others than its owner', () => {
    writeFileSync(path.join(folder, 'lock.sqlite'), '');
    chmodSync(folder, 0o755);
    expect(checkDataDir(folder)).toMatchObject({
      state: 'fault',
      found: expect.stringContaining('has mode 0755') as string,
      mend: `Allow its owner alone: chmod 700 ${folder}`,
    });
  });
});

describe('its holder', () => {
  it('is nobody before the first start, and nothing is made', () => {
    expect(readHolder(folder)).toEqual({ held: false });
    expect(existsSync(path.join(folder, 'lock.sqlite'))).toBe(false);
  });

  it('is the process that has the lock, until it lets go', () => {
    const lock = lockDataDir(folder);
    expect(readHolder(folder)).toEqual({ held: true, pid: String(process.pid) });
    lock.release();
    expect(readHolder(folder)).toEqual({ held: false });
  });
});

const GIB = 1024 ** 3;
const EXT4 = 0xef53;

it.each([
  [{ freeBytes: 5 * GIB, kind: EXT4 }, 'ok', '5.0 GiB free'],
  [{ freeBytes: 4.9 * GIB, kind: EXT4 }, 'warning', '4.9 GiB free'],
  [{ freeBytes: 0.9 * GIB, kind: EXT4 }, 'fault', '0.9 GiB free, and 1.0 GiB are to stay free: nothing new is stored'],
  [{ freeBytes: 50 * GIB, kind: 0x6969 }, 'warning', '50.0 GiB free on NFS'],
  [{ freeBytes: 50 * GIB, kind: 0x01021994 }, 'warning', '50.0 GiB free on tmpfs, in memory alone'],
])('%o is %s', (disk, state, found) => {
  expect(checkDisk({ neededBytes: GIB, ...disk })).toMatchObject({ state, found });
});

it('this disk is read where the directory will be', () => {
  mkdirSync(path.join(folder, 'a'));
  const { freeBytes, neededBytes } = readDisk(path.join(folder, 'a', 'b', 'c'), 7);
  expect(freeBytes).toBeGreaterThan(0);
  expect(neededBytes).toBe(7 * 2 ** 20);
});
