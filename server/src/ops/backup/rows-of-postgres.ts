import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from '../../stores/tables.ts';
import type { TableOfBackup } from './manifest.ts';

/**
 * Sign-ins, tried or under way, and open sessions: whoever is let in again after a restore proves who they are. What is kept
 * of batches is made again of their rows, which are restored whole.
 */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'session',
  'sign_in_attempt',
  'sign_in_place',
  'password_attempt',
  'batch_content',
  'schema_migration',
]);

/** A table as the catalog of the database has it. */
export interface PostgresTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of its primary key; empty where it has none. */
  readonly key: readonly string[];
}

/** Every table of the schema that is kept, by name. */
export async function listTables(db: Kysely<Database>): Promise<PostgresTable[]> {
  const { rows } = await sql<{ name: string; columns: string[]; key: string[] | null }>`
    SELECT
      class.relname AS name,
      (SELECT json_agg(attname ORDER BY attnum)
       FROM pg_attribute
       WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns,
      (SELECT json_agg(attname ORDER BY place)
       FROM pg_index
       CROSS JOIN LATERAL unnest(indkey) WITH ORDINALITY AS part (number, place)
       JOIN pg_attribute ON attrelid = indrelid AND attnum = number
       WHERE indrelid = class.oid AND indisprimary) AS key
    FROM pg_class AS class
    JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE namespace.nspname = current_schema() AND class.relkind IN ('r', 'p') AND NOT class.relispartition
    ORDER BY class.relname`.execute(db);
  return rows.filter(({ name }) => !LEFT_OUT.has(name)).map(({ key, ...table }) => ({ ...table, key: key ?? [] }));
}

const FETCHED_AT_ONCE = 500;
/** What an object holds at most; a long table that is only added to has the same objects, but for the last, each time. */
const [MOST_ROWS, MOST_CHARACTERS] = [5000, 4 * 2 ** 20];

/**
 * The rows of a table as lines of JSON, in the order of its key: the same rows are the same bytes. Made by the database,
 * so that no type and no digit is lost on the way.
 *
 * @param transaction one snapshot for all tables; its time zone becomes UTC
 * @param keep takes some of the rows, and names them
 */
export async function readRowsOf(
  transaction: Transaction<Database>,
  { name, columns, key }: PostgresTable,
  keep: (content: Buffer) => Promise<string>,
): Promise<TableOfBackup> {
  await sql`SET LOCAL TimeZone TO 'UTC'`.execute(transaction);
  const order = key.length > 0 ? sql.join(key.map((column) => sql.id('kept', column))) : sql`row_to_json(kept)::text`;
  await sql`
    DECLARE kept_rows NO SCROLL CURSOR FOR
    SELECT row_to_json(kept)::text AS line
    FROM (SELECT ${sql.join(columns.map((column) => sql.id(column)))} FROM ${sql.id(name)}) AS kept
    ORDER BY ${order}`.execute(transaction);
  const objects: string[] = [];
  let [rows, characters] = [0, 0];
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return;
    objects.push(await keep(Buffer.from(`${lines.join('\n')}\n`)));
    rows += lines.length;
    [lines, characters] = [[], 0];
  };
  for (;;) {
    const fetched = await sql<{ line: string }>`FETCH FORWARD ${sql.lit(FETCHED_AT_ONCE)} FROM kept_rows`.execute(
      transaction,
    );
    for (const { line } of fetched.rows) {
      lines.push(line);
      characters += line.length;
      if (lines.length >= MOST_ROWS || characters >= MOST_CHARACTERS) await flush();
    }
    if (fetched.rows.length < FETCHED_AT_ONCE) break;
  }
  await flush();
  await sql`CLOSE kept_rows`.execute(transaction);
  return { name, columns: [...columns], rows, objects };
}

export interface SequenceOfBackup {
  readonly name: string;
  readonly last: string | null;
}

/** The last number each sequence gave: a number that was given once names nothing else later. */
export async function readSequences(db: Kysely<Database>): Promise<SequenceOfBackup[]> {
  const { rows } = await sql<SequenceOfBackup>`
    SELECT sequencename::text AS name, last_value::text AS last
    FROM pg_sequences WHERE schemaname = current_schema() ORDER BY sequencename`.execute(db);
  return rows;
}

/** Tables in an order in which each comes after those it refers to. @throws Error where they refer in a circle */
export async function inOrderOfReference<Table extends { readonly name: string }>(
  db: Kysely<Database>,
  tables: readonly Table[],
): Promise<Table[]> {
  const { rows } = await sql<{ from: string; to: string }>`
    SELECT source.relname AS "from", target.relname AS "to"
    FROM pg_constraint
    JOIN pg_class AS source ON source.oid = conrelid
    JOIN pg_class AS target ON target.oid = confrelid
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conrelid <> confrelid`.execute(db);
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: Table[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ name }) => !rows.some(({ from, to }) => from === name && left.has(to)));
    if (ready.length === 0) throw new Error(`${[...left.keys()].join(', ')} refer to each other in a circle`);
    for (const table of ready) left.delete(table.name);
    ordered.push(...ready);
  }
  return ordered;
}

/** How many rows a table has. */
export async function countRows(db: Kysely<Database>, name: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`SELECT count(*)::text AS count FROM ${sql.id(name)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** A statement's text beyond this is cut in two. */
const STORED_CHARACTERS = 2 * 2 ** 20;

/** Stores rows as they were read. */
export async function storeRowsOf(
  transaction: Transaction<Database>,
  { name, columns }: Pick<TableOfBackup, 'name' | 'columns'>,
  content: Buffer,
): Promise<void> {
  const list = sql.join(columns.map((column) => sql.id(column)));
  const store = async (lines: readonly string[]): Promise<void> => {
    if (lines.length === 0) return;
    // An identity column takes no number of its own otherwise, and a table knows the types of its columns.
    await sql`
      INSERT INTO ${sql.id(name)} (${list}) OVERRIDING SYSTEM VALUE
      SELECT ${list} FROM json_populate_recordset(NULL::${sql.id(name)}, ${`[${lines.join(',')}]`}::json)`.execute(
      transaction,
    );
  };
  let [lines, characters]: [string[], number] = [[], 0];
  for (const line of content.toString('utf8').split('\n')) {
    if (line === '') continue;
    lines.push(line);
    characters += line.length;
    if (characters < STORED_CHARACTERS) continue;
    await store(lines);
    [lines, characters] = [[], 0];
  }
  await store(lines);
}

/** Lets each sequence go on after the last number it gave. */
export async function setSequences(
  transaction: Transaction<Database>,
  sequences: readonly SequenceOfBackup[],
): Promise<void> {
  for (const { name, last } of sequences)
    if (last !== null)
      await sql`SELECT setval(quote_ident(${name})::regclass, ${last}::bigint, true)`.execute(transaction);
}
