import path from 'node:path';
import { Type, type Static } from 'typebox';
import { UserError } from '../../base/errors.ts';
import { readJson } from './read-json.ts';

/** Of folders and backups; a later program may write another. */
export const FORMAT = 1;
/** The file that makes a folder one of backups: its format, and how a key is told to be that of the folder. */
export const HEAD = 'dangzhi-backup.json';

const HeadSchema = Type.Object({
  format: Type.Integer(),
  encryption: Type.Union([
    Type.Null(),
    Type.Object({
      cipher: Type.Literal('aes-256-gcm'),
      kdf: Type.Literal('scrypt'),
      cost: Type.Integer({ minimum: 2, maximum: 2 ** 20 }),
      blockSize: Type.Integer({ minimum: 1, maximum: 32 }),
      parallelization: Type.Integer({ minimum: 1, maximum: 16 }),
      salt: Type.String({ pattern: '^[0-9a-f]{32}$' }),
      check: Type.String(),
    }),
  ]),
});
export type Head = Static<typeof HeadSchema>;

/**
 * The head of a folder; `null` where there is none that can be read.
 *
 * @throws UserError where it is of a later format
 */
export function readHead(place: string): Head | null {
  const file = path.join(place, HEAD);
  const { format = FORMAT } = readJson(file, Type.Object({ format: Type.Integer() })) ?? {};
  if (format > FORMAT)
    throw new UserError(
      `The backups in ${place} have format ${format}, and this program reads up to ${FORMAT}: use a later version.`,
    );
  return readJson(file, HeadSchema);
}
