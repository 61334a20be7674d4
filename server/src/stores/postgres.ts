import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Dialect, type Driver } from 'kysely';
import type { Database } from './tables.ts';
import { syncFolder, syncTree } from '../base/durable-files.ts';
import { StoreError } from '../base/errors.ts';
import { narrowBelow } from './data-dir.ts';
import { NO_PEERS, type Peers } from './peers.ts';
import { joinPeers } from './served-peers.ts';
import { StatementError } from './statement-failure.ts';
import { interceptQueries, type Execute } from './intercept-queries.ts';
import type { Engine } from './embedded-engine.ts';
import type { SyncTarget } from './synced-files.ts';
import { listEveryWrite } from './told-writes.ts';
import { createWrites, tellingWrites, type ToldWrites, type Writes } from './writes.ts';

/** The relational store, embedded or served. */
export interface Postgres extends Writes {
  readonly db: Kysely<Database>;
  ping(): Promise<boolean>;
  /**
   * Joins the other processes on the same database; once, and before anything is read that is kept.
   *
   * @param onWait told twice a second while another process prepares the stores; what it throws ends the waiting
   */
  join(onWait?: () => void): Promise<Peers>;
  close(): Promise<void>;
}

/**
 * Opens PGlite on files in `folder`. It does not lock its directory: hold the data directory's lock first. A
 * transaction is committed when the disk has it, as on a server. Where it stops because there is no room, it is started
 * again when there is.
 *
 * @param target where its syncs go; the disk, but in tests of them
 */
export async function openEmbeddedPostgres(folder: string, target?: SyncTarget): Promise<Postgres> {
  const [{ createEmbeddedDriver }, { createRestart, startEngine }] = await Promise.all([
    import('./embedded-driver.ts'),
    import('./embedded-engine.ts'),
  ]);
  if (!existsSync(folder)) await makeCluster(folder);
  const start = (): Promise<Engine> => startEngine(folder, target);
  let engine = await start();
  const restart = createRestart(folder, start);
  const current = async (): Promise<Engine> => (engine = await restart(engine));
  const writes = createWrites();
  const dialect = new PGliteDialect({ pglite: engine.pglite });
  dialect.createDriver = () => createEmbeddedDriver(engine, current);
  // Kysely closes what it has used; a database nobody asked anything is still open and keeps the process alive.
  const db = new Kysely<Database>({ dialect: ours(dialect, writes) });
  return { ...over(db, writes, () => engine.close()), join: async () => NO_PEERS };
}

/** Aside, and moved when all of it is on the disk: one that was interrupted is made anew, and never opened half. */
async function makeCluster(folder: string): Promise<void> {
  const { PGlite } = await import('@electric-sql/pglite');
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  // Nothing is in it yet that anybody was told of.
  const pglite = await PGlite.create(aside);
  await pglite.close();
  // It unpacks about a thousand files with modes of its own; what it makes later keeps to the process's.
  narrowBelow(aside);
  syncTree(aside);
  renameSync(aside, folder);
  syncFolder(path.dirname(folder));
}

/** Connects to a PostgreSQL server; a pool of ten. */
export async function openServedPostgres(connectionString: string): Promise<Postgres> {
  const { Pool } = await import('pg');
  // What is written says by which process.
  const name = `dangzhi-${randomBytes(6).toString('hex')}`;
  const named = new URL(connectionString);
  named.searchParams.set('application_name', name);
  const pool = new Pool({ connectionString: named.toString(), max: 10, connectionTimeoutMillis: 5000 });
  // A connection that breaks must not take the process along, neither an idle one nor one that somebody has between two
  // statements of a transaction; the next query reports it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const writes = createWrites();
  const db = new Kysely<Database>({ dialect: ours(new PostgresDialect({ pool }), writes) });
  return {
    ...over(db, writes),
    join: (onWait) =>
      joinPeers({
        connectionString: named.toString(),
        name,
        tellWrites: writes.tell,
        everyWrite: () => listEveryWrite({ db }),
        ...(onWait && { onWait }),
      }),
  };
}

/** A dialect whose driver keeps the values of a statement out of its errors, and tells what was written. */
function ours<Own extends Dialect>(dialect: Own, writes: ToldWrites): Own {
  const create = dialect.createDriver.bind(dialect);
  dialect.createDriver = () => tellingWrites(withoutValues(create()), writes);
  return dialect;
}

/** Every error of a statement leaves the driver as a {@link StatementError}: nothing above it sees the values. */
const withoutValues = (driver: Driver): Driver =>
  interceptQueries(driver, (_connection, execute) => async <Row>(...[query, more]: Parameters<Execute>) => {
    try {
      return await execute<Row>(query, more);
    } catch (error) {
      throw error instanceof StoreError ? error : new StatementError(error, query.sql);
    }
  });

function over(
  db: Kysely<Database>,
  { onWrite, onCommit }: Writes,
  close: () => Promise<void> = async () => undefined,
): Omit<Postgres, 'join'> {
  return {
    db,
    onWrite,
    onCommit,
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

/** SQLSTATE of a server, and of the embedded one, that has no room left. */
const DISK_FULL = '53100';

/** The store error behind a failed query, when the store itself and not the statement is the reason. */
export function asPostgresFailure(error: unknown): StoreError | null {
  if (!(error instanceof Error)) return null;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === DISK_FULL) return new StoreError('PostgreSQL', 'full', error.message);
  const lost =
    /^(ECONN|ENOTFOUND|EPIPE|EAI_AGAIN|ETIMEDOUT|57P0|08)/.test(code) ||
    /timeout exceeded|Connection terminated|is not queryable/i.test(error.message);
  return lost ? new StoreError('PostgreSQL', 'unavailable', error.message) : null;
}
