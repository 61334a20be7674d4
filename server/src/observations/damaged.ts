import { formatPeriod, parsePeriod, type Grain, type Standing } from '@dangzhi/metrics';
import { toClickHouseInstant } from '../stores/clickhouse.ts';
import type { ClickHouse, Postgres, Stores } from '../stores/index.ts';
import { countingAsOf } from './counting.ts';

/** A cell of which a value is gone that may be the one that counts. */
export interface DamagedCell {
  readonly batch: string;
  readonly unit: string;
  readonly measure: string;
  /** A period label. */
  readonly period: string;
  /** Of what is gone. */
  readonly standing: Standing;
}

type Cell = Pick<DamagedCell, 'unit' | 'measure' | 'period'>;
const keyOf = ({ unit, measure, period }: Cell): string => `${unit}\n${measure}\n${period}`;

/** The higher comes before the lower, as the order of observations has it. */
const STANDINGS: readonly string[] = ['demo', 'published', 'pulled', 'reported', 'inspected'] satisfies Standing[];

/**
 * Damaged cells for which nothing has been told since that counts before whatever is gone: a value told again, or of a
 * higher standing, heals its cell.
 *
 * @param asOf what was recorded later is not seen
 */
export async function listDamaged(
  { clickhouse, postgres: { db } }: Pick<Stores, 'clickhouse' | 'postgres'>,
  asOf: Date,
): Promise<DamagedCell[]> {
  const cells = await db
    .selectFrom('damaged_cell')
    .innerJoin('batch', 'batch.id', 'damaged_cell.batch')
    .select(['damaged_cell.batch', 'unit', 'measure', 'period', 'batch.standing', 'batch.received_at'])
    .where('batch.received_at', '<=', asOf)
    .execute();
  if (cells.length === 0) return [];
  const counting = await findCountingBatches(clickhouse, cells, asOf);
  const batches =
    counting.size === 0
      ? []
      : await db
          .selectFrom('batch')
          .select(['id', 'standing', 'received_at'])
          .where('id', 'in', [...new Set(counting.values())])
          .execute();
  const known = new Map(batches.map((batch) => [batch.id, batch]));
  return cells.flatMap(({ received_at: at, standing, ...cell }) => {
    const counts = known.get(counting.get(keyOf(cell)) ?? '');
    const above = counts === undefined ? -1 : STANDINGS.indexOf(counts.standing) - STANDINGS.indexOf(standing);
    const isHealed = above > 0 || (above === 0 && counts !== undefined && counts.received_at > at);
    return isHealed ? [] : [{ ...cell, standing: standing as Standing }];
  });
}

/** The batch of what counts of some cells, by {@link keyOf}. */
async function findCountingBatches(
  clickhouse: ClickHouse,
  cells: readonly Cell[],
  asOf: Date,
): Promise<Map<string, string>> {
  const distinct = (values: readonly string[]): string[] => [...new Set(values)];
  const rows = await clickhouse.rows<{ unit: string; measure: string; day: string; every: Grain; counts: string }>(
    `SELECT unit, measure, toString(period) AS day, toString(grain) AS every, argMax(batch, revision) AS counts
     FROM (${countingAsOf(`
       unit IN {units:Array(String)} AND measure IN {measures:Array(String)} AND period IN {periods:Array(Date)}`)})
     GROUP BY unit, measure, grain, period`,
    {
      units: distinct(cells.map(({ unit }) => unit)),
      measures: distinct(cells.map(({ measure }) => measure)),
      periods: distinct(cells.flatMap(({ period }) => parsePeriod(period)?.start ?? [])),
      asOf: toClickHouseInstant(asOf),
    },
  );
  return new Map(
    rows.map(({ unit, measure, day, every, counts }) => [
      keyOf({ unit, measure, period: formatPeriod({ grain: every, start: day }) }),
      counts,
    ]),
  );
}

/** Batches that are whole again have no damaged cells. @param lost those that are not @returns how many cells are free */
export async function forgetDamaged({ db }: Postgres, lost: readonly string[]): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('damaged_cell')
    .$if(lost.length > 0, (query) => query.where('batch', 'not in', [...lost]))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/**
 * Notes which cells a lost batch is of, as far as that can still be told: from what is kept of what counts, from its raw
 * records, from what PostgreSQL keeps about it. It has to be asked before what counts is made anew from history.
 *
 * @returns how many are new, and how many are known in all; 0 where nobody can tell
 */
export async function noteDamaged(
  { clickhouse, postgres }: Stores,
  id: string,
): Promise<{ readonly added: number; readonly known: number }> {
  const before = await countDamaged(postgres, id);
  if (before > 0) return { added: 0, known: before };
  const found = [
    ...(await cellsThatCounted(clickhouse, id)),
    ...(await cellsOfRecords(clickhouse, id)),
    ...(await cellsOfContent(clickhouse, postgres, id)),
  ];
  const there = new Set((await cellsThere(clickhouse, id)).map(keyOf));
  const cells = [...new Map(found.map((cell) => [keyOf(cell), cell])).values()].filter(
    (cell) => !there.has(keyOf(cell)),
  );
  for (let from = 0; from < cells.length; from += AT_ONCE)
    await postgres.db
      .insertInto('damaged_cell')
      .values(cells.slice(from, from + AT_ONCE).map((cell) => ({ batch: id, ...cell })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return { added: cells.length, known: cells.length };
}

async function countDamaged({ db }: Postgres, batch: string): Promise<number> {
  const { cells } = await db
    .selectFrom('damaged_cell')
    .select(({ fn }) => fn.countAll<string>().as('cells'))
    .where('batch', '=', batch)
    .executeTakeFirstOrThrow();
  return Number(cells);
}

const AT_ONCE = 2000;

interface CellRow {
  readonly unit: string;
  readonly measure: string;
  readonly day: string;
  readonly every: Grain;
}
const toCell = ({ unit, measure, day, every }: CellRow): Cell => ({
  unit,
  measure,
  period: formatPeriod({ grain: every, start: day }),
});
const CELL = 'unit, measure, toString(period) AS day, toString(grain) AS every';

async function cellsThere(clickhouse: ClickHouse, batch: string): Promise<Cell[]> {
  const rows = await clickhouse.rows<CellRow>(`SELECT DISTINCT ${CELL} FROM observation WHERE batch = {batch:String}`, {
    batch,
  });
  return rows.map(toCell);
}

async function cellsThatCounted(clickhouse: ClickHouse, batch: string): Promise<Cell[]> {
  const rows = await clickhouse.rows<CellRow>(
    `SELECT DISTINCT ${CELL} FROM counting_observation WHERE batch = {batch:String}`,
    { batch },
  );
  return rows.map(toCell);
}

/** A report's records say what they are of. */
async function cellsOfRecords(clickhouse: ClickHouse, batch: string): Promise<Cell[]> {
  const rows = await clickhouse.rows<Cell>(
    `SELECT
       JSONExtractString(payload, 'unit') AS unit, JSONExtractString(payload, 'measure') AS measure,
       JSONExtractString(payload, 'period') AS period
     FROM source_record
     WHERE batch = {batch:String} AND unit != '' AND measure != '' AND period != ''`,
    { batch },
  );
  return rows.filter(({ period }) => parsePeriod(period) !== null);
}

/** Every cell that can have been in it: of pairs of unit and measure that anything was ever told of. */
async function cellsOfContent(clickhouse: ClickHouse, { db }: Postgres, batch: string): Promise<Cell[]> {
  const about = await db
    .selectFrom('batch_content')
    .select(['units', 'measures', 'periods'])
    .where('batch', '=', batch)
    .executeTakeFirst();
  if (about === undefined) return [];
  const { units, measures, periods } = about;
  const pairs = await clickhouse.rows<{ unit: string; measure: string }>(
    `SELECT DISTINCT unit, measure FROM (
       SELECT unit, measure FROM observation UNION ALL SELECT unit, measure FROM first_supply)
     WHERE unit IN {units:Array(String)} AND measure IN {measures:Array(String)}`,
    { units, measures },
  );
  return pairs.flatMap((pair) => periods.map((period) => ({ ...pair, period })));
}
