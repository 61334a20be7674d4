import { formatPeriod, parsePeriod, type Grain, type MissingKind, type Standing } from '@dangzhi/metrics';
import type { Batch, Observation, RawRecord } from '@dangzhi/metrics/contract';
import { findFact } from '../county/facts/queries.ts';
import { fromClickHouseInstant, toClickHouseInstant } from '../stores/clickhouse.ts';
import type { ClickHouse, Stores } from '../stores/index.ts';
import { countingAsOf } from './counting.ts';
import { REVISION, TOLD_LAST } from './revision.ts';

/**
 * What a source told last about the cells of some rows.
 *
 * @returns by `unit\nmeasure\nperiod label`: the value as the store writes it or the kind of missing, and the source's version
 */
export async function findKnownCells(
  clickhouse: ClickHouse,
  source: string,
  cells: readonly { readonly unit: string; readonly measure: string; readonly period: string }[],
): Promise<Map<string, { value: string; changedAt: string }>> {
  if (cells.length === 0) return new Map();
  const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
  const rows = await clickhouse.rows<{
    unit: string;
    measure: string;
    day: string;
    every: Grain;
    value: string;
    changedAt: string;
  }>(
    `SELECT
       unit, measure, toString(period) AS day, toString(grain) AS every,
       argMax(ifNull(toString(value), toString(missing)), ${TOLD_LAST}) AS value,
       max(changed_at) AS changedAt
     FROM observation
     WHERE source = {source:String}
       AND unit IN {units:Array(String)} AND measure IN {measures:Array(String)} AND period IN {periods:Array(Date)}
     GROUP BY unit, measure, period, grain`,
    {
      source,
      units: distinct(cells.map(({ unit }) => unit)),
      measures: distinct(cells.map(({ measure }) => measure)),
      periods: distinct(cells.map(({ period }) => period)).flatMap((period) => parsePeriod(period)?.start ?? []),
    },
  );
  return new Map(
    rows.map(({ unit, measure, day, every, value, changedAt }) => [
      `${unit}\n${measure}\n${formatPeriod({ grain: every, start: day })}`,
      { value, changedAt },
    ]),
  );
}

/** The value that counts for a cell, without the story of it. */
export interface CountingValue {
  readonly unit: string;
  readonly measure: string;
  /** A period label. */
  readonly period: string;
  /** A decimal as the store writes it; `null` where what counts says that there is none. */
  readonly value: string | null;
  readonly missing: MissingKind | null;
  readonly standing: Standing;
  /** Batch and row of the observation. */
  readonly identity: string;
}

/** What counts of some units and measures, for periods that begin between two days. */
export async function listCounting(
  clickhouse: ClickHouse,
  filter: {
    readonly units: readonly string[];
    readonly measures: readonly string[];
    readonly from: string;
    readonly to: string;
    readonly asOf: Date;
  },
): Promise<CountingValue[]> {
  const rows = await clickhouse.rows<{
    unit: string;
    measure: string;
    day: string;
    every: Grain;
    counting: [string | null, MissingKind | '', Standing, string];
  }>(
    `SELECT
       unit, measure, toString(period) AS day, toString(grain) AS every,
       argMax(
         tuple(toString(value), toString(missing), toString(standing), concat(batch, ':', toString(row))),
         revision) AS counting
     FROM (${countingAsOf(`
       unit IN {units:Array(String)} AND measure IN {measures:Array(String)}
       AND period >= {from:Date} AND period <= {to:Date}`)})
     GROUP BY unit, measure, grain, period`,
    { ...filter, asOf: toClickHouseInstant(filter.asOf) },
  );
  return rows.map(({ unit, measure, day, every, counting: [value, missing, standing, identity] }) => ({
    unit,
    measure,
    period: formatPeriod({ grain: every, start: day }),
    value,
    missing: missing === '' ? null : missing,
    standing,
    identity,
  }));
}

export interface ObservationFilter {
  /** `null` or left out for all; an empty list is none. */
  readonly units?: readonly string[] | null | undefined;
  readonly measures?: readonly string[] | undefined;
  /** First and last day; observations whose period starts in between. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly grain?: Grain | undefined;
  /** Only those of the latest period of each unit and measure: what a stock or rate is read from. */
  readonly latestOnly?: boolean | undefined;
  readonly asOf: Date;
  readonly page: number;
  readonly pageSize: number;
}

interface ObservationRow {
  readonly day: string;
  readonly every: Grain;
  readonly unit: string;
  readonly measure: string;
  readonly batch: string;
  readonly row: number;
  readonly decimal: string | null;
  readonly missing: string;
  readonly standing_word: Standing;
  readonly source: string;
  readonly record: number;
  readonly recorded: string;
  readonly recorded_by: string;
  readonly reason: string;
  readonly counts: boolean;
  readonly conflicts: boolean;
  readonly total: number;
}

/**
 * Observations by identity, those that count first, then the latest recorded. Superseded and
 * outranked ones are kept and shown.
 */
export async function listObservations(
  { clickhouse }: Pick<Stores, 'clickhouse'>,
  filter: ObservationFilter,
): Promise<{ items: Observation[]; total: number }> {
  const rows = await clickhouse.rows<ObservationRow>(
    `WITH ranked AS (
       SELECT
         *,
         row_number() OVER cell = 1 AS is_counting,
         max(period) OVER (PARTITION BY unit, measure, grain) AS latest,
         first_value(tuple(value, missing)) OVER cell AS counting
       FROM observation FINAL
       WHERE recorded_at <= {asOf:DateTime64(3, 'UTC')}
         AND ({everywhere:Bool} OR unit IN {units:Array(String)})
         AND (empty({measures:Array(String)}) OR measure IN {measures:Array(String)})
         AND period >= {from:Date} AND period <= {to:Date}
         AND ({grain:String} = '' OR toString(grain) = {grain:String})
       WINDOW cell AS (
         PARTITION BY unit, measure, grain, period
         ORDER BY ${REVISION} DESC
         ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
     )
     SELECT
       toString(period) AS day, toString(grain) AS every, unit, measure, batch, row, toString(value) AS decimal, missing,
       toString(standing) AS standing_word, source, record, toString(recorded_at) AS recorded, recorded_by, reason,
       toBool(is_counting) AS counts, toBool(NOT is_counting AND (ifNull(toString(value), '') != ifNull(toString(counting.1), '') OR missing != counting.2)) AS conflicts,
       toUInt32(count() OVER ()) AS total
     FROM ranked
     WHERE NOT {latestOnly:Bool} OR period = latest
     ORDER BY is_counting DESC, period DESC, unit, measure, recorded_at DESC, batch, row
     LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    {
      asOf: toClickHouseInstant(filter.asOf),
      everywhere: filter.units == null,
      units: filter.units ?? [],
      measures: filter.measures ?? [],
      from: filter.from ?? '1970-01-01',
      to: filter.to ?? '2149-06-06',
      grain: filter.grain ?? '',
      latestOnly: filter.latestOnly ?? false,
      limit: filter.pageSize,
      offset: (filter.page - 1) * filter.pageSize,
    },
  );
  // The total stands in every row; a page past the end has none.
  if (rows.length === 0 && filter.page > 1) {
    const { total } = await listObservations({ clickhouse }, { ...filter, page: 1, pageSize: 1 });
    return { items: [], total };
  }
  return { items: rows.map(toObservation), total: rows[0]?.total ?? 0 };
}

function toObservation(row: ObservationRow): Observation {
  return {
    measure: row.measure,
    unit: row.unit,
    period: formatPeriod({ grain: row.every, start: row.day }),
    value: row.decimal,
    missing: row.missing === '' ? null : (row.missing as MissingKind),
    standing: row.standing_word,
    source: row.source,
    batch: row.batch,
    row: row.row,
    record: row.record,
    recordedAt: fromClickHouseInstant(row.recorded),
    recordedBy: row.recorded_by,
    reason: row.reason === '' ? null : row.reason,
    counts: row.counts,
    conflicts: row.conflicts,
  };
}

/** Where a batch came from and whether it is scored; `null` when unknown. */
export async function findBatch({ postgres: { db } }: Stores, id: string): Promise<Batch | null> {
  const row = await db
    .selectFrom('batch')
    .innerJoin('source', 'source.code', 'batch.source')
    .leftJoin('scoring_owed', 'scoring_owed.batch', 'batch.id')
    .selectAll('batch')
    .select(['source.name_zh', 'source.name_en', 'scoring_owed.month as owed'])
    .where('batch.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    source: row.source,
    sourceName: { zh: row.name_zh, en: row.name_en },
    state: row.state,
    receivedAt: row.received_at.toISOString(),
    origin: row.origin,
    status: row.status,
    records: row.records,
    observations: row.observations,
    run: row.run,
    scoring: row.owed !== null ? 'waiting' : row.observations > 0 ? 'done' : 'none',
  };
}

/** A raw record, exactly as the source gave it; `null` when unknown. */
export async function findRawRecord(
  { clickhouse }: Stores,
  batch: string,
  record: number,
): Promise<Omit<RawRecord, 'fact'> | null> {
  const [row] = await clickhouse.rows<{ payload: string }>(
    'SELECT payload FROM source_record WHERE batch = {batch:String} AND record = {record:UInt32} LIMIT 1',
    { batch, record },
  );
  return row === undefined ? null : { batch, record, payload: row.payload };
}

/** The entry of the published articles a record repeats; `null` when it repeats none. */
export async function findFactOfRecord(
  { postgres }: Stores,
  { batch, payload }: Pick<RawRecord, 'batch' | 'payload'>,
): Promise<string | null> {
  const { db } = postgres;
  const row = await db.selectFrom('batch').select('standing').where('id', '=', batch).executeTakeFirst();
  if (row?.standing !== 'published') return null;
  const id = factIdOf(payload);
  return id === null || (await findFact(postgres, id)) === null ? null : id;
}

/** What was published by others may be in any form. */
function factIdOf(payload: string): string | null {
  try {
    const said = JSON.parse(payload) as unknown;
    return typeof said === 'object' && said !== null && 'id' in said && typeof said.id === 'string' ? said.id : null;
  } catch {
    return null;
  }
}

/**
 * Units a batch brought something about, or one record of it; empty when it brought nothing.
 *
 * @param record its index; `null` for the whole batch
 */
export async function listUnitsOfBatch(
  { clickhouse }: Stores,
  batch: string,
  record: number | null,
): Promise<string[]> {
  const rows = await clickhouse.rows<{ unit: string }>(
    `SELECT DISTINCT unit FROM observation
     WHERE batch = {batch:String} AND ({whole:Bool} OR record = {record:UInt32})
     ORDER BY unit`,
    { batch, whole: record === null, record: record ?? 0 },
  );
  return rows.map(({ unit }) => unit);
}
