import { rmSync, statfsSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { mountExt4, mountTmpfs, run, whyNot } from './mounted.ts';

/** A file system so small that it can be filled. */
export interface SmallDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /** Takes all its room but for some bytes, or gives some back where there is less; as far as whoever writes meanwhile lets it. */
  fill(leftBytes: number): void;
  /** Gives back all that was taken. */
  free(): void;
  remove(): void;
}

/** `tmpfs` refuses a write for want of room, `ext4` also a sync and the name of a file. */
export type DiskKind = 'tmpfs' | 'ext4';

/** Embedded stores that were founded have 60 MB; a load of seconds, and what PostgreSQL's log grows by, half as much. */
const MEGABYTES = 288;

/** @throws what mkfs or mount say where this may not be done */
export function makeSmallDisk(kind: DiskKind): SmallDisk {
  const disk = kind === 'ext4' ? mountExt4(MEGABYTES) : mountTmpfs(MEGABYTES);
  const { folder } = disk;
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill: (leftBytes) => {
      for (let tries = 0; tries < 3; tries += 1) {
        const { bavail, bsize } = statfsSync(folder);
        const taken = statSync(filler, { throwIfNoEntry: false })?.size ?? 0;
        const wanted = Math.max(0, taken + bavail * bsize - leftBytes);
        if (wanted < taken) return truncateSync(filler, wanted);
        if (wanted === taken || takes(filler, wanted)) return;
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => disk.remove(),
  };
}

/** Whoever writes at the same moment may be quicker. */
function takes(filler: string, bytes: number): boolean {
  try {
    run('fallocate', '-l', String(bytes), filler);
    return true;
  } catch {
    return false;
  }
}

/** Whether this machine and this account can make one; why not, otherwise. */
export const whyNoSmallDisk = (kind: DiskKind): string | null => whyNot(() => makeSmallDisk(kind));
