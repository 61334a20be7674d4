import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../base/config.ts';
import { makeFolderDurably, writeDurably } from '../base/durable-files.ts';
import { UserError } from '../base/errors.ts';
import type { Postgres } from '../stores/index.ts';

/** Where files of evidence lie: as it is set, or in the data directory. */
export const evidenceFolderOf = ({ dataDir, evidenceFolder }: Pick<Config, 'dataDir' | 'evidenceFolder'>): string =>
  evidenceFolder ?? path.join(dataDir, 'evidence');

const markIn = (folder: string): string => path.join(folder, 'folder.id');

const readMark = (folder: string): string | null => {
  const file = markIn(folder);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
};

/**
 * Sees that a folder is the one the documents on a PostgreSQL server speak of, so that of two processes with folders of
 * their own none takes files in that the other does not find. The first one is taken for it.
 *
 * @throws UserError where it is another, or cannot be written
 */
export async function claimEvidenceFolder(postgres: Postgres, folder: string): Promise<void> {
  const known = await findKnown(postgres);
  if (known === null) return markEvidenceFolder(postgres, folder);
  if (readMark(folder) === known) return;
  throw new UserError(
    `The evidence of these stores lies in another folder than ${folder}: set EVIDENCE_FOLDER to that one, on a disk that ` +
      `every process reaches. Where it is lost, write ${known} into ${markIn(folder)} to go on without its files.`,
  );
}

/**
 * Has the stores and a folder speak of each other, whatever either said before: where both were just filled.
 *
 * @throws UserError where the folder cannot be written
 */
export async function markEvidenceFolder(postgres: Postgres, folder: string): Promise<void> {
  const mark = readMark(folder) ?? (await findKnown(postgres)) ?? randomUUID();
  try {
    makeFolderDurably(folder);
    await writeDurably(markIn(folder), `${mark}\n`, { aside: `${markIn(folder)}.${randomUUID()}` });
  } catch (error) {
    throw new UserError(
      `The folder of evidence ${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  await postgres.db
    .insertInto('progress')
    .values({ work: 'evidence-folder', mark })
    .onConflict((conflict) => conflict.column('work').doUpdateSet({ mark }))
    .execute();
}

async function findKnown({ db }: Postgres): Promise<string | null> {
  const row = await db.selectFrom('progress').select('mark').where('work', '=', 'evidence-folder').executeTakeFirst();
  return row?.mark ?? null;
}
