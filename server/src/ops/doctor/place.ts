import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import { floorOf, nearestThere } from '../../base/free-space.ts';
import { findOpenness } from '../../stores/data-dir.ts';
import { lockDataDir } from '../../stores/lock.ts';
import { fault, gib, ok, warning, type Check } from './check.ts';

/** Who has the data directory: nobody, or a process that keeps its lock. */
export type Holder = { readonly held: false } | { readonly held: true; readonly pid: string | null };

/**
 * Whether the data directory can be written, or made, and its owner alone can get at it.
 *
 * @param user who asks; opening another's stores would leave files in them that the other cannot write
 */
export function checkDataDir(dataDir: string, user = process.getuid?.()): Check {
  const place = nearestThere(dataDir);
  const mend = 'Set DATA_DIR to a folder that the user of the server may write.';
  if (!statSync(place).isDirectory()) return fault('data-dir', `${place} is a file`, mend);
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
  } catch {
    return fault('data-dir', `${place} cannot be written`, mend);
  }
  if (place !== dataDir) return ok('data-dir', `${dataDir}, made by the first start`);
  const openness = findOpenness(place, user);
  if (openness !== null) return fault('data-dir', openness.found, openness.mend);
  return ok('data-dir', dataDir);
}

/** Whether a process has the data directory now. A directory without a lock file was never opened. */
export function readHolder(dataDir: string): Holder {
  if (!existsSync(path.join(dataDir, 'lock.sqlite'))) return { held: false };
  try {
    lockDataDir(dataDir).release();
    return { held: false };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { held: true, pid: readPid(path.join(dataDir, 'lock.pid')) };
  }
}

function readPid(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Space left and what has to stay, and the kind of file system, as the kernel numbers them. */
export interface Disk {
  readonly freeBytes: number;
  readonly neededBytes: number;
  readonly kind: number;
}

/** @param keepFreeMib as it was set; `undefined` for the floor by the size of the disk */
export function readDisk(dataDir: string, keepFreeMib: number | undefined): Disk {
  const { bavail, blocks, bsize, type } = statfsSync(nearestThere(dataDir));
  return { freeBytes: bavail * bsize, neededBytes: floorOf(blocks * bsize, keepFreeMib), kind: type };
}

/** A demo's stores were measured at 0.1 GiB; ClickHouse writes every merged part a second time. */
const DISK_WANTED = 5 * 1024 ** 3;

/** File systems of other machines, from the kernel's magic numbers. */
const REMOTE: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'CIFS',
  0xfe534d42: 'SMB2',
  0x65735546: 'FUSE',
};

/** File systems that are gone with the power, from the same numbers. */
const VOLATILE: Readonly<Record<number, string>> = { 0x01021994: 'tmpfs', 0x858458f6: 'ramfs' };

export function checkDisk({ freeBytes, neededBytes, kind }: Disk): Check {
  const found = `${gib(freeBytes)} free`;
  if (freeBytes < neededBytes)
    return fault(
      'disk',
      `${found}, and ${gib(neededBytes)} are to stay free: nothing new is stored`,
      'Free some space at DATA_DIR; a running server goes on by itself then. KEEP_FREE_MIB sets another floor.',
    );
  const remote = REMOTE[kind];
  if (remote !== undefined)
    return warning(
      'disk',
      `${found} on ${remote}`,
      'Locks and databases want a disk of this machine: move DATA_DIR there.',
    );
  const volatile = VOLATILE[kind];
  if (volatile !== undefined)
    return warning(
      'disk',
      `${found} on ${volatile}, in memory alone`,
      'All of it is gone when the machine stops: move DATA_DIR to a disk.',
    );
  if (freeBytes < DISK_WANTED) return warning('disk', found, `${gib(DISK_WANTED)} leave room for years of data.`);
  return ok('disk', found);
}
