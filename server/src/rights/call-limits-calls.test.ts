import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp, type App } from '../api/app.ts';
import { startTestService, type TestService } from '../../testing/service.ts';

let service: TestService;
let app: App;
beforeAll(async () => {
  service = await startTestService('2023-02-20T08:00:00+08:00');
  const { config } = service.runtime;
  app = await buildApp({ ...service.runtime, config: { ...config, apiCallsPerMinute: 5 } });
});
afterAll(async () => {
  await app.close();
  await service.close();
});

interface Call {
  readonly url: string;
  readonly method?: 'POST';
  readonly headers?: Record<string, string>;
  readonly payload?: object;
}

const statuses = async (count: number, call: Call | ((turn: number) => Call), of = app) => {
  const answers = [];
  for (let turn = 0; turn < count; turn += 1)
    answers.push((await of.inject(typeof call === 'function' ? call(turn) : call)).statusCode);
  return answers;
};

it('guessing passwords waits after a few of one name, and after more of any, and says how long', async () => {
  const attempt = (login: string): Call => ({
    method: 'POST',
    url: '/api/v1/session',
    headers: { origin: 'http://localhost' },
    payload: { login, password: 'a guess of mine' },
  });
  // A clock that stands still, so that no wait ends however long this takes.
  const at = service.runtime.now();
  const still = await buildApp({ ...service.runtime, now: () => at });
  expect(await statuses(6, attempt('wang'), still)).toEqual([401, 401, 401, 401, 401, 429]);
  const names = await statuses(16, (turn) => attempt(`name ${turn}`), still);
  expect(names).toEqual([...Array<number>(15).fill(401), 429]);
  const refused = await still.inject(attempt('wang'));
  expect(refused.json()).toMatchObject({ code: 'sign-in.wait', params: { seconds: expect.any(Number) } });
  expect(refused.headers['retry-after']).toBe(String(refused.json<{ params: { seconds: number } }>().params.seconds));
  await still.close();
});

it('calls beyond the limit are refused in the shape of every error; health and pages are not counted', async () => {
  const call = { url: '/api/v1/sources', headers: service.operator };
  expect(await statuses(6, call)).toEqual([200, 200, 200, 200, 200, 429]);
  const refused = await app.inject(call);
  expect(refused.json()).toMatchObject({ code: 'calls.too-many', params: { seconds: expect.any(Number) } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await statuses(8, { url: '/healthz' })).toEqual(Array(8).fill(200));
  expect(await statuses(8, { url: '/' })).not.toContain(429);
});

describe('behind a proxy', () => {
  let proxied: App;
  beforeAll(async () => {
    const { config } = service.runtime;
    proxied = await buildApp({ ...service.runtime, config: { ...config, signInsPerMinute: 2, trustProxy: true } });
  });
  afterAll(() => proxied.close());

  const guess = async (forwarded: string, through = proxied) => {
    const headers = { origin: 'http://localhost', 'x-forwarded-for': forwarded };
    const payload = { token: 'a guess of mine' };
    return (await through.inject({ method: 'POST', url: '/api/v1/display-session', headers, payload })).statusCode;
  };

  it('an address counts as the proxy saw it, not as the caller wrote it', async () => {
    expect(await guess('10.1.1.1, 10.2.2.2')).toBe(401);
    expect(await guess('10.1.1.2, 10.2.2.2')).toBe(401);
    expect(await guess('10.1.1.3, 10.2.2.2')).toBe(429);
    expect(await guess('10.2.2.3')).toBe(401);
    const headers = { origin: 'http://localhost', 'x-forwarded-for': '10.1.1.4, 10.2.2.4' };
    const payload = { login: 'wang', password: 'a guess of mine' };
    await proxied.inject({ method: 'POST', url: '/api/v1/session', headers, payload });
    const { db } = service.test.stores.postgres;
    const { line } = await db
      .selectFrom('audit_entry')
      .select('line')
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(line)).toMatchObject({ action: 'session.start', address: '10.2.2.4' });
  });

  it('without one nobody chooses the address they are counted by', async () => {
    const direct = await buildApp({
      ...service.runtime,
      config: { ...service.runtime.config, signInsPerMinute: 2, trustProxy: false },
    });
    expect([await guess('10.3.3.1', direct), await guess('10.3.3.2', direct)]).toEqual([401, 401]);
    expect(await guess('10.3.3.3', direct)).toBe(429);
    await direct.close();
  });
});
