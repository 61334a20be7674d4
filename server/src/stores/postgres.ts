import { existsSync } from 'node:fs';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Dialect, type Driver } from 'kysely';
import type { Database } from './tables.ts';
import { StoreError } from '../base/errors.ts';
import { narrowBelow } from './data-dir.ts';
import { StatementError } from './statement-failure.ts';
import { interceptQueries, type Execute } from './intercept-queries.ts';
import { createWrites, tellingWrites, type ToldWrites, type Writes } from './writes.ts';

/** The relational store, embedded or served. */
export interface Postgres extends Writes {
  readonly db: Kysely<Database>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** All of a county's documents; what was in PostgreSQL's own 128 MB once stays in the process's memory for good. */
const EMBEDDED_BUFFERS = '24MB';

/** Opens PGlite on files below `path`. It does not lock its directory: hold the data directory's lock first. */
export async function openEmbeddedPostgres(path: string): Promise<Postgres> {
  const { PGlite } = await import('@electric-sql/pglite');
  const isNew = !existsSync(path);
  const pglite = await PGlite.create(path, {
    startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${EMBEDDED_BUFFERS}`],
  });
  // Of a new one it unpacks about a thousand files with modes of its own; what it makes later keeps to the process's.
  if (isNew) narrowBelow(path);
  // Kysely closes what it has used; a database nobody asked anything is still open and keeps the process alive.
  const writes = createWrites();
  return over(new Kysely<Database>({ dialect: ours(new PGliteDialect({ pglite }), writes) }), writes, async () => {
    if (!pglite.closed) await pglite.close();
  });
}

/** Connects to a PostgreSQL server; a pool of ten. */
export async function openServedPostgres(connectionString: string): Promise<Postgres> {
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: 5000 });
  // An idle connection that breaks must not take the process along; the next query reports it.
  pool.on('error', () => undefined);
  const writes = createWrites();
  return over(new Kysely<Database>({ dialect: ours(new PostgresDialect({ pool }), writes) }), writes);
}

/** A dialect whose driver keeps the values of a statement out of its errors, and tells what was written. */
function ours<Own extends Dialect>(dialect: Own, { tell }: ToldWrites): Own {
  const create = dialect.createDriver.bind(dialect);
  dialect.createDriver = () => tellingWrites(withoutValues(create()), tell);
  return dialect;
}

/** Every error of a statement leaves the driver as a {@link StatementError}: nothing above it sees the values. */
const withoutValues = (driver: Driver): Driver =>
  interceptQueries(driver, (_connection, execute) => async <Row>(...[query, more]: Parameters<Execute>) => {
    try {
      return await execute<Row>(query, more);
    } catch (error) {
      throw new StatementError(error, query.sql);
    }
  });

function over(db: Kysely<Database>, { onWrite }: Writes, close: () => Promise<void> = async () => undefined): Postgres {
  return {
    db,
    onWrite,
    ping: async () => {
      try {
        await sql`SELECT 1`.execute(db);
        return true;
      } catch {
        return false;
      }
    },
    close: async () => {
      await db.destroy();
      await close();
    },
  };
}

/** The store error behind a failed query, when the store itself and not the statement is the reason. */
export function asPostgresFailure(error: unknown): StoreError | null {
  if (!(error instanceof Error)) return null;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const lost =
    /^(ECONN|ENOTFOUND|EPIPE|EAI_AGAIN|ETIMEDOUT|57P0|08)/.test(code) ||
    /timeout exceeded|Connection terminated/i.test(error.message);
  return lost ? new StoreError('PostgreSQL', 'unavailable', error.message) : null;
}
