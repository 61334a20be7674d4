import { parsePeriod, type GuardBreak } from '@dangzhi/metrics';
import type { PendingBreak, PendingValue } from '@dangzhi/metrics/contract';
import { sql, type Selectable, type Transaction } from 'kysely';
import type { Postgres } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';
import type { IncomingBatch, IncomingRow } from './batches.ts';

/** A cell of a source: what a later value of the same takes the place of. */
type Cell = Pick<IncomingRow, 'unit' | 'measure' | 'period'>;
const keyOf = ({ unit, measure, period }: Cell): string => `${unit}\n${measure}\n${period}`;

/**
 * Keeps the values of a batch that wait for somebody, and takes back what its rows take the place of. Part of the
 * transaction in which the batch is received: either both are there or neither.
 *
 * @param held what rows break, by index
 * @param stored indices of rows that are kept as observations
 */
export async function holdValues(
  transaction: Transaction<Database>,
  batch: string,
  { source, standing, rows, recordedAt, recordedBy }: IncomingBatch,
  held: ReadonlyMap<number, readonly GuardBreak[]>,
  stored: (index: number) => boolean,
): Promise<void> {
  const replaced = rows.filter((_, index) => held.has(index) || stored(index));
  await supersede(transaction, source, replaced, recordedAt, recordedBy);
  const waiting = rows.flatMap((row, index) => {
    const breaks = held.get(index);
    const period = parsePeriod(row.period);
    if (breaks === undefined || period === null || row.value === null) return [];
    return {
      batch,
      record: row.record,
      source,
      standing,
      unit: row.unit,
      measure: row.measure,
      period: row.period,
      period_from: period.start,
      value: row.value,
      reason: row.reason ?? '',
      changed_at: row.changedAt ?? '',
      breaks: JSON.stringify(breaks),
      state: 'pending' as const,
      received_at: recordedAt,
      received_by: recordedBy,
    };
  });
  if (waiting.length > 0) await transaction.insertInto('pending_value').values(waiting).execute();
}

async function supersede(
  transaction: Transaction<Database>,
  source: string,
  cells: readonly Cell[],
  at: Date,
  by: string,
): Promise<void> {
  const distinct = [...new Map(cells.map((cell) => [keyOf(cell), cell])).values()];
  if (distinct.length === 0) return;
  await transaction
    .updateTable('pending_value')
    .set({ state: 'superseded', decided_at: at, decided_by: by, decision: '' })
    .where('state', '=', 'pending')
    .where('source', '=', source)
    .where(
      sql<boolean>`(unit, measure, period) IN (SELECT * FROM unnest(
        ${distinct.map(({ unit }) => unit)}::text[],
        ${distinct.map(({ measure }) => measure)}::text[],
        ${distinct.map(({ period }) => period)}::text[]))`,
    )
    .execute();
}

/**
 * Values of a source that wait, or were returned, and have not changed since: told again they are no news.
 *
 * @returns indices into `rows`
 */
export async function findHeldAlready(
  { db }: Postgres,
  source: string,
  rows: readonly IncomingRow[],
): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const found = await db
    .selectFrom('pending_value')
    .distinctOn(['unit', 'measure', 'period'])
    .select(['unit', 'measure', 'period', 'value', 'state'])
    .where('source', '=', source)
    .where('unit', 'in', [...new Set(rows.map(({ unit }) => unit))])
    .where('measure', 'in', [...new Set(rows.map(({ measure }) => measure))])
    .orderBy('unit')
    .orderBy('measure')
    .orderBy('period')
    .orderBy('id', 'desc')
    .execute();
  const known = new Map(found.map((one) => [keyOf(one), one]));
  return new Set(
    rows.flatMap((row, index) => {
      const one = known.get(keyOf(row));
      const isOpen = one?.state === 'pending' || one?.state === 'returned';
      return isOpen && Number(one.value) === Number(row.value) && row.value !== null ? [index] : [];
    }),
  );
}

export interface PendingFilter {
  /** `null` for all. */
  readonly units: readonly string[] | null;
  readonly state?: PendingValue['state'] | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** A value that waits or waited; what counts in its place is read from the other store. */
export type StoredPending = Omit<PendingValue, 'counting'> & { readonly changedAt: string };

/** Those that wait first, then the latest received. */
export async function listPending(
  { db }: Postgres,
  { units, state, page, pageSize }: PendingFilter,
): Promise<{ items: StoredPending[]; total: number }> {
  let query = db.selectFrom('pending_value');
  if (units !== null) query = query.where(sql<boolean>`unit = ANY (${units}::text[])`);
  if (state !== undefined) query = query.where('state', '=', state);
  const { count } = await query.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  const rows = await query
    .select(COLUMNS)
    .orderBy(sql`state = 'pending'`, 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { items: rows.map(toPending), total: Number(count) };
}

/** `null` where there is none of that number. */
export async function findPending({ db }: Postgres, id: number): Promise<StoredPending | null> {
  const row = await db.selectFrom('pending_value').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toPending(row);
}

/** Values of some units that wait, the latest received first. */
export async function listWaiting({ db }: Postgres, units: readonly string[]): Promise<StoredPending[]> {
  if (units.length === 0) return [];
  const rows = await db
    .selectFrom('pending_value')
    .select(COLUMNS)
    .where('state', '=', 'pending')
    .where('unit', 'in', [...units])
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toPending);
}

/** Decides a value that waits. @returns whether it still did */
export async function decideValue(
  transaction: Transaction<Database>,
  id: number,
  decision: {
    readonly state: 'accepted' | 'returned';
    readonly at: Date;
    readonly by: string;
    readonly reason: string;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('pending_value')
    .set({ state: decision.state, decided_at: decision.at, decided_by: decision.by, decision: decision.reason })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

const COLUMNS = [
  'id',
  'unit',
  'measure',
  'period',
  'value',
  'standing',
  'source',
  'batch',
  'record',
  'reason',
  'changed_at',
  'breaks',
  'state',
  'received_at',
  'received_by',
  'decided_at',
  'decided_by',
  'decision',
] as const;

type PendingRow = Pick<Selectable<Database['pending_value']>, (typeof COLUMNS)[number]>;

const toPending = (row: PendingRow): StoredPending => ({
  id: row.id,
  unit: row.unit,
  measure: row.measure,
  period: row.period,
  value: row.value,
  standing: row.standing,
  source: row.source,
  batch: row.batch,
  record: row.record,
  reason: row.reason === '' ? null : row.reason,
  // Only guards that are looked at hold a value, and of a pull a part above its whole.
  breaks: row.breaks as PendingBreak[],
  state: row.state,
  receivedAt: row.received_at.toISOString(),
  receivedBy: row.received_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
  decidedBy: row.decided_by,
  decision: row.decision === '' ? null : row.decision,
  changedAt: row.changed_at,
});
