import { sql } from 'kysely';
import { keepContentOfEarlier, readContent } from '../observations/content.ts';
import type { BatchComparison } from './batches.ts';
import type { CheckParts, Gathered } from './gathered.ts';
import { counted, few, mended } from './words.ts';

/** Batches of which PostgreSQL has no copy, or none that can be read, get one from ClickHouse, where they are whole. */
export async function completeContents(
  { stores, signal }: CheckParts,
  { observations }: BatchComparison,
  gathered: Gathered,
): Promise<void> {
  const short = new Set(observations.map(({ id }) => id));
  const { rows } = await sql<{ id: string; kept: boolean }>`
    SELECT batch.id, content.batch IS NOT NULL AS kept
    FROM batch LEFT JOIN batch_content AS content ON content.batch = batch.id
    WHERE batch.state = 'checked' ORDER BY batch.id`.execute(stores.postgres.db);
  const earlier: string[] = [];
  const unreadable: string[] = [];
  for (const { id, kept } of rows) {
    signal?.throwIfAborted();
    if (short.has(id)) continue;
    if (!kept) earlier.push(id);
    else if ((await readContent(stores, id)) === null) unreadable.push(id);
  }
  await keepContentOfEarlier(stores, [...earlier, ...unreadable], signal);
  if (unreadable.length === 0) return;
  const names = few(unreadable);
  gathered.add(
    mended('documents', {
      zh: `PostgreSQL 中 ${unreadable.length} 个批次的留存内容已损坏（${names.zh}），已按 ClickHouse 重新留存。`,
      en: `What PostgreSQL keeps of ${counted(unreadable.length, 'batch', 'batches')} was damaged (${names.en}); it was kept again from ClickHouse.`,
    }),
  );
}
