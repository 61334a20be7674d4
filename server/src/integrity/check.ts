import { findUnreadableTables } from './documents.ts';
import { findDamagedFiles } from './evidence.ts';
import { Gathered, type CheckParts, type Outcome } from './gathered.ts';
import { mendBatches, settleUnfinished } from './mend-batches.ts';
import { mendCopies } from './mend-copies.ts';
import { completeContents } from './mend-documents.ts';
import { mendTables, takeOutBrokenParts } from './mend-parts.ts';
import { mendRuns } from './mend-runs.ts';
import { listDetachedParts, measureTables } from './parts.ts';
import { checkHead, checkTrail } from './trail.ts';
import { wordsOfDetached, wordsOfFile, wordsOfTables } from './words.ts';

/** All files of tables that have no more bytes are compared with the engine's sums before anything is served. */
const QUICKLY_READ_BYTES = 512 * 1024 ** 2;

/** However slow the stores are, a batch that was received longer ago is not being stored any more. */
const UNDER_WAY_MS = 3_600_000;

/**
 * What a start looks at before anything is scored or served, with what is certain mended: tables and parts, batches that
 * were begun, observations and results that are gone, the head of the trail.
 *
 * @throws StoreError where a store cannot be read and nothing certain can be done about it
 */
export async function checkAtStart(parts: CheckParts): Promise<Outcome> {
  const gathered = new Gathered();
  const { stores } = parts;
  await mendTables(parts, gathered);
  const { tables, bytes } = await measureTables(stores.clickhouse);
  if (bytes <= QUICKLY_READ_BYTES) await takeOutBrokenParts(parts, tables, gathered);
  await settleUnfinished(parts, gathered);
  await mendBatches(parts, gathered);
  await mendRuns(parts, gathered);
  gathered.add(...wordsOfDetached(await listDetachedParts(stores.clickhouse)));
  await checkHead(parts, gathered);
  return gathered.outcome();
}

/**
 * Everything that is stored, while it is served: also every file of the tables, of evidence and the whole trail.
 *
 * @throws what aborted it; StoreError as {@link checkAtStart}
 */
export async function checkEverything(parts: CheckParts): Promise<Outcome> {
  const { stores, evidenceFolder, signal } = parts;
  const gathered = new Gathered();
  await mendTables(parts, gathered);
  const { tables } = await measureTables(stores.clickhouse);
  await takeOutBrokenParts(parts, tables, gathered);
  await settleUnfinished(parts, gathered, new Date(parts.now().getTime() - UNDER_WAY_MS));
  const comparison = await mendBatches(parts, gathered);
  await mendCopies(parts, gathered);
  await mendRuns(parts, gathered);
  gathered.add(...wordsOfDetached(await listDetachedParts(stores.clickhouse)));
  gathered.add(...wordsOfTables(await findUnreadableTables(stores.postgres, signal)));
  await completeContents(parts, comparison, gathered);
  gathered.add(...(await findDamagedFiles(evidenceFolder, stores.postgres, signal)).map(wordsOfFile));
  await checkTrail(parts, gathered);
  return gathered.outcome();
}
