import { createClient } from '@clickhouse/client';
import { Client } from 'pg';
import { expect, it } from 'vitest';

it('serves ClickHouse', async () => {
  const client = createClient({
    url: process.env['CLICKHOUSE_URL']!,
    compression: { request: true, response: true },
  });
  await client.command({ query: 'CREATE TABLE harness (word String) ENGINE = MergeTree ORDER BY word' });
  await client.insert({ table: 'harness', values: [{ word: '档案' }], format: 'JSONEachRow' });
  const answer = await client.query({ query: 'SELECT word FROM harness', format: 'JSONEachRow' });
  expect(await answer.json()).toEqual([{ word: '档案' }]);
  await client.command({ query: 'DROP TABLE harness SYNC' });
  await client.close();
});

it('serves PostgreSQL', async () => {
  const client = new Client({ connectionString: process.env['DATABASE_URL']! });
  await client.connect();
  const answer = await client.query(`SELECT '档案' AS word, current_user AS account`);
  expect(answer.rows).toEqual([{ word: '档案', account: 'postgres' }]);
  await client.end();
});
