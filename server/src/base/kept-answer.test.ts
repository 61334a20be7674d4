import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepAnswer, sendKept } from './kept-answer.ts';

const ANSWER = { county: '新昌县', scores: Array.from({ length: 200 }, (_, place) => ({ place, score: place / 2 })) };
const TEXT = JSON.stringify(ANSWER);

let app: FastifyInstance;
beforeAll(async () => {
  const kept = await keepAnswer(TEXT);
  app = Fastify();
  app.get('/', (request, reply) => sendKept(request, reply, kept, true));
  app.get('/never-stored', (request, reply) => sendKept(request, reply, kept, false));
});
afterAll(() => app.close());

const ask = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  app.inject({ method, url: '/', headers });

describe('a kept answer', () => {
  it('is plain for whoever asks for nothing else', async () => {
    for (const headers of [{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'deflate, gzip;q=0, br;q=0' }]) {
      const answer = await ask(headers);
      expect([answer.body, answer.headers['content-encoding']]).toEqual([TEXT, undefined]);
      expect(answer.headers).toMatchObject({ vary: 'accept-encoding', 'cache-control': 'private, no-cache' });
    }
  });

  it.each([
    ['gzip, deflate', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.1, gzip', 'gzip'],
    ['BR', 'br'],
    ['*', 'br'],
  ])('is for %j compressed as %s', async (asked, encoding) => {
    const { headers, rawPayload } = await ask({ 'accept-encoding': asked });
    expect(headers).toMatchObject({
      'content-encoding': encoding,
      'content-length': String(rawPayload.length),
      'content-type': 'application/json; charset=utf-8',
      vary: 'accept-encoding',
    });
    expect(rawPayload.length).toBeLessThan(TEXT.length / 4);
    expect((encoding === 'br' ? brotliDecompressSync : gunzipSync)(rawPayload).toString()).toBe(TEXT);
  });

  it('has an ETag for each form, and is not sent again to whoever has that form', async () => {
    const forms = [undefined, 'gzip', 'br'].map((asked) => (asked === undefined ? {} : { 'accept-encoding': asked }));
    const etags = await Promise.all(forms.map(async (headers) => String((await ask(headers)).headers.etag)));
    expect(new Set(etags).size).toBe(3);
    for (const [of, headers] of forms.entries())
      for (const [named, etag] of etags.entries()) {
        const { statusCode, headers: told, body } = await ask({ ...headers, 'if-none-match': etag });
        expect([statusCode, told.etag, told.vary]).toEqual([named === of ? 304 : 200, etags[of], 'accept-encoding']);
        if (named === of) expect([body, told['content-encoding']]).toEqual(['', undefined]);
      }
    for (const named of [`W/${etags[0]!}`, `"other", ${etags[0]!}`, '*'])
      expect((await ask({ 'if-none-match': named })).statusCode).toBe(304);
  });

  it('says no ETag where nobody may keep it', async () => {
    const { headers, rawPayload } = await app.inject({
      url: '/never-stored',
      headers: { 'accept-encoding': 'gzip', 'if-none-match': '*' },
    });
    expect([headers.etag, headers['cache-control']]).toEqual([undefined, undefined]);
    expect(gunzipSync(rawPayload).toString()).toBe(TEXT);
  });

  it('tells by HEAD what GET sends', async () => {
    for (const headers of [{}, { 'accept-encoding': 'gzip' }]) {
      const [head, get] = [await ask(headers, 'HEAD'), await ask(headers)];
      expect(head.body).toBe('');
      for (const name of ['etag', 'vary', 'content-encoding', 'content-length', 'content-type'])
        expect([name, head.headers[name]]).toEqual([name, get.headers[name]]);
    }
  });
});
