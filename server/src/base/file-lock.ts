import { DatabaseSync } from 'node:sqlite';

/** A handle nobody refers to is closed when it is collected, and its lock with it: these stay until they are let go. */
const held = new Set<DatabaseSync>();

/** What SQLite answers when another has a lock; anything else is about the file or its disk. */
const SQLITE_BUSY = 5;

/**
 * Takes a lock for this process alone: SQLite's own exclusive lock of a file, which the operating system frees when the
 * process ends in any way, so there is no stale lock to clean up.
 *
 * @param file made where it is not there
 * @returns lets go of it; `null` when another has it
 * @throws what SQLite says of a file that cannot be opened or locked
 */
export const takeExclusively = (file: string): (() => void) | null =>
  takeBy(file, 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');

/** The same with everybody who takes it so: nobody takes it alone meanwhile. */
export const takeShared = (file: string): (() => void) | null => takeBy(file, 'BEGIN; SELECT * FROM sqlite_master');

function takeBy(file: string, statements: string): (() => void) | null {
  const database = new DatabaseSync(file);
  try {
    database.exec(statements);
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw error;
  }
  held.add(database);
  return () => {
    held.delete(database);
    database.close();
  };
}
