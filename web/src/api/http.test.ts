import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ApiError, apiUrl, get, refusals, send } from './http.ts';

afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status })));

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable(),
    (error: unknown) => error as ApiError,
  );

describe('apiUrl', () => {
  it('leaves out what was not chosen', () => {
    expect(apiUrl('facts', { q: '库房', kind: undefined, article: '', page: 2 })).toBe(
      '/api/v1/facts?q=%E5%BA%93%E6%88%BF&page=2',
    );
    expect(apiUrl('meta')).toBe('/api/v1/meta');
  });
});

describe('get', () => {
  it('gives the body', async () => {
    answer(200, { demo: true });
    expect(await get('meta')).toEqual({ demo: true });
  });

  it('turns a refusal into the code the API gave', async () => {
    answer(404, { code: 'unit-not-found', message: 'no such unit', details: [] });
    expect(await caught(get('units/x/score'))).toMatchObject({ status: 404, code: 'unit-not-found' });
  });

  it('survives an error page that is not ours', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })));
    expect(await caught(get('meta'))).toMatchObject({ status: 502, code: 'unknown', details: [] });
  });

  it('says unreachable when nobody answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')));
    expect(await caught(get('meta'))).toMatchObject({ status: 0, code: 'unreachable' });
  });
});

describe('send', () => {
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
    expect(await send('POST', 'session', { login: 'a' })).toEqual({ id: 1 });
    expect(calls).toEqual([
      [
        '/api/v1/session',
        {
          method: 'POST',
          headers: { accept: 'application/json', 'content-type': 'application/json' },
          body: '{"login":"a"}',
        },
      ],
    ]);
  });

  it('names no type where nothing is sent, and gives nothing for nothing', async () => {
    const calls = asked(204);
    expect(await send('DELETE', 'session')).toBeUndefined();
    expect(calls[0]?.[1]).toEqual({ method: 'DELETE', headers: { accept: 'application/json' } });
  });
});

describe('refusals', () => {
  it('hear of answers about who asks, and of no others', async () => {
    let heard = 0;
    const count = () => (heard += 1);
    refusals.addEventListener('caller', count);
    for (const [status, code] of [
      [401, 'SIGN_IN_NEEDED'],
      [403, 'FORBIDDEN'],
      [401, 'SIGN_IN_FAILED'],
      [404, 'NOT_FOUND'],
    ] as const) {
      answer(status, { code, message: '', details: [] });
      expect(await caught(get('meta'))).toMatchObject({ status, code });
    }
    refusals.removeEventListener('caller', count);
    expect(heard).toBe(2);
  });
});
