import type { ClickHouse } from '../stores/index.ts';
import { REVISION } from './revision.ts';

// `counting_observation` is kept beside history by a view, and `first_supply` by whoever stores a batch. History is stored
// first, then what is made of it: a process that dies in between, and a disk that loses a file, leave the two apart.

/** What is kept and does not say what history says. */
export interface StaleCopies {
  /** Years of periods in which another observation is kept than counts. */
  readonly years: readonly number[];
  readonly supply: boolean;
}

export const isStale = ({ years, supply }: StaleCopies): boolean => years.length > 0 || supply;

/** Compares what is kept with the history it is made of, a year at a time: the one reading of everything there is. */
export async function findStaleCopies(clickhouse: ClickHouse): Promise<StaleCopies> {
  const years: number[] = [];
  for (const year of await listYears(clickhouse)) if (!(await isYearKept(clickhouse, year))) years.push(year);
  const [supply] = await clickhouse.rows<{ same: boolean }>(`
    SELECT toBool((${summed(SUPPLY_OF_HISTORY)}) = (${summed(SUPPLY_AS_KEPT)})) AS same`);
  return { years, supply: supply?.same !== true };
}

/** Cells with the observation that counts of each: its value, its identity and its place in the order. */
const countingIn = (table: string, revision: string): string => `
  SELECT sipHash64(
    period, unit, measure, grain, max(${revision}),
    argMax(sipHash64(batch, row, ifNull(toString(value), ''), missing, standing, recorded_at), ${revision})) AS line
  FROM ${table}
  WHERE toYear(period) = {year:UInt16}
  GROUP BY period, unit, measure, grain
  SETTINGS optimize_aggregation_in_order = 1`;

const SUPPLY_OF_HISTORY = `
  SELECT sipHash64(unit, measure, min(tuple(period, recorded_at))) AS line
  FROM observation WHERE standing != 'published' GROUP BY unit, measure`;
const SUPPLY_AS_KEPT = 'SELECT sipHash64(unit, measure, min(first)) AS line FROM first_supply GROUP BY unit, measure';

const summed = (lines: string): string => `SELECT tuple(count(), sum(line)) FROM (${lines})`;

async function isYearKept(clickhouse: ClickHouse, year: number): Promise<boolean> {
  const [answer] = await clickhouse.rows<{ same: boolean }>(
    `SELECT toBool(
       (${summed(countingIn('observation', REVISION))}) = (${summed(countingIn('counting_observation', 'revision'))})
     ) AS same`,
    { year },
  );
  return answer?.same === true;
}

async function listYears(clickhouse: ClickHouse): Promise<number[]> {
  const rows = await clickhouse.rows<{ year: number }>(`
    SELECT DISTINCT toYear(period) AS year FROM observation
    UNION DISTINCT SELECT DISTINCT toYear(period) AS year FROM counting_observation`);
  return rows.map(({ year }) => year).sort((a, b) => a - b);
}

/**
 * Makes what is stale anew from history. While a year is made what counts in it is not all there: nothing may be scored or
 * stored meanwhile.
 *
 * @param tell told each year before it is made
 */
export async function mendCopies(
  clickhouse: ClickHouse,
  { years, supply }: StaleCopies,
  tell: (year: number) => void = () => undefined,
): Promise<void> {
  for (const year of years) {
    tell(year);
    await clickhouse.command(`ALTER TABLE counting_observation DROP PARTITION ${year}`);
    await clickhouse.command(FILL_COUNTING, { year });
  }
  if (!supply) return;
  await clickhouse.command('TRUNCATE TABLE first_supply');
  await clickhouse.command(FILL_SUPPLY);
}

/**
 * Adds to what is stale what history has and it lacks; what is stored meanwhile comes along. What it has and history lacks
 * stays: a start makes it anew.
 */
export async function fillCopies(clickhouse: ClickHouse, { years, supply }: StaleCopies): Promise<void> {
  for (const year of years) await clickhouse.command(FILL_COUNTING, { year });
  if (supply) await clickhouse.command(FILL_SUPPLY);
}

const FILL_COUNTING = `
  INSERT INTO counting_observation
  SELECT period, grain, unit, measure, batch, row, value, missing, standing, recorded_at, ${REVISION} AS revision
  FROM observation WHERE toYear(period) = {year:UInt16}`;

const FILL_SUPPLY = `
  INSERT INTO first_supply
  SELECT unit, measure, min(tuple(period, recorded_at)) AS first
  FROM observation WHERE standing != 'published' GROUP BY unit, measure`;

/** Makes supply of a history that came in some other way than by batches: where there is none of it yet. */
export const fillSupply = (clickhouse: ClickHouse): Promise<void> => clickhouse.command(FILL_SUPPLY);

/** Rows beside the largest part of a year from which on they are worth merging, and the share of it. */
const FEW_ROWS = 2000;
const MERGED_FROM = 0.1;

/**
 * Merges what is kept of a year where a tenth of it or more was superseded or is not merged yet, so that a reading passes
 * over little of it. In the background the engine merges parts of like size only.
 */
export async function mergeCopies(clickhouse: ClickHouse): Promise<void> {
  const parts = await clickhouse.rows<{ partition: string; beside: number; largest: number }>(`
    SELECT partition, toUInt32(sum(rows) - max(rows)) AS beside, toUInt32(max(rows)) AS largest
    FROM system.parts
    WHERE database = currentDatabase() AND table = 'counting_observation' AND active
    GROUP BY partition`);
  for (const { partition, beside, largest } of parts) {
    const isWorth = /^\d+$/.test(partition) && beside > FEW_ROWS && beside > largest * MERGED_FROM;
    if (isWorth) await clickhouse.command(`OPTIMIZE TABLE counting_observation PARTITION ${partition} FINAL`);
  }
}
