import { createHash } from 'node:crypto';
import { parsePeriod, periodEnd, type MissingKind, type Period, type Standing } from '@dangzhi/metrics';
import { toClickHouseInstant } from '../stores/clickhouse.ts';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { ClickHouse, Stores } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';
import { refuseUndecidedClock } from './clock.ts';
import { forgetRecords, keepContent, readContent, type NumberedRow } from './content.ts';
import { noteSupply, type SupplyingRow } from './supply.ts';

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
 * Stores a batch exactly once. All it holds goes to PostgreSQL first, where its row moves `received → stored → checked`: a
 * crash anywhere is repaired by calling this again with the same content, or by {@link finishBatch}, because rows are keyed
 * by (batch, row) and reads go by that identity. A batch that is here in full is counted again before that is said: what
 * ClickHouse has lost of it since is stored again. A batch that is received after another was answered for comes
 * after it in the order of what counts; one that was cut off keeps its place.
 *
 * @param skip indices of rows that are not to be stored (unchanged values); they keep their numbers
 * @param onReceived what is kept together with the batch's first row, if it is new
 * @throws RangeError if a row's period is not a period
 * @throws CallRefused `clock.undecided`
 */
export async function storeBatch(
  stores: Stores,
  batch: IncomingBatch,
  skip: ReadonlySet<number> = new Set(),
  onReceived?: (transaction: Transaction<Database>, id: string) => Promise<void>,
): Promise<BatchReceipt> {
  const id = batchId(batch);
  const rows = batch.rows.flatMap((row, index): NumberedRow[] => (skip.has(index) ? [] : [[index, row]]));
  const { recordedAt, recordedBy, source, standing } = batch;
  // Before anything is kept: a period that is none refuses the batch.
  const stored = storedRowsOf(
    { id, source, standing, received_at: recordedAt, recorded_by: recordedBy, sequence: 0 },
    rows,
  );
  const { db } = stores.postgres;
  const received = await db.transaction().execute(async (transaction) => {
    const inserted = await transaction
      .insertInto('batch')
      .values({
        id,
        source,
        standing,
        state: 'received',
        received_at: recordedAt,
        recorded_by: recordedBy,
        origin: batch.origin,
        status: batch.status,
        records: batch.records.length,
        observations: rows.length,
        run: batch.run,
        sequence: NEXT_SEQUENCE,
      })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((eb) => ({
            state: eb.ref('excluded.state'),
            received_at: eb.ref('excluded.received_at'),
            recorded_by: eb.ref('excluded.recorded_by'),
            observations: eb.ref('excluded.observations'),
            run: eb.ref('excluded.run'),
            sequence: eb.ref('excluded.sequence'),
          }))
          .where('batch.state', '=', 'void'),
      )
      .returning('sequence')
      .executeTakeFirst();
    if (inserted === undefined) return null;
    await refuseUndecidedClock(transaction, recordedAt);
    await keepContent(transaction, id, rows, batch.records);
    if (rows.length > 0) await oweScoring(transaction, id, rows);
    await onReceived?.(transaction, id);
    return { sequence: Number(inserted.sequence) };
  });
  const written = stored.map((row) => ({ ...row, ...received }));
  if (received !== null) await writeBatch(stores, id, written, batch.records);
  else {
    const known = await findReceived(db, id);
    const isThere = known.state === 'checked' && (await countRows(stores.clickhouse, id)) >= known.observations;
    if (isThere) return { id, stored: 0, repeated: true };
    // Kept by an earlier version without its content: its rows are those that come now, in the place it has.
    if (!(await finishBatch(stores, id, batch.records)))
      await writeBatch(stores, id, storedRowsOf({ ...known, received_at: recordedAt }, rows), batch.records);
  }
  return { id, stored: rows.length, repeated: false };
}

/**
 * Stores what was kept of a batch when it was received, whatever of it lies in ClickHouse already.
 *
 * @param records the raw ones, where they are no longer kept; none are stored without
 * @returns `false` where it was not kept
 */
export async function finishBatch(stores: Stores, id: string, records: readonly string[] = []): Promise<boolean> {
  const [known, content] = [await findReceived(stores.postgres.db, id), await readContent(stores, id)];
  if (content === null) {
    // One of an earlier version, which kept nothing: whole it can still be.
    if (known.state === 'checked' || (await countRows(stores.clickhouse, id)) < known.observations) return false;
    if (known.observations === 0) return false;
    await checkBatch(stores, id, known.observations);
    return true;
  }
  await writeBatch(stores, id, storedRowsOf(known, content.rows), content.records ?? records);
  return true;
}

async function writeBatch(
  stores: Stores,
  id: string,
  rows: readonly StoredRow[],
  records: readonly string[],
): Promise<void> {
  await stores.clickhouse.insert(
    'source_record',
    records.map((payload, record) => ({ batch: id, record, payload })),
  );
  if (rows.length > 0) await stores.clickhouse.insert('observation', rows);
  await noteSupply(stores.clickhouse, rows);
  await stores.postgres.db.updateTable('batch').set({ state: 'stored' }).where('id', '=', id).execute();
  await checkBatch(stores, id, rows.length);
}

/** A batch as PostgreSQL has it, as far as its rows say it too. */
type Received = Pick<
  Selectable<Database['batch']>,
  'id' | 'source' | 'standing' | 'received_at' | 'recorded_by' | 'sequence'
>;

const findReceived = (db: Kysely<Database>, id: string) =>
  db
    .selectFrom('batch')
    .select(['id', 'state', 'source', 'standing', 'received_at', 'recorded_by', 'observations', 'sequence'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

const NEXT_SEQUENCE = sql<number>`nextval('batch_sequence')`;

/** Whoever stores a batch has it scored; where that fails or never comes to pass, the next scoring finds it here. */
export async function oweScoring(
  transaction: Transaction<Database>,
  batch: string,
  rows: readonly NumberedRow[],
): Promise<void> {
  const starts = rows.flatMap(([, { period }]) => parsePeriod(period)?.start ?? []);
  const first = starts.reduce((a, b) => (a < b ? a : b));
  await transaction
    .insertInto('scoring_owed')
    .values({ batch, month: first.slice(0, 7) })
    .onConflict((conflict) => conflict.column('batch').doNothing())
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
  const rows = await countRows(clickhouse, id);
  if (rows < atLeast) throw new Error(`batch ${id} has ${rows} of ${atLeast} observations after it was stored`);
  await postgres.db.transaction().execute(async (transaction) => {
    await transaction.updateTable('batch').set({ state: 'checked', observations: rows }).where('id', '=', id).execute();
    await forgetRecords(transaction, id);
  });
}

async function countRows(clickhouse: ClickHouse, batch: string): Promise<number> {
  const [found] = await clickhouse.rows<{ rows: number }>(
    'SELECT toUInt32(uniqExact(row)) AS rows FROM observation WHERE batch = {batch:String}',
    { batch },
  );
  return found?.rows ?? 0;
}

interface StoredRow extends SupplyingRow {
  readonly row: number;
}

/** Rows as the store takes them. Few periods stand in many rows: each is read once. */
function storedRowsOf(batch: Received, rows: readonly NumberedRow[]): StoredRow[] {
  const periods = new Map<string, Period>();
  const recordedAt = toClickHouseInstant(batch.received_at);
  return rows.map(([number, row]) => {
    const period = periods.get(row.period) ?? parsePeriod(row.period);
    if (period === null) throw new RangeError(`row ${number}: ${row.period} is not a period`);
    periods.set(row.period, period);
    return {
      period: period.start,
      grain: period.grain,
      unit: row.unit,
      measure: row.measure,
      batch: batch.id,
      row: number,
      value: row.value,
      missing: row.missing ?? '',
      standing: batch.standing,
      source: batch.source,
      record: row.record,
      recorded_at: recordedAt,
      recorded_by: batch.recorded_by,
      changed_at: row.changedAt ?? '',
      reason: row.reason ?? '',
      sequence: Number(batch.sequence),
    };
  });
}
