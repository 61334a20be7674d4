import { addressOf, ROUTES, type ApiErrorBody, type Route, type RouteName } from '@dangzhi/metrics/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPublishedCounty } from '../../testing/published-county.ts';
import type { TestService } from '../../testing/service.ts';
import { DEMO_PASSWORD, loadDemoAccounts } from '../accounts/demo-accounts.ts';
import { refuse, StoreError } from '../base/errors.ts';
import { PATIENCE_MS } from '../../testing/patience.ts';

// A county whose disk is full when the test says so.
let county: TestService;
/** How often it is still said that there is room. */
let isRoomFor = Infinity;
const FULL = refuse('disk.full', { place: 'DATA_DIR', freeMib: 3, neededMib: 1024 });
beforeAll(async () => {
  county = await startPublishedCounty();
  county.runtime.gate.add(() => ((isRoomFor -= 1) >= 0 ? null : FULL));
  await loadDemoAccounts(county.test.stores.postgres, county.runtime.now());
});
beforeEach(() => {
  isRoomFor = Infinity;
});
afterAll(() => county.close());

const routes = Object.entries<Route>(ROUTES).filter(([key]) => !key.startsWith('GET '));

async function call(key: string, { params, query, body }: Route['example']) {
  const { method, url } = addressOf(key as RouteName, { params, query } as never);
  return county.app.inject({
    method: method as 'POST',
    url,
    headers: { ...county.operator, origin: 'http://localhost:80' },
    ...(body !== undefined && { payload: body }),
  });
}

describe('while nothing may be stored', () => {
  it.each(routes.filter(([, { isAlwaysTaken }]) => !isAlwaysTaken))('%s is refused in words', async (key, route) => {
    isRoomFor = 0;
    const answer = await call(key, route.example);
    expect([answer.statusCode, answer.json()]).toEqual([
      507,
      {
        code: 'disk.full',
        params: { place: 'DATA_DIR', freeMib: 3, neededMib: 1024 },
        message: 'The disk of DATA_DIR has 3 MiB free and 1024 MiB are to stay free; nothing new is taken',
      },
    ]);
  });

  it('who may not change a thing is told that, and nothing of the disk', async () => {
    isRoomFor = 0;
    expect(await county.call('POST', '/observations', {}, '')).toMatchObject({
      status: 401,
      body: { code: 'session.needed' },
    });
  });

  it('reading goes on', async () => {
    isRoomFor = 0;
    for (const path of ['/meta', '/wall/overview?period=2022-12', '/observations', '/sources', '/scoring'])
      expect([path, (await county.get(path)).status]).toEqual([path, 200]);
  });

  it('whoever has to see why comes in, and goes out again', async () => {
    isRoomFor = 0;
    const origin = 'http://localhost:80';
    const payload = { login: 'admin', password: DEMO_PASSWORD };
    const entered = await county.app.inject({ method: 'POST', url: '/api/v1/session', headers: { origin }, payload });
    expect(entered.statusCode).toBe(200);
    const cookie = String(entered.headers['set-cookie']).split(';')[0]!;
    const headers = { origin, cookie };
    const left = await county.app.inject({ method: 'DELETE', url: '/api/v1/session', headers });
    expect(left.statusCode).toBe(204);
  });

  it('what is always taken is as few as it can be', () => {
    const taken = routes.flatMap(([key, { isAlwaysTaken }]) => (isAlwaysTaken ? [key] : []));
    expect(taken).toEqual([
      'POST /session',
      'DELETE /session',
      'DELETE /account/sessions/{id}',
      'POST /account/password',
      'DELETE /accounts/{id}/sessions',
      'POST /displays/{id}/revocation',
      'DELETE /sources/{code}/runs/current',
      'POST /backups',
      'DELETE /backups/current',
      'POST /integrity/checks',
    ]);
  });
});

describe('when it may be stored again', () => {
  const row = { unit: 'XC-D29', measure: 'formal-items', period: '2022-12', value: '17', reason: '复核' };

  it('a report is taken and scored that was refused before', async () => {
    isRoomFor = 0;
    expect((await county.call('POST', '/observations', { standing: 'reported', rows: [row] })).status).toBe(507);
    isRoomFor = Infinity;
    const { status, body } = await county.scored<{ batch: string; stored: number }>('/observations', {
      standing: 'reported',
      rows: [row],
    });
    expect([status, body.stored]).toEqual([200, 1]);
    expect((await county.get(`/batches/${body.batch}`)).body).toMatchObject({ scoring: 'done' });
  });

  it('what was stored before it became full is scored afterwards, by itself', async () => {
    // For the report, and not for the scoring of it.
    isRoomFor = 1;
    const { batch } = (
      await county.call<{ batch: string }>('POST', '/observations', {
        standing: 'reported',
        rows: [{ ...row, value: '18' }],
      })
    ).body;
    await vi.waitUntil(() => county.failures.some((message) => message.includes('nothing new is taken')), PATIENCE_MS);
    expect((await county.get(`/batches/${batch}`)).body).toMatchObject({ scoring: 'waiting' });
    isRoomFor = Infinity;
    await vi.waitUntil(
      async () => (await county.get<{ scoring: string }>(`/batches/${batch}`)).body.scoring === 'done',
      PATIENCE_MS,
    );
    expect(county.failures).toContain('what comes in is stored again');
  });
});

it.each([
  ['ClickHouse', new StoreError('ClickHouse', 'full', 'Not enough space')],
  ['PostgreSQL', Object.assign(new Error('could not extend file'), { code: '53100' })],
  ['DATA_DIR', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })],
] as const)('%s that is full itself is told in the same words', async (place, error) => {
  const { clickhouse } = county.test.stores;
  const rows = vi.spyOn(clickhouse, 'rows').mockRejectedValue(error);
  const answer = await county.get<ApiErrorBody>('/observations');
  rows.mockRestore();
  expect(answer).toEqual({
    status: 507,
    body: {
      code: 'disk.full',
      params: { place, freeMib: null, neededMib: null },
      message: `The disk of ${place} is full; nothing new is taken`,
    },
  });
});
