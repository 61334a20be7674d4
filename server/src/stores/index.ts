import path from 'node:path';
import type { Config } from '../base/config.ts';
import { UserError } from '../base/errors.ts';
import { openEmbeddedClickHouse, openServedClickHouse, type ClickHouse } from './clickhouse.ts';
import { lockDataDir } from './lock.ts';
import { clickHouseTarget, migrate, postgresTarget, readMigrations } from './migrate.ts';
import { openEmbeddedPostgres, openServedPostgres, type Postgres } from './postgres.ts';

export type { ClickHouse } from './clickhouse.ts';
export type { Postgres } from './postgres.ts';

/** Both stores, open and migrated. */
export interface Stores {
  readonly clickhouse: ClickHouse;
  readonly postgres: Postgres;
  /** Migrations applied on opening, by store. */
  readonly migrated: { readonly clickhouse: readonly string[]; readonly postgres: readonly string[] };
  close(): Promise<void>;
}

type StoreConfig = Pick<Config, 'dataDir' | 'clickhouseUrl' | 'databaseUrl'>;

const MIGRATIONS = path.join(import.meta.dirname, 'migrations');

/**
 * Takes the data directory, opens both stores and migrates them.
 *
 * @param tell told of each step of a migration that may take long
 * @throws UserError when the directory is held by another process, not writable, or a server does not answer
 * @throws MigrationError when the applied migrations do not match the files
 */
export async function openStores(
  { dataDir, clickhouseUrl, databaseUrl }: StoreConfig,
  tell?: (step: string) => void,
): Promise<Stores> {
  const opened: { close(): Promise<void> | void }[] = [];
  const close = async (): Promise<void> => {
    for (const one of opened.reverse().splice(0)) await one.close();
  };
  try {
    const lock = lockDataDir(dataDir);
    opened.push({ close: () => lock.release() });
    // Side by side: either takes a second to come up, and most of it waits.
    const opening = [
      clickhouseUrl
        ? Promise.resolve(openServedClickHouse(clickhouseUrl))
        : openEmbeddedClickHouse(path.join(dataDir, 'clickhouse')),
      databaseUrl ? openServedPostgres(databaseUrl) : openEmbeddedPostgres(path.join(dataDir, 'postgres')),
    ] as const;
    for (const one of await Promise.allSettled(opening)) if (one.status === 'fulfilled') opened.push(one.value);
    const [clickhouse, postgres] = await Promise.all(opening);
    if (!(await clickhouse.ping())) throw new UserError('ClickHouse does not answer; check CLICKHOUSE_URL.');
    if (!(await postgres.ping())) throw new UserError('PostgreSQL does not answer; check DATABASE_URL.');
    const migrated = {
      clickhouse: await migrate(
        clickHouseTarget(clickhouse, tell),
        readMigrations(path.join(MIGRATIONS, 'clickhouse')),
      ),
      postgres: await migrate(postgresTarget(postgres), readMigrations(path.join(MIGRATIONS, 'postgres'))),
    };
    return { clickhouse, postgres, migrated, close };
  } catch (error) {
    await close();
    throw error;
  }
}
