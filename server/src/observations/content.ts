import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { formatPeriod, type Grain, type MissingKind } from '@dangzhi/metrics';
import { sql, type Transaction } from 'kysely';
import type { Stores } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';
import type { IncomingRow } from './batches.ts';

// What a batch holds, kept beside its row in PostgreSQL: a second copy in another store, whole and with its hash.

/** A row under its number in the batch. */
export type NumberedRow = readonly [row: number, IncomingRow];

/** Codes stand once and rows name them by their place: a row is a few bytes. */
interface Packed {
  readonly units: readonly string[];
  readonly measures: readonly string[];
  readonly periods: readonly string[];
  readonly rows: readonly (readonly [
    row: number,
    unit: number,
    measure: number,
    period: number,
    value: string | null,
    missing: MissingKind | null,
    reason: string | null,
    record: number,
    changedAt: string | null,
  ])[];
}

/** Gives every text a place, in the order in which they come. */
function places(): { readonly list: string[]; readonly of: (text: string) => number } {
  const list: string[] = [];
  const known = new Map<string, number>();
  const of = (text: string): number => {
    const place = known.get(text) ?? list.push(text) - 1;
    known.set(text, place);
    return place;
  };
  return { list, of };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Keeps what a batch holds, in the transaction in which it is received.
 *
 * @param records raw ones, kept until {@link forgetRecords}; `null` where they lie in ClickHouse already
 */
export async function keepContent(
  transaction: Transaction<Database>,
  batch: string,
  rows: readonly NumberedRow[],
  records: readonly string[] | null,
): Promise<void> {
  const [units, measures, periods] = [places(), places(), places()];
  const packed: Packed = {
    rows: rows.map(([number, { unit, measure, period, value, missing, reason, record, changedAt }]) => [
      number,
      units.of(unit),
      measures.of(measure),
      periods.of(period),
      value,
      missing,
      reason,
      record,
      changedAt ?? null,
    ]),
    units: units.list,
    measures: measures.list,
    periods: periods.list,
  };
  const text = JSON.stringify(packed);
  await sql`
    INSERT INTO batch_content (batch, units, measures, periods, rows, sha256, records)
    VALUES (
      ${batch}, ${units.list}::text[], ${measures.list}::text[], ${periods.list}::text[],
      decode(${compress(text)}, 'base64'), ${sha256(text)},
      decode(${records === null ? null : compress(JSON.stringify(records))}, 'base64'))
    ON CONFLICT (batch) DO UPDATE SET
      units = excluded.units, measures = excluded.measures, periods = excluded.periods,
      rows = excluded.rows, sha256 = excluded.sha256, records = excluded.records`.execute(transaction);
}

/** Raw records lie in ClickHouse from now on. */
export const forgetRecords = async (transaction: Transaction<Database>, batch: string): Promise<void> => {
  await sql`UPDATE batch_content SET records = NULL WHERE batch = ${batch}`.execute(transaction);
};

export interface BatchContent {
  readonly rows: readonly NumberedRow[];
  /** `null` where they lie in ClickHouse, and nowhere else. */
  readonly records: readonly string[] | null;
}

/** What a batch holds; `null` where it was not kept, or what was kept is not what it was. */
export async function readContent(
  { postgres: { db } }: Pick<Stores, 'postgres'>,
  batch: string,
): Promise<BatchContent | null> {
  const { rows: found } = await sql<{ rows: string; sha256: string; records: string | null }>`
    SELECT encode(rows, 'base64') AS rows, sha256, encode(records, 'base64') AS records
    FROM batch_content WHERE batch = ${batch}`.execute(db);
  const [kept] = found;
  if (kept === undefined) return null;
  try {
    const text = decompress(kept.rows);
    if (sha256(text) !== kept.sha256) return null;
    const records = kept.records === null ? null : (JSON.parse(decompress(kept.records)) as string[]);
    return { rows: unpack(JSON.parse(text) as Packed), records };
  } catch {
    return null;
  }
}

/** Text in between: it is the same with every driver. */
const compress = (text: string): string => zstdCompressSync(text).toString('base64');
const decompress = (text: string): string => zstdDecompressSync(Buffer.from(text, 'base64')).toString('utf8');

const unpack = ({ units, measures, periods, rows }: Packed): NumberedRow[] =>
  rows.map(([number, unit, measure, period, value, missing, reason, record, changedAt]) => [
    number,
    {
      unit: units[unit] ?? '',
      measure: measures[measure] ?? '',
      period: periods[period] ?? '',
      value,
      missing,
      reason,
      record,
      ...(changedAt !== null && { changedAt }),
    },
  ]);

/**
 * Keeps what batches of an earlier version hold, read from ClickHouse, where all of it is still there.
 *
 * @param batches whole ones
 * @param signal ends it between two of them
 */
export async function keepContentOfEarlier(
  { clickhouse, postgres }: Pick<Stores, 'clickhouse' | 'postgres'>,
  batches: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  for (const batch of batches) {
    signal?.throwIfAborted();
    const rows = await clickhouse.rows<{
      row: number;
      unit: string;
      measure: string;
      day: string;
      every: Grain;
      value: string | null;
      missing: MissingKind | '';
      reason: string;
      record: number;
      changedAt: string;
    }>(
      `SELECT
         row, unit, measure, toString(period) AS day, toString(grain) AS every, toString(value) AS value, missing, reason,
         record, changed_at AS changedAt
       FROM observation WHERE batch = {batch:String}
       ORDER BY row LIMIT 1 BY row`,
      { batch },
    );
    const numbered = rows.map(
      ({ row, unit, measure, day, every, value, missing, reason, record, changedAt }): NumberedRow => [
        row,
        {
          unit,
          measure,
          period: formatPeriod({ grain: every, start: day }),
          value,
          missing: missing === '' ? null : missing,
          reason: reason === '' ? null : reason,
          record,
          ...(changedAt !== '' && { changedAt }),
        },
      ],
    );
    await postgres.db.transaction().execute((transaction) => keepContent(transaction, batch, numbered, null));
  }
}
