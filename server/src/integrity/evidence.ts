import { createHash } from 'node:crypto';
import { readContent } from '../evidence/files.ts';
import type { Postgres } from '../stores/index.ts';

/** A file of evidence that is not there, or is not what was handed in. */
export interface DamagedFile {
  readonly sha256: string;
  readonly name: string;
  readonly unit: string;
  readonly is: 'missing' | 'changed';
}

/**
 * Reads every file of evidence in its folder and compares its hash.
 *
 * @param signal ends it between two of them
 */
export async function findDamagedFiles(folder: string, { db }: Postgres, signal?: AbortSignal): Promise<DamagedFile[]> {
  const files = await db
    .selectFrom('evidence')
    .distinctOn('sha256')
    .select(['sha256', 'name', 'unit'])
    .orderBy('sha256')
    .execute();
  const found: DamagedFile[] = [];
  for (const file of files) {
    signal?.throwIfAborted();
    const content = await readContent(folder, file.sha256);
    if (content === null) found.push({ ...file, is: 'missing' });
    else if (createHash('sha256').update(content).digest('hex') !== file.sha256) found.push({ ...file, is: 'changed' });
  }
  return found;
}
