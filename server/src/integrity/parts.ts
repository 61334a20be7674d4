import type { Migrations } from '../stores/index.ts';
import type { ClickHouse } from '../stores/index.ts';
import { clickHouseTarget } from '../stores/migrate.ts';

/** Some of a table's rows, as the engine keeps them in a folder of files. */
export interface Part {
  readonly table: string;
  readonly name: string;
}

/** Folders the engine itself put aside at its start, because their files are not what it wrote. */
export async function listDetachedParts(clickhouse: ClickHouse): Promise<Part[]> {
  return clickhouse.rows<Part>(
    `SELECT table, name FROM system.detached_parts
     WHERE database = currentDatabase() AND (startsWith(reason, 'broken') OR reason IN ('unexpected', 'noquorum'))
     ORDER BY table, name`,
  );
}

/** Tables of rows, and how many bytes all their files have. */
export async function measureTables(clickhouse: ClickHouse): Promise<{ tables: string[]; bytes: number }> {
  const tables = await clickhouse.rows<{ name: string; bytes: string | null }>(
    `SELECT name, toString(total_bytes) AS bytes FROM system.tables
     WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name`,
  );
  return {
    tables: tables.map(({ name }) => name),
    bytes: tables.reduce((sum, { bytes }) => sum + Number(bytes ?? 0), 0),
  };
}

/**
 * Parts whose files are not what the engine wrote, by its own sums. Reads every file of a table.
 *
 * @throws StoreError where the engine cannot even read the table's list of parts
 */
export async function findBrokenParts(clickhouse: ClickHouse, table: string): Promise<Part[]> {
  const rows = await clickhouse.rows<{ part_path: string; is_passed: number | boolean }>(
    `CHECK TABLE ${table} SETTINGS check_query_single_value_result = 0`,
  );
  return rows.flatMap(({ part_path: name, is_passed: isPassed }) => (Number(isPassed) === 1 ? [] : [{ table, name }]));
}

/** Takes a part out of its table; its files stay beside it. */
export async function detachPart(clickhouse: ClickHouse, { table, name }: Part): Promise<void> {
  if (!/^[\w-]+$/.test(name) || !/^\w+$/.test(table)) throw new RangeError(`${name} of ${table} is no name of a part`);
  await clickhouse.command(`ALTER TABLE ${table} DETACH PART '${name}'`);
}

/** Tables and views that the migrations make and that are not there. */
export async function findLostTables(
  clickhouse: ClickHouse,
  { clickhouse: migrations }: Migrations,
): Promise<string[]> {
  const made = new Set<string>();
  for (const statement of migrations.flatMap(({ statements }) => statements)) {
    const dropped = /^DROP (?:TABLE|VIEW) IF EXISTS (\w+)/m.exec(statement)?.[1];
    const created = /^CREATE (?:TABLE|MATERIALIZED VIEW) IF NOT EXISTS (\w+)/m.exec(statement)?.[1];
    if (dropped !== undefined) made.delete(dropped);
    if (created !== undefined) made.add(created);
  }
  const there = await clickhouse.rows<{ name: string }>(
    'SELECT name FROM system.tables WHERE database = currentDatabase()',
  );
  const names = new Set(there.map(({ name }) => name));
  return [...made].filter((name) => !names.has(name));
}

/** Makes tables that are not there, empty; every statement of a migration can be repeated. */
export const makeLostTables = (clickhouse: ClickHouse, { clickhouse: migrations }: Migrations): Promise<void> =>
  clickHouseTarget(clickhouse).apply(migrations);
