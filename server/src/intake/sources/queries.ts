import { isDeepStrictEqual } from 'node:util';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { sourceFaults, type PullRun, type Quarantined } from '@dangzhi/metrics/contract';
import { Cron } from 'croner';
import { sql, type Selectable } from 'kysely';
import { UserError } from '../../base/errors.ts';
import type { Postgres } from '../../stores/index.ts';
import type { Database } from '../../stores/tables.ts';

export interface DeclaredSource {
  readonly declaration: SourceDeclaration;
  readonly since: string | null;
}

/**
 * Declares sources; repeating it updates the declaration and keeps the cursor. Where the list itself is declared
 * otherwise (other fields, other paging), it is read from its beginning: what was passed over may be wanted now.
 *
 * @throws UserError naming every fault of a declaration
 */
export async function declareSources({ db }: Postgres, declarations: readonly SourceDeclaration[]): Promise<void> {
  for (const declaration of declarations) {
    refuseFaults(declaration);
    const before = await db
      .selectFrom('source')
      .select('declaration')
      .where('code', '=', declaration.code)
      .executeTakeFirst();
    const isSameList = isDeepStrictEqual(listOf(before?.declaration ?? null), listOf(declaration));
    const row = {
      name_zh: declaration.name.zh,
      name_en: declaration.name.en,
      declaration: JSON.stringify(declaration),
      ...(!isSameList && { cursor: null, since: null, seen_until: null }),
    };
    await db
      .insertInto('source')
      .values({ code: declaration.code, ...row })
      .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
      .execute();
  }
}

/** What a source's records are, without where it is and how patiently it is asked. */
const listOf = (declaration: SourceDeclaration | null) =>
  declaration && {
    path: declaration.path,
    query: declaration.query ?? {},
    paging: declaration.paging,
    sinceParam: declaration.sinceParam ?? null,
    mapping: declaration.mapping,
  };

function refuseFaults(declaration: SourceDeclaration): void {
  const faults = sourceFaults(declaration);
  try {
    new Cron(declaration.schedule, { paused: true }).stop();
  } catch (error) {
    faults.push({ path: '/schedule', message: error instanceof Error ? error.message : String(error) });
  }
  if (faults.length === 0) return;
  const told = faults.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new UserError(`The source ${declaration.code} cannot be declared: ${told}.`);
}

/** A source that pushes (the seed, operators): it has a name and no declaration. */
export async function nameSource({ db }: Postgres, code: string, name: { zh: string; en: string }): Promise<void> {
  await db
    .insertInto('source')
    .values({ code, name_zh: name.zh, name_en: name.en, declaration: null })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ name_zh: name.zh, name_en: name.en }))
    .execute();
}

/** Every source that is pulled, by code. */
export async function listDeclared({ db }: Postgres): Promise<DeclaredSource[]> {
  const rows = await db
    .selectFrom('source')
    .select(['declaration', 'since'])
    .where('declaration', 'is not', null)
    .orderBy('code')
    .execute();
  return rows.flatMap(({ declaration, since }) => (declaration === null ? [] : [{ declaration, since }]));
}

/** Where the next pull of a source begins. */
export async function findPosition(
  { db }: Postgres,
  source: string,
): Promise<{ cursor: string | null; since: string | null }> {
  return db.selectFrom('source').select(['cursor', 'since']).where('code', '=', source).executeTakeFirstOrThrow();
}

/**
 * Moves a source past a page. After the last page the latest change seen becomes the next run's
 * `since`; both in one statement, so that a crash finds the one or the other.
 */
export async function moveCursor(
  { db }: Postgres,
  source: string,
  { cursor, seenUntil }: { cursor: string | null; seenUntil: string | null },
): Promise<void> {
  const latest = sql<string | null>`GREATEST(seen_until COLLATE "C", ${seenUntil}::text)`;
  await db
    .updateTable('source')
    .set(
      cursor === null
        ? {
            cursor: null,
            since: sql<string | null>`GREATEST(since COLLATE "C", seen_until, ${seenUntil}::text)`,
            seen_until: null,
          }
        : { cursor, seen_until: latest },
    )
    .where('code', '=', source)
    .execute();
}

/** Sources that are read from their beginning by the next pull: what they told was lost here. @returns those that are pulled at all */
export async function startOver({ db }: Postgres, sources: readonly string[]): Promise<string[]> {
  if (sources.length === 0) return [];
  const rows = await db
    .updateTable('source')
    .set({ cursor: null, since: null, seen_until: null })
    .where('code', 'in', [...sources])
    .where('declaration', 'is not', null)
    .returning('code')
    .execute();
  return rows.map(({ code }) => code);
}

/** Opens a run's log; `null` when one of the source is under way. */
export async function startRun({ db }: Postgres, source: string, at: Date): Promise<number | null> {
  const row = await db
    .insertInto('pull_run')
    .values({ source, state: 'running', started_at: at, finished_at: null, error: null })
    .onConflict((conflict) => conflict.column('source').where('state', '=', 'running').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

type RunCounts = Partial<Record<'seen' | 'stored' | 'unchanged' | 'quarantined' | 'pages' | 'retries', number>>;

/** Adds to a run's counters. */
export async function addToRun({ db }: Postgres, run: number, counts: RunCounts): Promise<void> {
  await db
    .updateTable('pull_run')
    .set((eb) => ({
      seen: eb('seen', '+', counts.seen ?? 0),
      stored: eb('stored', '+', counts.stored ?? 0),
      unchanged: eb('unchanged', '+', counts.unchanged ?? 0),
      quarantined: eb('quarantined', '+', counts.quarantined ?? 0),
      pages: eb('pages', '+', counts.pages ?? 0),
      retries: eb('retries', '+', counts.retries ?? 0),
    }))
    .where('id', '=', run)
    .execute();
}

/** Closes a run's log. */
export async function finishRun(
  { db }: Postgres,
  run: number,
  { state, error, at }: { state: 'succeeded' | 'failed' | 'cancelled'; error: string | null; at: Date },
): Promise<void> {
  await db.updateTable('pull_run').set({ state, error, finished_at: at }).where('id', '=', run).execute();
}

/**
 * Closes the runs that ended without saying so: a process that died, a store that was gone.
 *
 * @param source only its runs; all without one, before the first pull of a process
 */
export async function closeAbandonedRuns({ db }: Postgres, at: Date, source?: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('pull_run')
    .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
    .set({
      state: 'failed',
      error: 'It ended in the middle; the next run goes on at its cursor',
      finished_at: at,
    })
    .where('state', '=', 'running')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** One run's log. */
export async function findRun({ db }: Postgres, run: number): Promise<PullRun> {
  return toPullRun(await db.selectFrom('pull_run').selectAll().where('id', '=', run).executeTakeFirstOrThrow());
}

/** The latest run of every source. */
export async function listLastRuns({ db }: Postgres): Promise<PullRun[]> {
  const rows = await db
    .selectFrom('pull_run')
    .distinctOn('source')
    .selectAll()
    .orderBy('source')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toPullRun);
}

/** Runs of a source, latest first. */
export async function listRuns(
  { db }: Postgres,
  source: string,
  page: number,
  pageSize: number,
): Promise<{ items: PullRun[]; total: number }> {
  const query = db.selectFrom('pull_run').where('source', '=', source);
  const { total } = await query
    .select(({ fn }) => fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { items: rows.map(toPullRun), total: Number(total) };
}

function toPullRun(row: Selectable<Database['pull_run']>): PullRun {
  return {
    id: row.id,
    source: row.source,
    state: row.state,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    durationMs: row.finished_at === null ? null : row.finished_at.getTime() - row.started_at.getTime(),
    seen: row.seen,
    stored: row.stored,
    unchanged: row.unchanged,
    quarantined: row.quarantined,
    pages: row.pages,
    retries: row.retries,
    error: row.error,
  };
}

/** Keeps records that do not fit, whole, each once. */
export async function addQuarantined(
  { db }: Postgres,
  { run, source, at }: { run: number; source: string; at: Date },
  misfits: readonly { reason: string; message: string; payload: string; fingerprint: string }[],
): Promise<void> {
  if (misfits.length === 0) return;
  await db
    .insertInto('quarantine')
    .values(misfits.map((misfit) => ({ run, source, at, ...misfit })))
    .onConflict((conflict) => conflict.columns(['source', 'fingerprint']).doNothing())
    .execute();
}

/** Quarantined records of a source, latest first. */
export async function listQuarantined(
  { db }: Postgres,
  source: string,
  page: number,
  pageSize: number,
): Promise<{ items: Quarantined[]; total: number }> {
  const query = db.selectFrom('quarantine').where('source', '=', source);
  const { total } = await query
    .select(({ fn }) => fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(['id', 'run', 'at', 'reason', 'message', 'payload'])
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })), total: Number(total) };
}
