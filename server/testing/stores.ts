import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { openServedClickHouse } from '../src/stores/clickhouse.ts';
import { openStores, type StoreConfig, type Stores } from '../src/stores/index.ts';
import { openServedPostgres } from '../src/stores/postgres.ts';
import { storeTemplate, type StorePlace } from './store-template.ts';

export interface TestStores {
  readonly stores: Stores;
  readonly dataDir: string;
  /** Where they are. */
  readonly config: StoreConfig;
  /** Closes and throws everything away. */
  drop(): Promise<void>;
}

interface Servers {
  readonly clickhouseUrl: string;
  readonly databaseUrl: string;
}

/**
 * Fresh, migrated stores for one test file: embedded in a directory of their own, or, when the test
 * run names servers in `CLICKHOUSE_URL` and `DATABASE_URL`, in a database of a random name on them.
 *
 * @param place a place of its own by default
 * @param template closed stores to begin as a copy of; migrated ones with nothing in them by default, and `null` for
 *   not even that
 */
export async function openTestStores(
  place: StorePlace = freshPlace(),
  template?: StorePlace | null,
): Promise<TestStores> {
  // Making an embedded PostgreSQL and migrating it takes ten times as long as copying one.
  return openCopy(place, template === undefined ? await storeTemplate('empty', makeEmpty) : template);
}

async function makeEmpty(place: StorePlace): Promise<void> {
  const { stores } = await openCopy(place, null);
  await stores.close();
}

async function openCopy(place: StorePlace, template: StorePlace | null): Promise<TestStores> {
  const { dataDir, database } = place;
  const servers = serversOfTheRun();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (template !== null) cpSync(template.dataDir, dataDir, { recursive: true, verbatimSymlinks: true });
  if (servers !== null) await makeDatabases(servers, database, template?.database ?? null);
  const config = { dataDir, ...(servers !== null && urlsOf(servers, database)) };
  const stores = await openStores(config);
  return {
    stores,
    dataDir,
    config,
    drop: async () => {
      await stores.close();
      rmSync(dataDir, { recursive: true, force: true });
      if (servers !== null) await dropDatabases(servers, database);
    },
  };
}

/** The same served stores as another process has them: with a data directory of its own. */
export async function openBeside({ config }: TestStores): Promise<TestStores> {
  const { dataDir } = freshPlace();
  const own = { ...config, dataDir };
  const stores = await openStores(own);
  return {
    stores,
    dataDir,
    config: own,
    drop: async () => {
      await stores.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const freshPlace = (): StorePlace => ({
  dataDir: mkdtempSync(path.join(os.tmpdir(), 'dangzhi-test-')),
  database: `t_${randomBytes(6).toString('hex')}`,
});

function serversOfTheRun(): Servers | null {
  const { CLICKHOUSE_URL: clickhouseUrl, DATABASE_URL: databaseUrl } = process.env;
  return clickhouseUrl && databaseUrl ? { clickhouseUrl, databaseUrl } : null;
}

const atPath = (url: string, database: string): string =>
  Object.assign(new URL(url), { pathname: `/${database}` }).toString();

const urlsOf = ({ clickhouseUrl, databaseUrl }: Servers, database: string): Servers => ({
  clickhouseUrl: atPath(clickhouseUrl, database),
  databaseUrl: atPath(databaseUrl, database),
});

async function makeDatabases(servers: Servers, database: string, template: string | null): Promise<void> {
  await onClickHouse(servers, async (clickhouse) => {
    await clickhouse.command(`CREATE DATABASE ${database}`);
    if (template === null) return;
    const made = await clickhouse.rows<{ name: string; engine: string; by: string }>(
      `SELECT name, engine, create_table_query AS by FROM system.tables WHERE database = '${template}'`,
    );
    const isView = ({ engine }: { engine: string }): boolean => engine === 'MaterializedView';
    for (const { name } of made.filter((one) => !isView(one))) {
      await clickhouse.command(`CREATE TABLE ${database}.${name} AS ${template}.${name}`);
      await clickhouse.command(`ALTER TABLE ${database}.${name} ATTACH PARTITION ALL FROM ${template}.${name}`);
    }
    // A view names the tables it reads and fills with their database.
    for (const { by } of made.filter(isView)) await clickhouse.command(by.replaceAll(`${template}.`, `${database}.`));
  });
  await onPostgres(servers, `CREATE DATABASE ${database}${template === null ? '' : ` TEMPLATE ${template}`}`);
}

async function dropDatabases(servers: Servers, database: string): Promise<void> {
  await onClickHouse(servers, (clickhouse) => clickhouse.command(`DROP DATABASE IF EXISTS ${database}`));
  await onPostgres(servers, `DROP DATABASE IF EXISTS ${database}`);
}

async function onClickHouse(
  { clickhouseUrl }: Servers,
  work: (clickhouse: Stores['clickhouse']) => Promise<void>,
): Promise<void> {
  const clickhouse = openServedClickHouse(clickhouseUrl);
  await work(clickhouse);
  await clickhouse.close();
}

async function onPostgres({ databaseUrl }: Servers, statement: string): Promise<void> {
  const postgres = await openServedPostgres(databaseUrl);
  await sql.raw(statement).execute(postgres.db);
  await postgres.close();
}
