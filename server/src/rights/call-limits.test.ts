import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { limitCalls, type CallLimits } from './call-limits.ts';
import { PUBLIC } from './route-right.ts';

let app: FastifyInstance;
let who: string | null;
beforeEach(() => {
  who = null;
  app = Fastify({ trustProxy: true });
  app.decorateRequest('caller', null);
  app.addHook('onRequest', (request, _reply, done) => {
    if (who !== null) request.caller = { session: who } as never;
    done();
  });
  app.get('/page', { config: PUBLIC }, () => 'ok');
});
afterEach(() => app.close());

const start = (limits: CallLimits) =>
  app.register(async (api) => {
    const limited = await limitCalls(api, limits);
    api.get('/call', { config: PUBLIC }, () => 'ok');
    api.post('/session', { config: { ...PUBLIC, ...limited } }, () => 'ok');
    api.post('/set-up', { config: { ...PUBLIC, ...limited } }, () => 'ok');
  });
const ask = async (url: string, method: 'GET' | 'POST' = 'GET', from = '10.0.0.1') =>
  app.inject({ url, method, headers: { 'x-forwarded-for': from } });
const statuses = async (count: number, ...args: Parameters<typeof ask>) => {
  const answers = [];
  for (let turn = 0; turn < count; turn += 1) answers.push((await ask(...args)).statusCode);
  return answers;
};

it('counts calls by session, else by address, and says when to come back', async () => {
  await start({ callsPerMinute: 3, signInsPerMinute: 0 });
  expect(await statuses(4, '/call')).toEqual([200, 200, 200, 429]);
  const refused = await ask('/call');
  expect(refused.json()).toMatchObject({
    code: 'TOO_MANY_CALLS',
    message: expect.stringMatching(/try again in \d+ s/),
  });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await statuses(1, '/call', 'GET', '10.0.0.2')).toEqual([200]);
  who = 'a session';
  expect(await statuses(1, '/call')).toEqual([200]);
});

it('counts attempts to sign in by address, whoever one is', async () => {
  await start({ callsPerMinute: 0, signInsPerMinute: 2 });
  expect(await statuses(2, '/session', 'POST')).toEqual([200, 200]);
  who = 'a session';
  expect(await statuses(1, '/session', 'POST')).toEqual([429]);
  expect(await statuses(1, '/session', 'POST', '10.0.0.2')).toEqual([200]);
  expect(await statuses(5, '/call')).toEqual([200, 200, 200, 200, 200]);
});

it('leaves pages alone, and with 0 everything', async () => {
  await start({ callsPerMinute: 1, signInsPerMinute: 1 });
  expect(await statuses(3, '/page')).toEqual([200, 200, 200]);
});

it('is off with 0', async () => {
  await start({ callsPerMinute: 0, signInsPerMinute: 0 });
  expect(await statuses(3, '/call')).toEqual([200, 200, 200]);
  expect(await statuses(3, '/session', 'POST')).toEqual([200, 200, 200]);
});
