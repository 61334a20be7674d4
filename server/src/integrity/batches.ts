import { sql } from 'kysely';
import type { ClickHouse, Postgres } from '../stores/index.ts';

/** What PostgreSQL says there is of a batch in ClickHouse. */
export interface ExpectedBatch {
  readonly id: string;
  readonly observations: number;
  readonly records: number;
  /** Of one that is still being stored nothing is expected yet. */
  readonly isChecked: boolean;
}

/** A batch of which less is there. */
export interface ShortBatch {
  readonly id: string;
  readonly has: number;
  readonly should: number;
}

export interface BatchComparison {
  /** Observations are gone. */
  readonly observations: readonly ShortBatch[];
  /** Raw records are gone. */
  readonly records: readonly ShortBatch[];
  /** In ClickHouse, and PostgreSQL does not know it. */
  readonly unknown: readonly string[];
}

/** Every batch by its id, in the order in which {@link compareBatches} takes them. */
export async function listExpected({ db }: Postgres): Promise<ExpectedBatch[]> {
  const rows = await db.selectFrom('batch').select(['id', 'observations', 'records', 'state']).execute();
  return rows
    .map(({ id, observations, records, state }) => ({ id, observations, records, isChecked: state === 'checked' }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** So many are counted in one statement: what it holds in memory is a set of small numbers for each. */
const AT_ONCE = 20_000;
/** After every id, which is hexadecimal. */
const END = '~';

/**
 * Counts what there is of every batch: numbers of rows, each once, however often a row was stored.
 *
 * @param expected in the order of ids
 */
export async function compareBatches(
  clickhouse: ClickHouse,
  expected: readonly ExpectedBatch[],
): Promise<BatchComparison> {
  const observations: ShortBatch[] = [];
  const records: ShortBatch[] = [];
  const unknown: string[] = [];
  for (let from = 0; from === 0 || from < expected.length; from += AT_ONCE) {
    const some = expected.slice(from, from + AT_ONCE);
    const after = from === 0 ? '' : (expected[from - 1]?.id ?? '');
    const to = from + AT_ONCE >= expected.length ? END : (some.at(-1)?.id ?? END);
    const ofRows = await countNumbers(clickhouse, 'observation', 'row', after, to);
    const ofRecords = await countNumbers(clickhouse, 'source_record', 'record', after, to);
    const known = new Set(some.map(({ id }) => id));
    unknown.push(...[...ofRows.keys()].filter((id) => !known.has(id)));
    for (const one of some.filter(({ isChecked }) => isChecked)) {
      const [has, hasRecords] = [ofRows.get(one.id) ?? 0, ofRecords.get(one.id) ?? 0];
      if (has < one.observations) observations.push({ id: one.id, has, should: one.observations });
      if (hasRecords < one.records) records.push({ id: one.id, has: hasRecords, should: one.records });
    }
  }
  return { observations, records, unknown };
}

/**
 * Of batches in ClickHouse those that PostgreSQL does not know either by now: one that came in after its batches were listed
 * was there before its rows were.
 */
export async function leaveUnknown({ db }: Postgres, batches: readonly string[]): Promise<string[]> {
  if (batches.length === 0) return [];
  const rows = await db
    .selectFrom('batch')
    .select('id')
    .where(sql<boolean>`id = ANY(${[...batches]}::text[])`)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  return batches.filter((id) => !known.has(id));
}

async function countNumbers(
  clickhouse: ClickHouse,
  table: 'observation' | 'source_record',
  number: 'row' | 'record',
  after: string,
  to: string,
): Promise<Map<string, number>> {
  const rows = await clickhouse.rows<{ batch: string; numbers: number }>(
    `SELECT batch, toUInt32(groupBitmap(${number})) AS numbers
     FROM ${table} WHERE batch > {after:String} AND batch <= {to:String}
     GROUP BY batch`,
    { after, to },
  );
  return new Map(rows.map(({ batch, numbers }) => [batch, numbers]));
}
