import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answerError } from '../api/answer-to-error.ts';
import { limitCalls, type CallLimits } from './call-limits.ts';
import { PUBLIC } from './route-right.ts';
import { refuse } from '../base/errors.ts';

let app: FastifyInstance;
let who: string | null;
let isRight: boolean;
beforeEach(() => {
  who = null;
  isRight = false;
  app = Fastify({ trustProxy: true });
  app.setErrorHandler(answerError);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', (request, _reply, done) => {
    if (who !== null) request.caller = { session: who } as never;
    done();
  });
  app.get('/page', { config: PUBLIC }, () => 'ok');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await app.close();
});

const start = (limits: CallLimits) =>
  app.register(async (api) => {
    limitCalls(api, limits);
    api.get('/call', { config: PUBLIC }, () => 'ok');
    for (const url of ['/display-session', '/set-up'])
      api.post(url, { config: { ...PUBLIC, isAttempt: true } }, () => {
        if (isRight) return 'ok';
        throw refuse('display-token.unknown');
      });
    api.post('/sign-in', { config: { ...PUBLIC, isAttempt: true } }, (request, reply) => {
      request.hasFailed = !isRight;
      return reply.redirect('/login');
    });
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
    code: 'calls.too-many',
    message: expect.stringMatching(/try again in \d+ s/),
  });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await statuses(1, '/call', 'GET', '10.0.0.2')).toEqual([200]);
  who = 'a session';
  expect(await statuses(1, '/call')).toEqual([200]);
});

it('counts anew with the next minute', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1000);
  await start({ callsPerMinute: 2, signInsPerMinute: 0 });
  expect(await statuses(3, '/call')).toEqual([200, 200, 429]);
  clock.mockReturnValue(31_000);
  expect((await ask('/call')).headers['retry-after']).toBe('30');
  clock.mockReturnValue(61_000);
  expect(await statuses(3, '/call')).toEqual([200, 200, 429]);
});

it('counts a /64 of IPv6 as one address, and an IPv4 one by either way of writing it', async () => {
  await start({ callsPerMinute: 2, signInsPerMinute: 1 });
  const from = (address: string) => ask('/call', 'GET', address).then(({ statusCode }) => statusCode);
  expect([await from('2001:db8::1'), await from('2001:db8::2'), await from('2001:db8::3')]).toEqual([200, 200, 429]);
  expect(await from('2001:db8:0:1::1')).toBe(200);
  expect([await from('10.1.1.1'), await from('::ffff:10.1.1.1'), await from('10.1.1.1')]).toEqual([200, 200, 429]);
  const claim = (address: string) => ask('/display-session', 'POST', address).then(({ statusCode }) => statusCode);
  expect([await claim('2001:db8:9::1'), await claim('2001:db8:9::2')]).toEqual([401, 429]);
});

it('remembers no more than so many callers, and forgets the first', async () => {
  await start({ callsPerMinute: 1, signInsPerMinute: 0 });
  expect(await statuses(2, '/call')).toEqual([200, 429]);
  for (let other = 0; other < 10_000; other += 1) {
    who = `session ${other}`;
    await ask('/call');
  }
  who = null;
  expect(await statuses(2, '/call')).toEqual([200, 429]);
});

it('counts failed attempts by address and by way, whoever one is', async () => {
  await start({ callsPerMinute: 0, signInsPerMinute: 2 });
  expect(await statuses(2, '/display-session', 'POST')).toEqual([401, 401]);
  who = 'a session';
  expect((await ask('/display-session', 'POST')).headers['retry-after']).toMatch(/^\d+$/);
  expect(await statuses(1, '/display-session', 'POST')).toEqual([429]);
  expect(await statuses(1, '/display-session', 'POST', '10.0.0.2')).toEqual([401]);
  expect(await statuses(1, '/set-up', 'POST')).toEqual([401]);
  expect(await statuses(3, '/sign-in', 'POST')).toEqual([302, 302, 429]);
  expect(await statuses(5, '/call')).toEqual([200, 200, 200, 200, 200]);
});

it('counts no attempt that succeeds', async () => {
  await start({ callsPerMinute: 0, signInsPerMinute: 2 });
  isRight = true;
  expect(await statuses(5, '/display-session', 'POST')).toEqual([200, 200, 200, 200, 200]);
  expect(await statuses(5, '/sign-in', 'POST')).toEqual([302, 302, 302, 302, 302]);
});

it('leaves pages alone, and with 0 everything', async () => {
  await start({ callsPerMinute: 1, signInsPerMinute: 1 });
  expect(await statuses(3, '/page')).toEqual([200, 200, 200]);
});

it('is off with 0', async () => {
  await start({ callsPerMinute: 0, signInsPerMinute: 0 });
  expect(await statuses(3, '/call')).toEqual([200, 200, 200]);
  expect(await statuses(3, '/set-up', 'POST')).toEqual([401, 401, 401]);
});
