import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../base/durable-files.ts';

/**
 * Files in which the embedded ClickHouse notes a deletion that is under way, and that a full disk left empty or cut short:
 * with one of them in it a table does not load, and the engine does not start again. Such a deletion was never begun.
 *
 * @param folder of the store; the engine must not run on it
 * @returns their paths, sorted; none where there is no store
 */
export function findHalfMutations(folder: string): string[] {
  const tables = path.join(folder, 'store');
  return foldersIn(tables)
    .flatMap(foldersIn)
    .flatMap((table) => readdirSync(table).map((name) => path.join(table, name)))
    .filter((file) => {
      const name = path.basename(file);
      return (
        name.startsWith('tmp_mutation_') || (/^mutation_\d+\.txt$/.test(name) && !isWhole(readFileSync(file, 'utf8')))
      );
    })
    .sort();
}

/** Removes them; what they were to delete nobody sees, and the next scoring deletes it again. */
export function dropHalfMutations(files: readonly string[]): void {
  for (const file of files) rmSync(file, { force: true });
  for (const folder of new Set(files.map((file) => path.dirname(file)))) syncFolder(folder);
}

/** As the engine writes it: a line of its format, one of its time, and what is to be done, to the end of a line. */
const isWhole = (text: string): boolean => /^format version: \d+\n[^]*\n?commands: [^]+\n$/.test(text);

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => path.join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
