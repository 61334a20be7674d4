import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ApiError, apiUrl, get } from './http.ts';

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
