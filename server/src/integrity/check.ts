import type { Finding } from '@dangzhi/metrics/contract';
import type { Names } from '@dangzhi/metrics';
import { sql } from 'kysely';
import { isHeadUnreadable, readHeads } from '../audit/head.ts';
import { findHead } from '../audit/queries.ts';
import { record, recordAlone } from '../audit/trail.ts';
import { verifyTrail } from '../audit/verify.ts';
import { StoreError, UserError } from '../base/errors.ts';
import { OPERATOR_SOURCE } from '../intake/entry/report.ts';
import { startOver } from '../intake/sources/queries.ts';
import { finishBatch, oweScoring } from '../observations/batches.ts';
import { keepContentOfEarlier, readContent } from '../observations/content.ts';
import { forgetDamaged, listDamaged, noteDamaged } from '../observations/damaged.ts';
import { fillCopies, findStaleCopies, isStale } from '../observations/kept-copies.ts';
import { SYSTEM } from '../rights/actor.ts';
import { distrustRuns, noteRowsOfRuns } from '../scores/runs/stored-runs.ts';
import { knownMigrations, type Stores } from '../stores/index.ts';
import { compareBatches, listExpected, type BatchComparison, type ShortBatch } from './batches.ts';
import { findUnreadableTables } from './documents.ts';
import { findDamagedFiles } from './evidence.ts';
import {
  detachPart,
  findBrokenParts,
  findLostTables,
  listDetachedParts,
  makeLostTables,
  measureTables,
  type Part,
} from './parts.ts';
import { compareRuns, listExpectedRuns } from './runs.ts';
import {
  counted,
  damaged,
  few,
  mended,
  MEND_TRAIL,
  note,
  wordsOfAskedAgain,
  wordsOfDamagedCells,
  wordsOfDetached,
  wordsOfFile,
  wordsOfLost,
  wordsOfLostRecords,
  wordsOfReplaced,
  wordsOfTables,
  wordsOfUnknown,
} from './words.ts';

export interface CheckParts {
  readonly stores: Stores;
  readonly dataDir: string;
  readonly evidenceFolder: string;
  readonly now: () => Date;
  /** Ends a check between two of its steps. */
  readonly signal?: AbortSignal;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  /** First month that has to be scored because of it; `null` for all, `undefined` where nothing has to. */
  readonly scoreFrom: string | null | undefined;
}

/** Gathers what is found and from which month on it has to be scored. */
class Gathered {
  readonly findings: Finding[] = [];
  #from: string | null | undefined;

  add(...findings: readonly Finding[]): void {
    this.findings.push(...findings);
  }

  score(from: string | null): void {
    if (this.#from === undefined || from === null) this.#from = from;
    else if (this.#from !== null && from < this.#from) this.#from = from;
  }

  outcome(): Outcome {
    return { findings: this.findings, scoreFrom: this.#from };
  }
}

/** All files of tables that have no more bytes are compared with the engine's sums before anything is served. */
const QUICKLY_READ_BYTES = 512 * 1024 ** 2;

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
  const { stores, dataDir, evidenceFolder, signal } = parts;
  const gathered = new Gathered();
  await mendTables(parts, gathered);
  const { tables } = await measureTables(stores.clickhouse);
  await takeOutBrokenParts(parts, tables, gathered);
  const comparison = await mendBatches(parts, gathered);
  await mendCopies(parts, gathered);
  await mendRuns(parts, gathered);
  gathered.add(...wordsOfDetached(await listDetachedParts(stores.clickhouse)));
  gathered.add(...wordsOfTables(await findUnreadableTables(stores.postgres, signal)));
  await completeContents(parts, comparison, gathered);
  gathered.add(...(await findDamagedFiles(evidenceFolder, stores.postgres, signal)).map(wordsOfFile));
  const [head = null, ...earlier] = readHeads(dataDir);
  const { damage, found } = await verifyTrail(stores.postgres, head, earlier);
  if (damage !== null) gathered.add(damaged('trail', found, MEND_TRAIL[damage]));
  return gathered.outcome();
}

async function mendTables({ stores: { clickhouse }, signal }: CheckParts, gathered: Gathered): Promise<void> {
  signal?.throwIfAborted();
  const lost = await findLostTables(clickhouse, knownMigrations());
  if (lost.length === 0) return;
  await makeLostTables(clickhouse, knownMigrations());
  const names = few(lost);
  gathered.add(
    mended('tables', {
      zh: `ClickHouse 缺少 ${lost.length} 张表（${names.zh}），已重新建立；表中内容见其他各条。`,
      en: `${counted(lost.length, 'table')} of ClickHouse had gone (${names.en}) and ${lost.length === 1 ? 'was' : 'were'} made again; what was in them is told apart.`,
    }),
  );
  gathered.score(null);
}

/** A server may let its users read and write, and not check. */
const isForbidden = (error: unknown): boolean =>
  error instanceof StoreError && /ACCESS_DENIED|Not enough privileges/i.test(error.message);

const MAY_NOT_CHECK = note(
  'parts',
  {
    zh: '该 ClickHouse 用户无权核对数据文件。',
    en: 'This user of ClickHouse may not compare its files with their sums.',
  },
  { zh: '请在 ClickHouse 中授予 CHECK 权限。', en: 'Grant it CHECK in ClickHouse.' },
);

/** Without it nobody knows what the tables are. */
const NEVER_TAKEN_OUT = 'schema_migration';

async function takeOutBrokenParts(
  { stores: { clickhouse }, signal }: Pick<CheckParts, 'stores' | 'signal'>,
  tables: readonly string[],
  gathered: Gathered,
): Promise<void> {
  const broken: Part[] = [];
  for (const table of tables) {
    signal?.throwIfAborted();
    try {
      broken.push(...(await findBrokenParts(clickhouse, table)));
    } catch (error) {
      if (!isForbidden(error)) throw error;
      gathered.add(MAY_NOT_CHECK);
      return;
    }
  }
  for (const [table, parts] of Map.groupBy(broken, (part) => part.table)) {
    const names = few(parts.map(({ name }) => name));
    const zh = `ClickHouse 的 ${table} 表有 ${parts.length} 个数据块与写入时不同（${names.zh}）`;
    const en = `${counted(parts.length, 'part')} of ClickHouse’s table ${table} ${parts.length === 1 ? 'is' : 'are'} not what was written (${names.en})`;
    if (table === NEVER_TAKEN_OUT) {
      gathered.add(damaged('parts', { zh: `${zh}。`, en: `${en}.` }));
      continue;
    }
    for (const part of parts) await detachPart(clickhouse, part);
    gathered.add(
      note('parts', {
        zh: `${zh}，已从表中移出，文件留在 detached 目录；其中内容见其他各条。`,
        en: `${en}, and ${parts.length === 1 ? 'was' : 'were'} taken out of it; the files stay in its folder detached, and what was in them is told apart.`,
      }),
    );
    gathered.score(null);
  }
}

/** Batches that a crash left between the two stores: finished from what was kept of them, or void. */
async function settleUnfinished({ stores, now }: CheckParts, gathered: Gathered): Promise<void> {
  const { db } = stores.postgres;
  const begun = await db
    .selectFrom('batch')
    .select(['id', 'source'])
    .where('state', 'in', ['received', 'stored'])
    .execute();
  const finished: string[] = [];
  const given: string[] = [];
  for (const { id, source } of begun) {
    if (await finishBatch(stores, id)) {
      finished.push(id);
      await recordAlone(stores.postgres, SYSTEM, now(), { action: 'batch.finish', target: `batch:${id}` });
    } else if (source === OPERATOR_SOURCE) {
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

async function mendBatches({ stores, now, signal }: CheckParts, gathered: Gathered): Promise<BatchComparison> {
  const expected = await listExpected(stores.postgres);
  const comparison = await reading(stores, ['observation', 'source_record'], gathered, () =>
    compareBatches(stores.clickhouse, expected),
  );
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

/** A part that cannot be read is taken out, and what was asked is asked again. */
async function reading<T>(
  stores: Stores,
  tables: readonly string[],
  gathered: Gathered,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'query') throw error;
    const before = gathered.findings.length;
    await takeOutBrokenParts({ stores }, tables, gathered);
    if (gathered.findings.length === before) throw error;
    return work();
  }
}

/** What is kept beside history, made again where history has more; a start makes it anew. */
async function mendCopies({ stores: { clickhouse }, signal }: CheckParts, gathered: Gathered): Promise<void> {
  const stale = await findStaleCopies(clickhouse);
  // What is being stored at this moment may lie in one and not yet in the other.
  if (!isStale(stale) || !isStale(await findStaleCopies(clickhouse))) return;
  signal?.throwIfAborted();
  await fillCopies(clickhouse, stale);
  gathered.score(null);
  if (!isStale(await findStaleCopies(clickhouse))) {
    gathered.add(
      mended('copies', {
        zh: '生效数据的副本与历史不一致，已按历史补齐。',
        en: 'What is kept of what counts had not said the same as history; it was filled from history.',
      }),
    );
    return;
  }
  gathered.add(
    damaged(
      'copies',
      {
        zh: '生效数据的副本与历史不一致。',
        en: 'What is kept of what counts does not say the same as history.',
      },
      {
        zh: '请重新启动服务：启动时按历史重建并全部重新测算。',
        en: 'Start the server again: it makes it anew from history and scores everything.',
      },
    ),
  );
}

async function mendRuns({ stores, now }: CheckParts, gathered: Gathered): Promise<void> {
  const expected = await listExpectedRuns(stores.postgres);
  const { short, uncounted } = await reading(stores, ['score', 'score_node', 'indicator_value'], gathered, () =>
    compareRuns(stores.clickhouse, expected),
  );
  await noteRowsOfRuns(stores.postgres, uncounted);
  const live = short.filter(({ kind }) => kind === 'live');
  const official = short.filter(({ kind }) => kind === 'official');
  if (live.length > 0) {
    await distrustRuns(
      stores.postgres,
      live.map(({ run }) => run),
    );
    await recordAlone(stores.postgres, SYSTEM, now(), {
      action: 'integrity.mend',
      target: '',
      after: { results: live.length },
    });
    const names = few(live.map(({ scheme, period }) => `${scheme} ${period}`));
    gathered.add(
      mended('results', {
        zh: `${live.length} 个月度测算结果不全（${names.zh}），重新测算。`,
        en: `${counted(live.length, 'result')} of a month ${live.length === 1 ? 'was' : 'were'} not whole (${names.en}) and ${live.length === 1 ? 'is' : 'are'} scored again.`,
      }),
    );
    gathered.score(live.map(({ period }) => period).sort()[0] ?? null);
  }
  if (official.length > 0) {
    const names = few(official.map(({ scheme, period }) => `${scheme} ${period}`));
    gathered.add(
      damaged('results', {
        zh: `${official.length} 个正式测算结果不全（${names.zh}）。`,
        en: `${counted(official.length, 'official result')} ${official.length === 1 ? 'is' : 'are'} not whole (${names.en}).`,
      }),
    );
  }
}

/** Batches of which PostgreSQL has no copy, or none that can be read, get one from ClickHouse, where they are whole. */
async function completeContents(
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

/** At a start the head alone: whether the line it names is there and is that line. */
async function checkHead({ stores: { postgres }, dataDir }: CheckParts, gathered: Gathered): Promise<void> {
  const [head, ...earlier] = readHeads(dataDir);
  const last = await findHead(postgres);
  if (head === undefined) {
    if (!isHeadUnreadable(dataDir)) return;
    gathered.add(
      note('trail', {
        zh: '留存在数据库之外的审计末条（audit.head）无法读取，已重新留存：此前若有截断或改写，无法据此发现。',
        en: 'The head of the audit trail that was kept beside the database (audit.head) could not be read and is kept anew: a cut or a rewriting before now does not show by it.',
      }),
    );
    return;
  }
  const line = await findHead(postgres, head.sequence);
  if (line?.hash === head.hash) return;
  const isCutOff = (last?.sequence ?? 0) < head.sequence;
  const { damage, found } = isCutOff
    ? await verifyTrail(postgres, head, earlier)
    : { damage: 'rewritten' as const, found: REWRITTEN };
  gathered.add(damaged('trail', found, MEND_TRAIL[damage ?? 'rewritten']));
}

const REWRITTEN: Names = {
  zh: '审计记录与此前留存的末条不一致：其中某条被改写。',
  en: 'The audit trail does not lead to the line that was last before: a line was written anew.',
};
