import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

export interface TestStoreConfig {
  dataDir: string;
  /** Set when the run is against served engines; names a database of this caller alone. */
  clickhouseUrl?: string;
  databaseUrl?: string;
  remove: () => Promise<void>;
}

/**
 * Where a test's own, empty stores are: in a directory of its own, or, under DANGZHI_TEST_STORES=served, in databases
 * of its own on the servers that `served-setup.ts` has started. Close the stores before `remove()`.
 */
export async function createStoreConfig(): Promise<TestStoreConfig> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dangzhi-test-'));
  const removeDataDir = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  if (process.env['DANGZHI_TEST_STORES'] !== 'served') return { dataDir, remove: removeDataDir };

  const name = `test_${randomBytes(6).toString('hex')}`;
  const clickhouse = requireVariable('CLICKHOUSE_URL');
  const postgres = requireVariable('DATABASE_URL');
  await commandClickHouse(clickhouse, `CREATE DATABASE ${name}`);
  await commandPostgres(postgres, `CREATE DATABASE ${name}`);
  return {
    dataDir,
    clickhouseUrl: new URL(name, clickhouse).href,
    databaseUrl: new URL(name, postgres).href,
    remove: async () => {
      await commandPostgres(postgres, `DROP DATABASE ${name} WITH (FORCE)`);
      await commandClickHouse(clickhouse, `DROP DATABASE ${name} SYNC`);
      await removeDataDir();
    },
  };
}

function requireVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this test in the project "server-served"`);
  return value;
}

async function commandClickHouse(url: string, statement: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: statement });
  if (!answer.ok) throw new Error(`${statement}: ${await answer.text()}`);
}

async function commandPostgres(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
