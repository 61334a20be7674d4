import {
  createClient,
  ClickHouseLogLevel,
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  type ClickHouseError,
} from '@clickhouse/client';
import { StoreError } from '../base/errors.ts';
import { lendLeastAsked } from './least-asked.ts';
import { shorten } from './statement-failure.ts';

export type QueryParams = Readonly<Record<string, unknown>>;

/** The column store, embedded or served: the same engine, the same SQL. */
export interface ClickHouse {
  /** Rows of a SELECT. The caller names the row type beside its SQL; 64-bit integers arrive as text. */
  rows<Row>(query: string, params?: QueryParams): Promise<Row[]>;
  /**
   * Appends rows; returns when they are stored. A column that a row leaves out has its default.
   *
   * @param settings of this statement, as SQL: `SETTINGS …`
   */
  insert(table: string, rows: readonly object[], settings?: string): Promise<void>;
  /** A statement without a result. */
  command(query: string, params?: QueryParams): Promise<void>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

// One embedded connection is strictly serial (SELECT 1 waited 952 ms behind a one-second query), so
// reads have connections of their own beside the one that writes: two that a scoring may keep busy, one for pages.
const EMBEDDED_READERS = 3;

/** A million-row INSERT as one string would not fit; this many rows keep a block below about 10 MB. */
const INSERT_ROWS = 20_000;

/**
 * Opens the embedded engine on files below `path`. One process per directory: the engine itself
 * refuses a second.
 */
export async function openEmbeddedClickHouse(path: string): Promise<ClickHouse> {
  const { createChdbConnection } = await import('chdb/connection');
  const connect = (): ClickHouseClient =>
    createClient({
      // The types of the two packages do not match by name although the contract is the same.
      connection: createChdbConnection({ path }) as unknown as NonNullable<ClickHouseClientConfigOptions['connection']>,
    });
  return overClients(connect(), [connect(), ...Array.from({ length: EMBEDDED_READERS - 1 }, connect)]);
}

/** Connects to a ClickHouse server over HTTP; the database in the URL's path is used. */
export function openServedClickHouse(url: string): ClickHouse {
  // Failures are classified and logged by us; the client would print them a second time.
  const log = { level: ClickHouseLogLevel.OFF };
  const client = createClient({ url, log, request_timeout: 30_000, compression: { response: true, request: false } });
  return overClients(client, [client]);
}

function overClients(
  writer: ClickHouseClient,
  readers: readonly [ClickHouseClient, ...ClickHouseClient[]],
): ClickHouse {
  const lendReader = lendLeastAsked(readers);
  return {
    rows: <Row>(query: string, params: QueryParams = {}) =>
      classified({ statement: query, hasValues: hasEntries(params) }, () =>
        lendReader(async (reader) => {
          const result = await reader.query({ query, query_params: { ...params }, format: 'JSONEachRow' });
          return await result.json<Row>();
        }),
      ),
    insert: (table, rows, settings = '') =>
      classified({ statement: `INSERT INTO ${table}`, hasValues: true }, async () => {
        const columns = columnsOf(rows);
        // Part of the name: the client writes columns after it, and settings come after them.
        const into = `${table} ${columns === null ? '' : `(${columns.join(', ')})`} ${settings}`;
        for (let from = 0; from < rows.length; from += INSERT_ROWS) {
          const some = rows.slice(from, from + INSERT_ROWS);
          if (columns === null) await writer.insert({ table: into, values: some, format: 'JSONEachRow' });
          else {
            const values = some.map((row) => columns.map((column) => (row as Record<string, unknown>)[column]));
            await writer.insert({ table: into, values, format: 'JSONCompactEachRow' });
          }
        }
      }),
    command: (query, params = {}) =>
      classified({ statement: query, hasValues: hasEntries(params) }, async () => {
        await writer.command({ query, query_params: { ...params } });
      }),
    ping: async () => (await writer.ping()).success,
    close: async () => {
      for (const client of new Set([writer, ...readers])) await client.close();
    },
  };
}

/**
 * The columns of rows that all have the same ones; `null` where they do not. Named once they need not stand in every row,
 * which is a third of what an insertion of observations costs.
 */
function columnsOf(rows: readonly object[]): readonly string[] | null {
  const columns = Object.keys(rows[0] ?? {});
  const hasAll = (row: object): boolean =>
    Object.keys(row).length === columns.length &&
    columns.every((column) => (row as Record<string, unknown>)[column] !== undefined);
  return columns.length > 0 && rows.every(hasAll) ? columns : null;
}

const hasEntries = (params: QueryParams): boolean => Object.keys(params).length > 0;

/** What was asked, as far as a log may hold it. */
interface Asked {
  /** With places for its parameters, and not the parameters. */
  readonly statement: string;
  readonly hasValues: boolean;
}

async function classified<T>(asked: Asked, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const kind = kindOf(error);
    throw new StoreError('ClickHouse', kind, reasonOf(error, kind, asked));
  }
}

/** Failures of the machine, whose text holds amounts and names of tables. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set([
  'MEMORY_LIMIT_EXCEEDED',
  'TIMEOUT_EXCEEDED',
  'NOT_ENOUGH_SPACE',
  'CANNOT_FSYNC',
  'CANNOT_OPEN_FILE',
  'CANNOT_READ_FROM_FILE_DESCRIPTOR',
  'CANNOT_WRITE_TO_FILE_DESCRIPTOR',
  'CHECKSUM_DOESNT_MATCH',
  'TOO_MANY_PARTS',
  'TOO_MANY_SIMULTANEOUS_QUERIES',
]);

/**
 * The engine repeats what it could not read, and the statement with its parameters filled in: where it was given
 * values, its text is told only of failures that are not about them.
 */
function reasonOf(error: unknown, kind: StoreError['kind'], { statement, hasValues }: Asked): string {
  const text = error instanceof Error ? error.message : String(error);
  const type = typeOf(error);
  if (!hasValues || kind !== 'query' || OF_THE_MACHINE.has(type ?? '')) return text;
  return `${type ?? 'failed'} in ${shorten(statement)}`;
}

/** The engine's name of a failure; `undefined` where it was not the engine that failed. */
function typeOf(error: unknown): string | undefined {
  // By its shape: the embedded connection throws the same class out of another copy of the client.
  const { type } = error as Partial<ClickHouseError>;
  return typeof type === 'string' ? type : undefined;
}

/** Failures in whose text the kernel says that there is no room; the engine's own, NOT_ENOUGH_SPACE, is one by its name. */
const MAY_BE_FULL: ReadonlySet<string> = new Set([
  'CANNOT_WRITE_TO_FILE_DESCRIPTOR',
  'CANNOT_FSYNC',
  'CANNOT_OPEN_FILE',
  'CANNOT_CREATE_DIRECTORY',
  'CANNOT_TRUNCATE_FILE',
  'STD_EXCEPTION',
  'POCO_EXCEPTION',
  'SYSTEM_ERROR',
]);

function kindOf(error: unknown): StoreError['kind'] {
  const type = typeOf(error);
  if (type !== undefined) {
    if (type === 'TIMEOUT_EXCEEDED') return 'timeout';
    const isFull =
      type === 'NOT_ENOUGH_SPACE' ||
      (MAY_BE_FULL.has(type) && /no space left on device|errno: 28\b/i.test((error as Error).message));
    return isFull ? 'full' : 'query';
  }
  const text = error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}` : '';
  if (/timeout/i.test(text)) return 'timeout';
  return /ECONN|ENOTFOUND|EPIPE|EAI_AGAIN|socket hang up|closed/i.test(text) ? 'unavailable' : 'query';
}

/** An instant as ClickHouse's DateTime64(3, 'UTC') reads it. */
export const toClickHouseInstant = (instant: Date): string => instant.toISOString().replace('T', ' ').replace('Z', '');

/** The inverse of {@link toClickHouseInstant}. */
export const fromClickHouseInstant = (text: string): string => `${text.replace(' ', 'T')}Z`;
