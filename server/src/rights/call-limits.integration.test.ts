import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp, type App } from '../app.ts';
import { startTestService, type TestService } from '../test-runtime.ts';

let service: TestService;
let app: App;
beforeAll(async () => {
  service = await startTestService('2023-02-20T08:00:00+08:00');
  const { config } = service.runtime;
  app = await buildApp({ ...service.runtime, config: { ...config, apiCallsPerMinute: 5, signInsPerMinute: 2 } });
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

const statuses = async (count: number, call: Call) => {
  const answers = [];
  for (let turn = 0; turn < count; turn += 1) answers.push((await app.inject(call)).statusCode);
  return answers;
};

it('guessing passwords ends after a few attempts, whatever name is tried', async () => {
  const attempt = (login: string): Call => ({
    method: 'POST',
    url: '/api/v1/session',
    headers: { origin: 'http://localhost' },
    payload: { login, password: 'a guess of mine' },
  });
  expect(await statuses(2, attempt('wang'))).toEqual([401, 401]);
  const refused = await app.inject(attempt('li'));
  expect(refused.statusCode).toBe(429);
  expect(refused.json()).toMatchObject({ code: 'TOO_MANY_CALLS', details: [] });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(Object.keys(refused.headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
});

it('calls beyond the limit are refused in the shape of every error; health and pages are not counted', async () => {
  const call = { url: '/api/v1/sources', headers: service.operator };
  expect(await statuses(6, call)).toEqual([200, 200, 200, 200, 200, 429]);
  const refused = await app.inject(call);
  expect(refused.json()).toMatchObject({ code: 'TOO_MANY_CALLS', details: [] });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await statuses(8, { url: '/healthz' })).toEqual(Array(8).fill(200));
  expect(await statuses(8, { url: '/' })).not.toContain(429);
});
