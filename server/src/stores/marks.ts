import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** Stands in a data directory while a backup is restored into it, and says how far that has come. */
export const RestoreMarkSchema = Type.Object({
  folder: Type.String(),
  /** Instant of the backup, and the object that is its manifest. */
  at: Type.String(),
  manifest: Type.String(),
  /** Objects with rows of ClickHouse that are stored, by number: one after the other. */
  loaded: Type.Integer({ minimum: 0 }),
  /** Everything is there and the same; what is left is to migrate it further. */
  isCompared: Type.Boolean(),
});
export type RestoreMark = Static<typeof RestoreMarkSchema>;

/** Stands in a data directory whose content is being moved elsewhere, or was. */
export const MoveMarkSchema = Type.Object({
  state: Type.Enum(['moving', 'moved']),
  /** Where to, in words, without passwords. */
  to: Type.String(),
  at: Type.String(),
  /** Instant of the backup that is moved by; `null` before it is made. */
  backup: Type.Union([Type.String(), Type.Null()]),
});
export type MoveMark = Static<typeof MoveMarkSchema>;

export const restoreMarkFile = (dataDir: string): string => path.join(dataDir, 'restoring.json');
export const moveMarkFile = (dataDir: string): string => path.join(dataDir, 'moved.json');

/** `null` where there is none, or none that can be read. */
export const readRestoreMark = (dataDir: string): RestoreMark | null =>
  readMark(restoreMarkFile(dataDir), RestoreMarkSchema);
export const readMoveMark = (dataDir: string): MoveMark | null => readMark(moveMarkFile(dataDir), MoveMarkSchema);

function readMark<T extends TSchema>(file: string, schema: T): Static<T> | null {
  try {
    const mark: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Value.Check(schema, mark) ? mark : null;
  } catch {
    return null;
  }
}

/** Why stores are not opened that are half restored or live elsewhere now, with what to do; `null` where they may be. */
export function findMark(dataDir: string): string | null {
  const restore = readRestoreMark(dataDir);
  if (restore !== null)
    return (
      `Restoring the backup of ${restore.at} from ${restore.folder} into ${dataDir} was not finished: ` +
      'run the same command again, or empty the directory and its stores.'
    );
  const move = readMoveMark(dataDir);
  if (move === null) return null;
  const file = moveMarkFile(dataDir);
  return move.state === 'moving'
    ? `Moving ${dataDir} to ${move.to} was not finished: run the same command again, or remove ${file} to go on here.`
    : `${dataDir} was moved to ${move.to} on ${move.at}: start the server with the settings of that. ` +
        `To go on here all the same, remove ${file}; what was recorded there since is not here.`;
}
