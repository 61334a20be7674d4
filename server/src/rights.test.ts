import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { enforceRights, MAY_OPERATE, MAY_READ } from './rights.ts';

const TOKEN = 'secret-of-the-operator';
let app: FastifyInstance;
beforeEach(() => {
  app = Fastify();
  enforceRights(app, TOKEN);
});
afterEach(() => app.close());

const ask = async (url: string, authorization?: string): Promise<number> => {
  const answer = await app.inject({ url, ...(authorization !== undefined && { headers: { authorization } }) });
  return answer.statusCode;
};

it('a route that names no right stops the start', async () => {
  app.get('/open', { config: MAY_READ }, () => 'ok');
  app.get('/forgotten', () => 'ok');
  await expect(app.ready()).rejects.toThrow('route GET /forgotten names no right');
});

it('a route inside a plugin is no exception', async () => {
  await app.register(async (inner) => {
    inner.post('/inside', () => 'ok');
  });
  await expect(app.ready()).rejects.toThrow('route POST /inside names no right');
});

it('reading is open; operating needs the very token', async () => {
  app.get('/read', { config: MAY_READ }, () => 'ok');
  app.get('/operate', { config: MAY_OPERATE }, () => 'ok');
  expect(await ask('/read')).toBe(200);
  expect(await ask('/operate', `Bearer ${TOKEN}`)).toBe(200);
  for (const wrong of [
    undefined,
    '',
    TOKEN,
    `bearer ${TOKEN}`,
    `Bearer ${TOKEN} `,
    `Bearer ${TOKEN}x`,
    'Bearer ',
    `Basic ${TOKEN}`,
  ])
    expect(await ask('/operate', wrong), wrong).toBe(401);
});
