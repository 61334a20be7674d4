import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';

/** The embedded ClickHouse as it was before it was migrated; there only while that is under way. */
const beforeIn = (dataDir: string): string => path.join(dataDir, 'clickhouse.before');
const storeIn = (dataDir: string): string => path.join(dataDir, 'clickhouse');

/**
 * Keeps the embedded ClickHouse as it is, to be put back: its statements that make and change tables have no
 * transaction. Files of the engine are written once and never changed, so a second name for each is a copy that takes
 * neither time nor space. The store must be closed.
 */
export function keepBefore(dataDir: string): void {
  const aside = `${beforeIn(dataDir)}.new`;
  rmSync(aside, { recursive: true, force: true });
  linkTree(storeIn(dataDir), aside);
  // Named when it is whole: what has this name can be put back.
  renameSync(aside, beforeIn(dataDir));
}

/** The migration is done: there is no way back any more. */
export function dropBefore(dataDir: string): void {
  const before = beforeIn(dataDir);
  if (!existsSync(before)) return;
  renameSync(before, `${before}.new`);
  rmSync(`${before}.new`, { recursive: true, force: true });
}

/** Puts back what a migration that failed or was interrupted had changed; does nothing where there was none. */
export function putBack(dataDir: string): void {
  const before = beforeIn(dataDir);
  if (!existsSync(before)) return;
  rmSync(storeIn(dataDir), { recursive: true, force: true });
  renameSync(before, storeIn(dataDir));
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // Some file systems know one name for a file.
    copyFileSync(source, target);
  }
}
