import type { ClickHouse } from '../../stores/index.ts';

/** Tables whose rows belong to a batch, and what its rows are numbered by; rows are never changed once it is checked. */
const OF_BATCH = { observation: 'row', source_record: 'record' } as const;
/** Tables whose rows belong to a run, written once. */
const OF_RUN = { score: 'unit', score_node: 'unit, node', indicator_value: 'unit, indicator' } as const;
/** Made of the catalogue under a hash whenever a scoring finds it missing; and of observations, by a restore too. */
const DERIVED: ReadonlySet<string> = new Set(['plan_reach', 'plan_member', 'first_supply']);
const MIGRATIONS = 'schema_migration';

/** A table's columns and how each is written so that it comes back as it was. */
export interface TableColumns {
  readonly name: string;
  readonly columns: readonly string[];
  readonly written: readonly string[];
  /** Whether rows of the same key become one, sooner or later. */
  readonly isReplacing: boolean;
}

/** Every table of rows, by how they belong. */
export interface ClickHouseTables {
  readonly ofBatch: readonly TableColumns[];
  readonly ofRun: readonly TableColumns[];
  /** All others but what is derived: kept whole each time. */
  readonly others: readonly TableColumns[];
}

interface ColumnRow {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly engine: string;
}

/**
 * The tables as they are now. What a materialised view writes to is made again of what it reads, by storing that.
 */
export async function readTables(clickhouse: ClickHouse): Promise<ClickHouseTables> {
  const rows = await clickhouse.rows<ColumnRow>(
    `SELECT table, name, type, tables.engine AS engine
     FROM system.columns AS columns
     INNER JOIN system.tables AS tables ON tables.database = columns.database AND tables.name = columns.table
     WHERE columns.database = currentDatabase() AND tables.engine LIKE '%MergeTree'
       AND columns.default_kind NOT IN ('MATERIALIZED', 'ALIAS', 'EPHEMERAL')
     ORDER BY table, position`,
  );
  const views = await clickhouse.rows<{ made: string }>(
    `SELECT create_table_query AS made FROM system.tables
     WHERE database = currentDatabase() AND engine = 'MaterializedView'`,
  );
  const targets = new Set(views.flatMap(({ made }) => /\bTO\s+(?:`?\w+`?\.)?`?(\w+)`?/i.exec(made)?.[1] ?? []));
  const byTable = Map.groupBy(rows, ({ table }) => table);
  const tables = [...byTable].map(([name, columns]) => tableOf(name, columns));
  const among = (wanted: object) => Object.keys(wanted).flatMap((name) => tables.filter((one) => one.name === name));
  const isOther = ({ name }: TableColumns): boolean =>
    !(name in OF_BATCH || name in OF_RUN || DERIVED.has(name) || targets.has(name)) &&
    name !== MIGRATIONS &&
    !name.startsWith('.inner');
  return { ofBatch: among(OF_BATCH), ofRun: among(OF_RUN), others: tables.filter(isOther) };
}

/** Numbers that JavaScript would round go as text, which the engine reads back to the last bit. */
const tableOf = (name: string, columns: readonly ColumnRow[]): TableColumns => ({
  name,
  columns: columns.map((column) => column.name),
  written: columns.map((column) =>
    /^(Nullable\(|LowCardinality\()*(Decimal|Float|U?Int(64|128|256))/.test(column.type)
      ? `toString(${quoted(column.name)})`
      : quoted(column.name),
  ),
  isReplacing: columns.some(({ engine }) => engine.includes('Replacing')),
});

const quoted = (name: string): string => `\`${name.replaceAll('`', '')}\``;

/** The head of a table's lines in an object. */
interface Section {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface WrittenRows {
  readonly content: Buffer;
  /** By table. */
  readonly rows: Record<string, number>;
}

function write(sections: readonly { readonly table: TableColumns; readonly lines: readonly string[] }[]): WrittenRows {
  const parts = sections.flatMap(({ table, lines }) => [
    JSON.stringify({ table: table.name, columns: table.columns, rows: lines.length } satisfies Section),
    ...lines,
  ]);
  return {
    content: Buffer.from(`${parts.join('\n')}\n`),
    rows: Object.fromEntries(sections.map(({ table, lines }) => [table.name, lines.length])),
  };
}

interface Chosen {
  readonly where: string;
  /** Of rows with the same key the first of this order counts, the others are copies that were not merged yet. */
  readonly key: string;
  readonly first?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

async function readLines(
  clickhouse: ClickHouse,
  { name, written }: TableColumns,
  { where, key, first, params }: Chosen,
): Promise<string[]> {
  const rows = await clickhouse.rows<{ line: string }>(
    `SELECT formatRowNoNewline('JSONCompactEachRow', ${written.join(', ')}) AS line
     FROM ${quoted(name)}
     WHERE ${where}
     ORDER BY ${key}${first === undefined ? '' : `, ${first}`}
     LIMIT 1 BY ${key}`,
    params,
  );
  return rows.map(({ line }) => line);
}

/** Rows of some batches, all or those of some numbers, and nothing else: the same rows are the same bytes. */
export async function readBatches(
  clickhouse: ClickHouse,
  { ofBatch }: Pick<ClickHouseTables, 'ofBatch'>,
  batches: readonly string[],
  slice: readonly [number, number] | null,
): Promise<WrittenRows> {
  const sections = [];
  for (const table of ofBatch) {
    const { number, where, params } = whereOfBatches(table.name, batches, slice);
    const lines = await readLines(clickhouse, table, {
      where,
      key: `batch, ${number}`,
      // What was stored again after a crash has a later place in the order, and before there was one a later instant.
      ...(table.columns.includes('recorded_at') && { first: orderOf(table) }),
      params,
    });
    sections.push({ table, lines });
  }
  return write(sections);
}

/** Earlier copies of a row come after it. */
const orderOf = ({ columns }: TableColumns): string =>
  columns.includes('sequence') ? 'sequence DESC, recorded_at DESC' : 'recorded_at DESC';

/** Rows of a run: the hash of this content is the hash of its result. */
export async function readRun(
  clickhouse: ClickHouse,
  { ofRun }: Pick<ClickHouseTables, 'ofRun'>,
  { run, scheme, period }: { readonly run: number; readonly scheme: string; readonly period: string },
): Promise<WrittenRows> {
  const sections = [];
  for (const table of ofRun) {
    const lines = await readLines(clickhouse, table, {
      // The key begins with scheme and period: the run alone would be searched for in every part.
      where: 'scheme = {scheme:String} AND period = {period:Date} AND run = {run:UInt32}',
      key: `scheme, period, run, ${OF_RUN[table.name as keyof typeof OF_RUN]}`,
      params: { run, scheme, period: `${period}-01` },
    });
    sections.push({ table, lines });
  }
  return write(sections);
}

/** All rows of a table that belong to neither; in the order of their text. */
export async function readOther(clickhouse: ClickHouse, table: TableColumns): Promise<WrittenRows> {
  const rows = await clickhouse.rows<{ line: string }>(
    `SELECT DISTINCT formatRowNoNewline('JSONCompactEachRow', ${table.written.join(', ')}) AS line
     FROM ${quoted(table.name)} ${table.isReplacing ? 'FINAL' : ''}
     ORDER BY line`,
  );
  return write([{ table, lines: rows.map(({ line }) => line) }]);
}

/** How large batches are: what decides how they are packed. */
export interface BatchSize {
  readonly batch: string;
  /** Distinct numbers of rows, and of the two tables the largest number and one. */
  readonly observations: number;
  readonly numbers: number;
}

const ASKED_AT_ONCE = 500;

export async function measureBatches(clickhouse: ClickHouse, batches: readonly string[]): Promise<BatchSize[]> {
  const sizes = new Map(batches.map((batch) => [batch, { batch, observations: 0, numbers: 0 }]));
  for (let from = 0; from < batches.length; from += ASKED_AT_ONCE) {
    const rows = await clickhouse.rows<BatchSize>(
      `SELECT batch, toUInt32(uniqExactIf(number, isRow)) AS observations, toUInt32(max(number)) + 1 AS numbers
       FROM (
         SELECT batch, row AS number, true AS isRow FROM observation WHERE batch IN {batches:Array(String)}
         UNION ALL
         SELECT batch, record AS number, false AS isRow FROM source_record WHERE batch IN {batches:Array(String)})
       GROUP BY batch`,
      { batches: batches.slice(from, from + ASKED_AT_ONCE) },
    );
    for (const row of rows) sizes.set(row.batch, { ...row, numbers: Number(row.numbers) });
  }
  return [...sizes.values()];
}

/** Floats are read to the last bit; by default the engine takes a faster way that may miss it. */
const EXACT = 'SETTINGS precise_float_parsing = 1';

/**
 * Stores what was read, in the tables it was read from.
 *
 * @returns rows stored, by table
 */
export async function storeRows(clickhouse: ClickHouse, content: Buffer): Promise<Record<string, number>> {
  const lines = content.toString('utf8').split('\n');
  const stored: Record<string, number> = {};
  for (let at = 0; at < lines.length - 1;) {
    const { table, columns, rows } = JSON.parse(lines[at] ?? '') as Section;
    const objects = lines.slice(at + 1, at + 1 + rows).map((line) => {
      const values = JSON.parse(line) as unknown[];
      return Object.fromEntries(columns.map((column, index) => [column, values[index]]));
    });
    if (objects.length > 0) await clickhouse.insert(quoted(table), objects, EXACT);
    stored[table] = (stored[table] ?? 0) + rows;
    at += 1 + rows;
  }
  return stored;
}

/** Removes rows of an object that an interrupted restore may have stored in part. */
export async function removeRows(
  clickhouse: ClickHouse,
  what:
    | { readonly batches: readonly string[]; readonly slice: readonly [number, number] | null }
    | { readonly run: number },
): Promise<void> {
  const { ofBatch, ofRun } = await readTables(clickhouse);
  if ('run' in what) {
    for (const { name } of ofRun)
      await clickhouse.command(`DELETE FROM ${quoted(name)} WHERE run = {run:UInt32}`, { run: what.run });
    return;
  }
  for (const { name } of ofBatch) {
    const { where, params } = whereOfBatches(name, what.batches, what.slice);
    await clickhouse.command(`DELETE FROM ${quoted(name)} WHERE ${where}`, params);
  }
}

function whereOfBatches(table: string, batches: readonly string[], slice: readonly [number, number] | null) {
  const number = OF_BATCH[table as keyof typeof OF_BATCH];
  const within = slice === null ? '' : ` AND ${number} >= {from:UInt32} AND ${number} < {to:UInt32}`;
  return {
    number,
    where: `batch IN {batches:Array(String)}${within}`,
    params: { batches, ...(slice !== null && { from: slice[0], to: slice[1] }) },
  };
}
