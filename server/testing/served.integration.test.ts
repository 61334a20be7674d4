import { createClient } from '@clickhouse/client';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createStoreConfig, type TestStoreConfig } from './store-config.ts';

const isServed = process.env['DANGZHI_TEST_STORES'] === 'served';

describe('the stores a test is given', () => {
  let config: TestStoreConfig;
  beforeAll(async () => {
    config = await createStoreConfig();
  });
  afterAll(() => config.remove());

  it('are served exactly when the run asks for it', () => {
    expect(config.clickhouseUrl !== undefined).toBe(isServed);
    expect(config.databaseUrl !== undefined).toBe(isServed);
  });

  it.runIf(isServed)('answer a query in an empty ClickHouse database', async () => {
    const client = createClient({ url: config.clickhouseUrl, compression: { request: true, response: true } });
    await client.command({ query: 'CREATE TABLE word (text String) ENGINE = MergeTree ORDER BY text' });
    await client.insert({ table: 'word', values: [{ text: '档案' }], format: 'JSONEachRow' });
    const answer = await client.query({
      query: 'SELECT name FROM system.tables WHERE database = currentDatabase()',
    });
    expect((await answer.json()).data).toEqual([{ name: 'word' }]);
    await client.close();
  });

  it.runIf(isServed)('answer a query in an empty PostgreSQL database', async () => {
    const client = new Client({ connectionString: config.databaseUrl });
    await client.connect();
    await client.query(`CREATE TABLE word AS SELECT '档案' AS text`);
    const answer = await client.query('SELECT count(*)::int AS words FROM word');
    expect(answer.rows).toEqual([{ words: 1 }]);
    await client.end();
  });
});
