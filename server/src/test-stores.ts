import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { openServedClickHouse } from './stores/clickhouse.ts';
import { openStores, type Stores } from './stores/index.ts';
import { openServedPostgres } from './stores/postgres.ts';

export interface TestStores {
  readonly stores: Stores;
  readonly dataDir: string;
  /** Closes and throws everything away. */
  drop(): Promise<void>;
}

/**
 * Fresh, migrated stores for one test file: embedded in a directory of their own, or, when the test
 * run names servers in `CLICKHOUSE_URL` and `DATABASE_URL`, in a database of a random name on them.
 */
export async function openTestStores(): Promise<TestStores> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-test-'));
  const { CLICKHOUSE_URL: clickhouseUrl, DATABASE_URL: databaseUrl } = process.env;
  const name = `t_${randomBytes(6).toString('hex')}`;
  const served = clickhouseUrl && databaseUrl ? await makeDatabases(clickhouseUrl, databaseUrl, name) : {};
  const stores = await openStores({ dataDir, ...served });
  return {
    stores,
    dataDir,
    drop: async () => {
      await stores.close();
      rmSync(dataDir, { recursive: true, force: true });
      if (clickhouseUrl && databaseUrl) await dropDatabases(clickhouseUrl, databaseUrl, name);
    },
  };
}

const atPath = (url: string, database: string): string =>
  Object.assign(new URL(url), { pathname: `/${database}` }).toString();

async function makeDatabases(clickhouseUrl: string, databaseUrl: string, name: string) {
  await onServers(clickhouseUrl, databaseUrl, `CREATE DATABASE ${name}`);
  return { clickhouseUrl: atPath(clickhouseUrl, name), databaseUrl: atPath(databaseUrl, name) };
}

async function dropDatabases(clickhouseUrl: string, databaseUrl: string, name: string): Promise<void> {
  await onServers(clickhouseUrl, databaseUrl, `DROP DATABASE IF EXISTS ${name}`);
}

async function onServers(clickhouseUrl: string, databaseUrl: string, statement: string): Promise<void> {
  const clickhouse = openServedClickHouse(clickhouseUrl);
  await clickhouse.command(statement);
  await clickhouse.close();
  const postgres = await openServedPostgres(databaseUrl);
  await sql.raw(statement).execute(postgres.db);
  await postgres.close();
}
