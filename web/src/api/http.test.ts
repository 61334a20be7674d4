import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ApiError, call, refusals } from './http.ts';

afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status })));

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable(),
    (error: unknown) => error as ApiError,
  );

describe('call', () => {
  it('gives the body', async () => {
    answer(200, { demo: true });
    expect(await call('GET /meta', {})).toEqual({ demo: true });
  });

  it('turns a refusal into the code the API gave', async () => {
    answer(404, { code: 'unit.unknown', params: { unit: 'x' }, message: 'There is no unit x' });
    expect(await caught(call('GET /units/{code}/score', { params: { code: 'x' }, query: {} }))).toMatchObject({
      status: 404,
      code: 'unit.unknown',
      refusal: { params: { unit: 'x' } },
    });
  });

  it('survives an error page that is not ours', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })));
    expect(await caught(call('GET /meta', {}))).toMatchObject({ status: 502, code: 'unknown' });
  });

  it('says unreachable when nobody answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')));
    expect(await caught(call('GET /meta', {}))).toMatchObject({ status: 0, code: 'unreachable' });
  });

  const asked = (status: number, body?: unknown) => {
    const calls: [string, RequestInit][] = [];
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      calls.push([url, init]);
      return Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }));
    });
    return calls;
  };

  it('sends JSON and gives the body', async () => {
    const calls = asked(200, { id: 1 });
    expect(await call('POST /session', { body: { login: 'a', password: 'b' } })).toEqual({ id: 1 });
    expect(calls).toEqual([
      [
        '/api/v1/session',
        {
          method: 'POST',
          headers: { accept: 'application/json', 'content-type': 'application/json' },
          body: '{"login":"a","password":"b"}',
        },
      ],
    ]);
  });

  it('names no type where nothing is sent, and gives nothing for nothing', async () => {
    const calls = asked(204);
    expect(await call('DELETE /session', {})).toBeNull();
    expect(calls[0]?.[1]).toEqual({ method: 'DELETE', headers: { accept: 'application/json' } });
  });
});

describe('refusals', () => {
  it('hear of answers about who asks, and of no others', async () => {
    let heard = 0;
    const count = () => (heard += 1);
    refusals.addEventListener('caller', count);
    for (const [status, code] of [
      [401, 'session.needed'],
      [403, 'right.missing'],
      [401, 'sign-in.refused'],
      [404, 'unit.unknown'],
    ] as const) {
      answer(status, { code, params: {}, message: '' });
      expect(await caught(call('GET /meta', {}))).toMatchObject({ status, code });
    }
    refusals.removeEventListener('caller', count);
    expect(heard).toBe(2);
  });
});
