import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Random } from '@dangzhi/metrics/doubt';
import { mountExt4, run, whyNot } from './mounted.ts';

/** An ext4 file system in a file, whose power can be cut. */
export interface CutDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /**
   * What is not on the disk at this moment never gets there, besides some files that the kernel happened to write back just
   * before; whoever still writes is told that it fails.
   *
   * @param random draws these files; `null` for none
   */
  cut(random: Random | null): void;
  /** Mounts it again, as the machine does that comes up after a power cut; nobody may have it open any more. */
  comeUp(): void;
  remove(): void;
}

const MEGABYTES = 1024;

/** EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH: not even the journal is written. Perl is on every Debian. */
const SHUTDOWN =
  'open(my $d, "<", $ARGV[0]) or die $!; my $flags = pack("L", 2); ioctl($d, 0x8004587D, $flags) or die $!;';

/** @throws what mkfs or mount say where this may not be done */
export function makeCutDisk(): CutDisk {
  const disk = mountExt4(MEGABYTES);
  const { folder } = disk;
  return {
    ...disk,
    cut: (random) => {
      if (random !== null) writeBackSome(folder, random);
      run('perl', '-e', SHUTDOWN, folder);
    },
  };
}

/** Whether this machine and this account can do it; why not, otherwise. */
export const whyNoCuts = (): string | null => whyNot(makeCutDisk);

/** Of a share of the files that is itself drawn: from hardly any to nearly all. */
function writeBackSome(folder: string, random: Random): void {
  const share = random();
  for (const file of filesBelow(folder)) if (random() < share) unlessGone(() => writeBack(file));
}

function* filesBelow(folder: string): Generator<string, void, undefined> {
  for (const entry of unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? []) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(place);
    else if (entry.isFile()) yield place;
  }
}

function writeBack(file: string): void {
  const descriptor = openSync(file, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** The server goes on writing meanwhile. */
function unlessGone<Found>(read: () => Found): Found | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
