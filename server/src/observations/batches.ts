import { createHash } from 'node:crypto';
import { parsePeriod, periodEnd, type MissingKind, type Period, type Standing } from '@dangzhi/metrics';
import { toClickHouseInstant } from '../stores/clickhouse.ts';
import type { Transaction } from 'kysely';
import type { Stores } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';

/** One observation on its way in. */
export interface IncomingRow {
  readonly measure: string;
  readonly unit: string;
  /** A period label: `2022-12`, `2022`. */
  readonly period: string;
  /** A decimal as text, or `null` with the kind of missing. */
  readonly value: string | null;
  readonly missing: MissingKind | null;
  readonly reason: string | null;
  /** Index of the raw record it was read from. */
  readonly record: number;
  /** The source's own version of the record, when it tells; later is larger as text. */
  readonly changedAt?: string;
}

/** A decimal the store keeps to the digit: Decimal(38, 10). */
export const isStorableDecimal = (text: string): boolean => /^-?\d{1,28}(\.\d{1,10})?$/.test(text);

/** A period the store's Date can hold; another would silently become the nearest day that fits. */
export const isStorablePeriod = (period: Period): boolean =>
  period.start >= '1970-01-01' && periodEnd(period) <= '2149-06-06';

/** What came in one call: a page of a source, a seed file, an operator's report. */
export interface IncomingBatch {
  readonly source: string;
  readonly standing: Standing;
  /** The call in one line, without secrets. */
  readonly origin: string;
  readonly status: number | null;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly run: number | null;
  /** Told apart from an earlier batch of the same content by this, where that can be right. */
  readonly nonce?: string;
  readonly rows: readonly IncomingRow[];
  /** Raw records, exactly as given. */
  readonly records: readonly string[];
}

export interface BatchReceipt {
  readonly id: string;
  readonly stored: number;
  /** The batch was here before in full: nothing was stored twice. */
  readonly repeated: boolean;
}

/**
 * The identity of a batch, made from its content: the same content is the same batch, whenever and
 * however often it comes.
 */
export function batchId({ source, standing, rows, records, nonce }: IncomingBatch): string {
  return createHash('sha256')
    .update(JSON.stringify([source, standing, nonce ?? '', rows, records]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * Stores a batch exactly once. Its row in PostgreSQL moves `received → stored → checked`; a crash
 * anywhere is repaired by calling this again with the same content, because rows are keyed by
 * (batch, row) and reads go by that identity.
 *
 * @param skip indices of rows that are not to be stored (unchanged values); they keep their numbers
 * @param onReceived what is kept together with the batch's first row, if it is new
 * @throws RangeError if a row's period is not a period
 */
export async function storeBatch(
  stores: Stores,
  batch: IncomingBatch,
  skip: ReadonlySet<number> = new Set(),
  onReceived?: (transaction: Transaction<Database>, id: string) => Promise<void>,
): Promise<BatchReceipt> {
  const id = batchId(batch);
  const toStoredRow = storedRowsOf(batch, id);
  const rows = batch.rows.flatMap((row, index) => (skip.has(index) ? [] : [toStoredRow(row, index)]));
  const { db } = stores.postgres;
  await db.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows: received } = await transaction
      .insertInto('batch')
      .values({
        id,
        source: batch.source,
        standing: batch.standing,
        state: 'received',
        received_at: batch.recordedAt,
        recorded_by: batch.recordedBy,
        origin: batch.origin,
        status: batch.status,
        records: batch.records.length,
        observations: rows.length,
        run: batch.run,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (received !== 1n) return;
    if (rows.length > 0) await oweScoring(transaction, id, batch, skip);
    await onReceived?.(transaction, id);
  });
  const { state } = await db.selectFrom('batch').select('state').where('id', '=', id).executeTakeFirstOrThrow();
  if (state === 'checked') return { id, stored: 0, repeated: true };

  await stores.clickhouse.insert(
    'source_record',
    batch.records.map((payload, record) => ({ batch: id, record, payload })),
  );
  if (rows.length > 0) await stores.clickhouse.insert('observation', rows);
  await db.updateTable('batch').set({ state: 'stored' }).where('id', '=', id).execute();
  await checkBatch(stores, id, rows.length);
  return { id, stored: rows.length, repeated: false };
}

/** Whoever stores a batch has it scored; where that fails or never comes to pass, the next scoring finds it here. */
async function oweScoring(
  transaction: Transaction<Database>,
  batch: string,
  { rows }: IncomingBatch,
  skip: ReadonlySet<number>,
): Promise<void> {
  const starts = rows.flatMap(({ period }, index) => (skip.has(index) ? [] : (parsePeriod(period)?.start ?? [])));
  const first = starts.reduce((a, b) => (a < b ? a : b));
  await transaction
    .insertInto('scoring_owed')
    .values({ batch, month: first.slice(0, 7) })
    .execute();
}

/** Whether a batch of this content was begun and never found whole. */
export async function isUnfinished({ postgres: { db } }: Stores, batch: IncomingBatch): Promise<boolean> {
  const row = await db.selectFrom('batch').select('state').where('id', '=', batchId(batch)).executeTakeFirst();
  return row !== undefined && row.state !== 'checked';
}

/** Whether a batch of this content is here in full. */
export async function isChecked({ postgres: { db } }: Stores, batch: IncomingBatch): Promise<boolean> {
  const row = await db.selectFrom('batch').select('state').where('id', '=', batchId(batch)).executeTakeFirst();
  return row?.state === 'checked';
}

/** Reads the batch back by identity before it is declared done. */
async function checkBatch({ clickhouse, postgres }: Stores, id: string, atLeast: number): Promise<void> {
  const [found] = await clickhouse.rows<{ rows: number }>(
    'SELECT toUInt32(uniqExact(row)) AS rows FROM observation WHERE batch = {id:String}',
    { id },
  );
  const rows = found?.rows ?? 0;
  if (rows < atLeast) throw new Error(`batch ${id} has ${rows} of ${atLeast} observations after it was stored`);
  await postgres.db.updateTable('batch').set({ state: 'checked', observations: rows }).where('id', '=', id).execute();
}

/** A row as the store takes it. Few periods stand in many rows: each is read once. */
function storedRowsOf(batch: IncomingBatch, id: string): (row: IncomingRow, index: number) => object {
  const periods = new Map<string, Period>();
  const recordedAt = toClickHouseInstant(batch.recordedAt);
  return (row, index) => {
    const period = periods.get(row.period) ?? parsePeriod(row.period);
    if (period === null) throw new RangeError(`row ${index}: ${row.period} is not a period`);
    periods.set(row.period, period);
    return {
      period: period.start,
      grain: period.grain,
      unit: row.unit,
      measure: row.measure,
      batch: id,
      row: index,
      value: row.value,
      missing: row.missing ?? '',
      standing: batch.standing,
      source: batch.source,
      record: row.record,
      recorded_at: recordedAt,
      recorded_by: batch.recordedBy,
      changed_at: row.changedAt ?? '',
      reason: row.reason ?? '',
    };
  };
}
