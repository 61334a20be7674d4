import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A file system of a test's own. */
export interface Mounted {
  /** Where it is mounted. */
  readonly folder: string;
  /** Mounts it again, what is on it as it is; nobody may have it open any more. */
  comeUp(): void;
  remove(): void;
}

export const run = (program: string, ...args: string[]): void =>
  void execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });

/**
 * An ext4 file system in a file.
 *
 * @throws what mkfs or mount say where this may not be done
 */
export const mountExt4 = (megabytes: number): Mounted =>
  mounted((image, folder) => {
    run('truncate', '-s', `${megabytes}M`, image);
    // Nothing of it is kept for the administrator, who runs this: full is full.
    run('mkfs.ext4', '-q', '-F', '-m', '0', image);
    const mount = (): void => run('mount', '-o', 'loop', image, folder);
    mount();
    return mount;
  });

/**
 * A file system in memory, which is lost when it is removed.
 *
 * @throws what mount says where this may not be done
 */
export const mountTmpfs = (megabytes: number): Mounted =>
  mounted((_image, folder) => {
    run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder);
    return () => undefined;
  });

/** @param make mounts it the first time, and returns how it is mounted again */
function mounted(make: (image: string, folder: string) => () => void): Mounted {
  const place = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-disk-'));
  const [image, folder] = [path.join(place, 'image'), path.join(place, 'disk')];
  let isMounted = false;
  const remove = (): void => {
    // Lazily: whoever failed while something had it open shall be told of that failure, and not of this.
    if (isMounted) run('umount', '--lazy', folder);
    rmSync(place, { recursive: true, force: true });
  };
  try {
    mkdirSync(folder);
    const mount = make(image, folder);
    isMounted = true;
    return {
      folder,
      comeUp: () => {
        run('umount', folder);
        isMounted = false;
        mount();
        isMounted = true;
      },
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Whether this machine and this account can do it; why not, otherwise. */
export function whyNot(make: () => { remove(): void }): string | null {
  try {
    make().remove();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}
