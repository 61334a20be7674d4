import type { Names } from '@dangzhi/metrics';
import { record, recordAlone } from '../audit/trail.ts';
import { UserError } from '../base/errors.ts';
import { OPERATOR_SOURCE } from '../intake/entry/report.ts';
import { startOver } from '../intake/sources/queries.ts';
import { finishBatch, oweScoring } from '../observations/batches.ts';
import { finishRecorded } from '../observations/finisher.ts';
import { readContent } from '../observations/content.ts';
import { forgetDamaged, listDamaged, noteDamaged } from '../observations/damaged.ts';
import { SYSTEM } from '../rights/actor.ts';
import { compareBatches, leaveUnknown, listExpected, type BatchComparison, type ShortBatch } from './batches.ts';
import type { CheckParts, Gathered } from './gathered.ts';
import { reading } from './mend-parts.ts';
import {
  counted,
  few,
  mended,
  note,
  wordsOfAskedAgain,
  wordsOfDamagedCells,
  wordsOfLost,
  wordsOfLostRecords,
  wordsOfReplaced,
  wordsOfUnknown,
} from './words.ts';

/**
 * Batches that a crash, or a store that was away, left between the two stores: finished from what was kept of them, or
 * void.
 *
 * @param before only those received until then; all where nobody may be storing one at the moment
 */
export async function settleUnfinished({ stores, now }: CheckParts, gathered: Gathered, before?: Date): Promise<void> {
  const { db } = stores.postgres;
  const begun = await db
    .selectFrom('batch')
    .select(['id', 'source'])
    .where('state', 'in', ['received', 'stored'])
    .$if(before !== undefined, (query) => query.where('received_at', '<', before ?? null))
    .execute();
  const finished: string[] = [];
  const given: string[] = [];
  for (const { id, source } of begun) {
    if (await finishRecorded(stores, id, now())) finished.push(id);
    else if (source === OPERATOR_SOURCE) {
      given.push(id);
      await db.transaction().execute(async (transaction) => {
        await transaction.updateTable('batch').set({ state: 'void' }).where('id', '=', id).execute();
        await transaction.deleteFrom('scoring_owed').where('batch', '=', id).execute();
        await record(transaction, SYSTEM, now(), { action: 'batch.void', target: `batch:${id}` });
      });
    }
    // A page of a source is read again, and what the program brings along is loaded again: either finishes its batch.
  }
  if (finished.length > 0) {
    const names = few(finished);
    gathered.add(
      mended('batches', {
        zh: `${finished.length} 个批次写入中断（${names.zh}），已补齐。`,
        en: `${counted(finished.length, 'batch', 'batches')} had been cut short (${names.en}) and ${finished.length === 1 ? 'was' : 'were'} finished.`,
      }),
    );
  }
  if (given.length > 0) {
    const names = few(given);
    gathered.add(
      note(
        'batches',
        {
          zh: `${given.length} 个填报批次写入中断且内容已无留存（${names.zh}），已作废，审计记录中有说明。`,
          en: `${counted(given.length, 'reported batch', 'reported batches')} had been cut short and nothing of it is left (${names.en}): void, and the audit trail says so.`,
        },
        { zh: '请重新填报。', en: 'Report it again.' },
      ),
    );
  }
}

/**
 * Observations that ClickHouse has lost are stored again from what PostgreSQL keeps of their batches; what nobody has any
 * more is told, and nothing is made of its cells.
 *
 * @returns what there was before anything was mended
 * @throws UserError where PostgreSQL knows no batch and ClickHouse has some
 */
export async function mendBatches({ stores, now, signal }: CheckParts, gathered: Gathered): Promise<BatchComparison> {
  const expected = await listExpected(stores.postgres);
  const compared = await reading(stores, ['observation', 'source_record'], gathered, () =>
    compareBatches(stores.clickhouse, expected),
  );
  const comparison = { ...compared, unknown: await leaveUnknown(stores.postgres, compared.unknown) };
  if (expected.length === 0 && comparison.unknown.length > 0)
    throw new UserError(`${NO_DOCUMENTS.zh}\n${NO_DOCUMENTS.en}`);
  const again: string[] = [];
  const lost: ShortBatch[] = [];
  let rows = 0;
  for (const { id, has, should } of comparison.observations) {
    signal?.throwIfAborted();
    const content = await readContent(stores, id);
    if (content !== null && content.rows.length >= should && (await finishBatch(stores, id))) {
      again.push(id);
      rows += should - has;
      if (content.rows.length > 0)
        await stores.postgres.db.transaction().execute((transaction) => oweScoring(transaction, id, content.rows));
    } else lost.push({ id, has, should });
  }
  if (again.length > 0) {
    await recordAlone(stores.postgres, SYSTEM, now(), {
      action: 'integrity.mend',
      target: '',
      after: { batches: again.length > 20 ? again.length : again, rows },
    });
    const names = few(again);
    gathered.add(
      mended('batches', {
        zh: `ClickHouse 丢失了 ${again.length} 个批次的 ${rows} 条数据（${names.zh}），已按 PostgreSQL 中留存的内容重新写入。`,
        en: `ClickHouse had lost ${counted(rows, 'row')} of ${counted(again.length, 'batch', 'batches')} (${names.en}); they were stored again from what PostgreSQL keeps.`,
      }),
    );
    gathered.score(null);
  }
  await settleLost({ stores, now }, lost, gathered);
  gathered.add(...wordsOfLostRecords(comparison.records), ...wordsOfUnknown(comparison.unknown));
  return comparison;
}

const NO_DOCUMENTS: Names = {
  zh: 'PostgreSQL 中没有任何批次，而 ClickHouse 中有数据：PostgreSQL 的文件丢失或被换过。请复制 DATA_DIR 留存，再用 dangzhi restore 从最近一次完好的备份恢复到空目录。',
  en: 'PostgreSQL knows no batch and ClickHouse holds data: the files of PostgreSQL are gone, or are others. Keep a copy of DATA_DIR, then restore the newest good backup into an empty directory with dangzhi restore.',
};

/**
 * Batches of which rows are gone and no copy was kept. Of which cells they were is noted, so that nothing is made of them;
 * what a source told it is asked for again from its beginning.
 */
async function settleLost(
  { stores, now }: Pick<CheckParts, 'stores' | 'now'>,
  lost: readonly ShortBatch[],
  gathered: Gathered,
): Promise<void> {
  const { db } = stores.postgres;
  const ids = lost.map(({ id }) => id);
  if ((await forgetDamaged(stores.postgres, ids)) > 0) gathered.score(null);
  if (lost.length === 0) return;
  const batches = await db.selectFrom('batch').select(['id', 'source']).where('id', 'in', ids).execute();
  const sourceOf = new Map(batches.map(({ id, source }) => [id, source]));
  const noted = new Map<string, Awaited<ReturnType<typeof noteDamaged>>>();
  for (const { id } of lost) noted.set(id, await noteDamaged(stores, id));
  const fresh = lost.filter(({ id }) => (noted.get(id)?.added ?? 0) > 0 || noted.get(id)?.known === 0);
  const asked = new Set(
    await startOver(stores.postgres, [...new Set(fresh.flatMap(({ id }) => sourceOf.get(id) ?? []))]),
  );
  const isAsked = ({ id }: ShortBatch): boolean => asked.has(sourceOf.get(id) ?? '');
  if (fresh.some(({ id }) => (noted.get(id)?.added ?? 0) > 0)) gathered.score(null);
  if (asked.size > 0) await recordAlone(stores.postgres, SYSTEM, now(), eventOf(fresh, [...asked]));
  const [unknown, known] = [
    lost.filter(({ id }) => noted.get(id)?.known === 0),
    lost.filter(({ id }) => noted.get(id)?.known !== 0),
  ];
  for (const { id, has } of unknown.filter(isAsked))
    // What the source tells from its beginning is all there is to know of it.
    await db.updateTable('batch').set({ observations: has }).where('id', '=', id).execute();
  const open = Map.groupBy(await listDamaged(stores, now()), ({ batch }) => batch);
  const damagedOnes = known.filter(({ id }) => open.has(id));
  const cells = damagedOnes.reduce((sum, { id }) => sum + (open.get(id)?.length ?? 0), 0);
  gathered.add(
    ...wordsOfDamagedCells(damagedOnes, cells),
    ...wordsOfReplaced(known.filter(({ id }) => !open.has(id))),
    ...wordsOfAskedAgain(unknown.filter(isAsked), [...asked]),
    ...wordsOfLost(unknown.filter((one) => !isAsked(one))),
  );
}

const eventOf = (batches: readonly ShortBatch[], sources: readonly string[]) => ({
  action: 'integrity.mend',
  target: '',
  after: { sources, batches: batches.length > 20 ? batches.length : batches.map(({ id }) => id) },
});
