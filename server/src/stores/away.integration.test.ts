import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiErrorBody } from '@dangzhi/metrics/contract';
import { openEventStream, type EventStream } from '../../testing/event-stream.ts';
import { openLine, type Line } from '../../testing/served/line.ts';
import { startTestService, type TestService } from '../../testing/service.ts';
import { PATIENCE_MS } from '../../testing/patience.ts';
import { loadExample } from '../../testing/worked-example.ts';
import { asPostgresFailure } from './postgres.ts';

// The way to either server is cut and mended under an open service. With servers that are stopped, and under load, it is
// `store-away.long.test.ts`.
const URLS = { ClickHouse: 'CLICKHOUSE_URL', PostgreSQL: 'DATABASE_URL' } as const;
type StoreName = keyof typeof URLS;
const STORES = Object.keys(URLS) as StoreName[];

describe.runIf(process.env['DANGZHI_TEST_STORES'] === 'served')('a store that goes away and comes back', () => {
  const lines = new Map<StoreName, Line>();
  let service: TestService;
  let origin: string;
  let stream: EventStream;
  beforeAll(async () => {
    const own = Object.fromEntries(STORES.map((store) => [URLS[store], process.env[URLS[store]]!]));
    for (const store of STORES) {
      const line = await openLine(own[URLS[store]]!);
      lines.set(store, line);
      process.env[URLS[store]] = line.url;
    }
    service = await startTestService('2023-02-20T10:00:00+08:00');
    Object.assign(process.env, own);
    await loadExample(service.test.stores);
    await service.runtime.scorer.request(null);
    origin = await service.app.listen({ host: '127.0.0.1', port: 0 });
    stream = await openEventStream(origin, service.operator);
    await stream.until('hello');
  });
  afterAll(async () => {
    stream.close();
    for (const line of lines.values()) await line.mend();
    await service.close();
    for (const line of lines.values()) await line.close();
  });

  const ask = (path: string, body?: object): Promise<Response> =>
    fetch(`${origin}${path}`, {
      headers: { ...service.operator, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
  const report = (value: string): Promise<Response> =>
    ask('/api/v1/observations', {
      standing: 'reported',
      rows: [{ unit: 'D1', measure: 'formal-items', period: '2022-12', value, reason: '月报' }],
    });
  const counted = async (): Promise<string | null | undefined> => {
    const { items } = (await (
      await ask('/api/v1/observations?unit=D1&measure=formal-items&period=2022-12')
    ).json()) as { items: { counts: boolean; value: string | null }[] };
    return items.find(({ counts }) => counts)?.value;
  };
  const ready = async (): Promise<[number, unknown]> => {
    const answer = await ask('/readyz');
    return [answer.status, await answer.json()];
  };

  const OF_STORE = {
    ClickHouse: { word: 'clickhouse', path: '/api/v1/observations', values: ['441', '442', '443'] },
    PostgreSQL: { word: 'postgres', path: '/api/v1/sources', values: ['451', '452', '453'] },
  } as const;

  it.each(STORES)(
    '%s: refused with the reason and when to come again, and all of it goes on by itself',
    async (store) => {
      const { word, path, values } = OF_STORE[store];
      const line = lines.get(store)!;
      expect((await report(values[0])).status).toBe(200);
      await stream.until('scored');
      await line.cut();
      expect(await ready()).toMatchObject([503, { [word]: 'down' }]);
      for (const answer of [await ask(path), await report(values[1])]) {
        expect(answer.status).toBe(503);
        expect((await answer.json()) as ApiErrorBody).toMatchObject({ code: 'store.down', params: { store } });
        expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      }
      await line.mend();
      await vi.waitFor(async () => expect((await ready())[0]).toBe(200), { timeout: PATIENCE_MS });
      expect(await counted()).toBe(values[0]);
      expect((await report(values[2])).status).toBe(200);
      // The stream that was open all the while.
      await stream.until('scored');
      expect(await counted()).toBe(values[2]);
    },
  );

  it('PostgreSQL: a transaction that is between two statements fails, and nothing else does', async () => {
    const line = lines.get('PostgreSQL')!;
    const { db } = service.test.stores.postgres;
    const failed = db.transaction().execute(async (transaction) => {
      await transaction.selectFrom('batch').select('id').limit(1).execute();
      await line.cut();
      // The driver learns of it from the kernel, while nobody asks it anything.
      await setTimeout(100);
      await transaction.selectFrom('batch').select('id').limit(1).execute();
    });
    const error: unknown = await failed.catch((thrown: unknown) => thrown);
    expect(asPostgresFailure(error)).toMatchObject({ store: 'PostgreSQL', kind: 'unavailable' });
    await line.mend();
    await vi.waitFor(async () => expect((await ready())[0]).toBe(200), { timeout: PATIENCE_MS });
  });
});
