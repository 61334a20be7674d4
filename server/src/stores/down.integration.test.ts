import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiErrorBody } from '@dangzhi/metrics/contract';
import { findFreePort } from '../../testing/served/server-process.ts';
import { buildApp, type App } from '../api/app.ts';
import { startTestService, type TestService } from '../../testing/service.ts';
import { openServedClickHouse } from './clickhouse.ts';
import { openStores, type Stores } from './index.ts';
import { openServedPostgres } from './postgres.ts';

// One of the two stores is at an address where nobody listens.
let service: TestService;
let app: App | null = null;
beforeAll(async () => {
  service = await startTestService('2023-01-31T00:00:00+08:00');
});
afterEach(async () => {
  await app?.close();
  app = null;
});
afterAll(() => service.close());

async function appOn(changes: Partial<Stores>): Promise<App> {
  app = await buildApp({ ...service.runtime, stores: { ...service.test.stores, ...changes } });
  return app;
}

const expectDown = async (path: string, store: string): Promise<void> => {
  const answer = await app!.inject({ url: `/api/v1${path}`, headers: service.operator });
  expect([path, answer.statusCode]).toEqual([path, 503]);
  const body = answer.json<ApiErrorBody>();
  expect(body).toEqual({
    code: 'store.down',
    params: { store },
    message: `${store} does not answer; try again shortly`,
  });
};

describe('ClickHouse down', () => {
  it('what needs it answers 503, the rest goes on', async () => {
    const clickhouse = openServedClickHouse(`http://127.0.0.1:${await findFreePort()}`);
    await appOn({ clickhouse });
    for (const path of ['/observations', '/batches/any/records/0']) await expectDown(path, 'ClickHouse');
    expect((await app!.inject({ url: '/api/v1/units', headers: service.operator })).statusCode).toBe(200);
    expect((await app!.inject({ url: '/healthz' })).statusCode).toBe(200);
    const ready = await app!.inject({ url: '/readyz' });
    expect([ready.statusCode, ready.json()]).toMatchObject([503, { clickhouse: 'down', postgres: 'ok' }]);
    await clickhouse.close();
  });
});

describe('PostgreSQL down', () => {
  it('what needs it answers 503, the rest goes on', async () => {
    const postgres = await openServedPostgres(`postgresql://nobody@127.0.0.1:${await findFreePort()}/none`);
    await appOn({ postgres });
    for (const path of ['/units', '/meta', '/schemes', '/facts', '/sources']) await expectDown(path, 'PostgreSQL');
    expect((await app!.inject({ url: '/api/v1/observations', headers: service.operator })).statusCode).toBe(200);
    const ready = await app!.inject({ url: '/readyz' });
    expect([ready.statusCode, ready.json()]).toMatchObject([503, { clickhouse: 'ok', postgres: 'down' }]);
    await postgres.close();
  });
});

describe('at the start', () => {
  it('a server that does not answer is named, and the data directory is free again', async () => {
    const dataDir = `${service.test.dataDir}/other`;
    const clickhouseUrl = `http://127.0.0.1:${await findFreePort()}`;
    const databaseUrl = `postgresql://nobody@127.0.0.1:${await findFreePort()}/none`;
    for (let times = 0; times < 2; times += 1) {
      await expect(openStores({ dataDir, clickhouseUrl, databaseUrl })).rejects.toThrow(
        'ClickHouse does not answer; check CLICKHOUSE_URL.',
      );
    }
  });
});
