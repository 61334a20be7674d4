import { gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressAnswers } from './compress-answers.ts';

const LONG = { names: Array.from({ length: 900 }, (_, place) => `档案室 ${place}`) };

let app: FastifyInstance;
beforeAll(() => {
  app = Fastify();
  app.addHook('onSend', compressAnswers);
  app.get('/long', () => LONG);
  app.post('/long', () => LONG);
  app.get('/short', () => ({ name: '档案室' }));
  app.get('/bytes', (_request, reply) => reply.type('application/pdf').send(Buffer.alloc(20_000)));
});
afterAll(() => app.close());

const ask = (url: string, asked = 'gzip, deflate, br', method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
  app.inject({ method, url, headers: { 'accept-encoding': asked } });

it('a long answer is compressed for whoever reads that', async () => {
  const { headers, rawPayload } = await ask('/long');
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(headers['content-length']).toBe(String(rawPayload.length));
  expect(gunzipSync(rawPayload).toString()).toBe(JSON.stringify(LONG));
  expect((await ask('/long', 'gzip', 'HEAD')).headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-length': String(rawPayload.length),
  });
});

it('whoever does not read it gets it plain, and caches know that it depends', async () => {
  for (const asked of ['', 'identity', 'br', 'gzip;q=0']) {
    const { headers, body } = await ask('/long', asked);
    expect([headers['content-encoding'], headers.vary, body]).toEqual([
      undefined,
      'accept-encoding',
      JSON.stringify(LONG),
    ]);
  }
});

it('what is short, what is bytes already, and what a secret may be told in stays as it is', async () => {
  for (const answer of [await ask('/short'), await ask('/bytes'), await ask('/long', 'gzip', 'POST')])
    expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([200, undefined]);
});
