import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Dialect, type Driver } from 'kysely';
import type { Database } from './tables.ts';
import { syncFolder, syncTree } from '../base/durable-files.ts';
import { StoreError } from '../base/errors.ts';
import { narrowBelow } from './data-dir.ts';
import { StatementError } from './statement-failure.ts';
import { interceptQueries, type Execute } from './intercept-queries.ts';
import type { SyncTarget } from './synced-files.ts';
import { createWrites, tellingWrites, type ToldWrites, type Writes } from './writes.ts';

/** The relational store, embedded or served. */
export interface Postgres extends Writes {
  readonly db: Kysely<Database>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** All of a county's documents; what was in PostgreSQL's own 128 MB once stays in the process's memory for good. */
const EMBEDDED_BUFFERS = '24MB';

/** What makes the engine wait for the disk, said whatever a file of settings says. */
const DURABLE = ['fsync=on', 'full_page_writes=on', 'synchronous_commit=on', 'wal_sync_method=fsync'];

/**
 * Opens PGlite on files in `folder`. It does not lock its directory: hold the data directory's lock first. A
 * transaction is committed when the disk has it, as on a server.
 *
 * @param target where its syncs go; the disk, but in tests of them
 */
export async function openEmbeddedPostgres(folder: string, target?: SyncTarget): Promise<Postgres> {
  const [{ PGlite }, { openSyncedFiles }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('./synced-files.ts'),
  ]);
  if (!existsSync(folder)) await makeCluster(folder);
  // An earlier version, a copy or a restore may have left it to the kernel when to write it.
  syncTree(folder);
  const files = openSyncedFiles(folder, target);
  const pglite = await PGlite.create({
    fs: files.fs,
    relaxedDurability: false,
    startParams: [
      // Told with it, the engine asks for no sync at all.
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
      ...[...DURABLE, `shared_buffers=${EMBEDDED_BUFFERS}`].flatMap((setting) => ['-c', setting]),
    ],
  });
  // What it makes at a start has modes of its own.
  narrowBelow(folder);
  const ask = pglite.execProtocolRawSync.bind(pglite);
  // Every way to the engine leads through here, also the ROLLBACK of a COMMIT that failed: asked then it never returns.
  pglite.execProtocolRawSync = (message) => {
    refuseAfter(files.failure());
    return ask(message);
  };
  // Kysely closes what it has used; a database nobody asked anything is still open and keeps the process alive.
  const writes = createWrites();
  const dialect = refusing(files.failure, ours(new PGliteDialect({ pglite }), writes));
  return over(new Kysely<Database>({ dialect }), writes, async () => {
    if (files.failure() !== null) await files.fs.closeFs();
    else if (!pglite.closed) await pglite.close();
  });
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
  const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: 5000 });
  // An idle connection that breaks must not take the process along; the next query reports it.
  pool.on('error', () => undefined);
  const writes = createWrites();
  return over(new Kysely<Database>({ dialect: ours(new PostgresDialect({ pool }), writes) }), writes);
}

/**
 * After a sync has failed the engine has stopped in the middle of a transaction, and what it would answer is not what
 * the disk has. A start reads what is there.
 */
function refuseAfter(failure: Error | null): void {
  if (failure !== null) throw new StoreError('PostgreSQL', 'unavailable', `a sync failed: ${failure.message}`);
}

/** A dialect that says so where Kysely would say something else, or wait. */
function refusing<Own extends Dialect>(failure: () => Error | null, dialect: Own): Own {
  const create = dialect.createDriver.bind(dialect);
  dialect.createDriver = () => {
    const driver = create();
    const [begin, destroy] = [driver.beginTransaction.bind(driver), driver.destroy.bind(driver)];
    driver.beginTransaction = async (...asked) => {
      refuseAfter(failure());
      await begin(...asked);
    };
    // An engine that is asked to end writes what it has.
    driver.destroy = async () => {
      if (failure() === null) await destroy();
    };
    return interceptQueries(driver, (_connection, execute) => async <Row>(...asked: Parameters<Execute>) => {
      refuseAfter(failure());
      return execute<Row>(...asked);
    });
  };
  return dialect;
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

/** SQLSTATE of a server, and of the embedded one, that has no room left. */
const DISK_FULL = '53100';

/** The store error behind a failed query, when the store itself and not the statement is the reason. */
export function asPostgresFailure(error: unknown): StoreError | null {
  if (!(error instanceof Error)) return null;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === DISK_FULL) return new StoreError('PostgreSQL', 'full', error.message);
  const lost =
    /^(ECONN|ENOTFOUND|EPIPE|EAI_AGAIN|ETIMEDOUT|57P0|08)/.test(code) ||
    /timeout exceeded|Connection terminated/i.test(error.message);
  return lost ? new StoreError('PostgreSQL', 'unavailable', error.message) : null;
}
