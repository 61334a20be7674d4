import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { addressOf } from './address.ts';
import { errorPage } from './error-page.ts';
import { wordsOf } from './errors/error-words.ts';
import { ERROR_CODES } from './errors/errors.ts';
import { refusalsOf, type Route, type RouteKey } from './routes/route.ts';
import { ROUTES, TOPICS } from './routes/index.ts';

const routes = Object.entries<Route>(ROUTES) as [RouteKey, Route][];

describe('routes', () => {
  it('stand under one topic each', () => {
    const keys = Object.values(TOPICS).flatMap((table) => Object.keys(table));
    expect(keys).toEqual(routes.map(([key]) => key));
  });

  it('say in a line what they do, each in its own', () => {
    const summaries = routes.map(([, { summary }]) => summary);
    expect(new Set(summaries).size).toBe(routes.length);
    for (const summary of summaries) expect(summary).toMatch(/^\S.{2,99}[^.\s]$/);
  });

  it.each(routes)('%s names in its address what it takes from there', (key, { params }) => {
    const named = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys((params as { properties?: object } | undefined)?.properties ?? {})).toEqual(named);
  });

  it.each(routes)('%s has an example that fits', (key, { params, query, body, answers, media, example }) => {
    for (const [part, schema] of Object.entries({ params, query, body })) {
      const given = example[part as 'params' | 'query' | 'body'];
      if (schema === undefined) expect(given, part).toBeUndefined();
      else expect([...Value.Errors(schema, given)], `${key} ${part}`).toEqual([]);
    }
    const [usual] = Object.values(answers);
    if (media !== undefined) expect(example.answer).toBeUndefined();
    else expect([...Value.Errors(usual!, example.answer)], `${key} answer`).toEqual([]);
  });

  it.each(routes)('%s names no refusal twice', (key, route) => {
    const codes = refusalsOf(key, route);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('addressOf', () => {
  it('fills in, escapes, and leaves out what was not chosen', () => {
    expect(addressOf('GET /facts', { query: { q: '库房', kind: undefined, use: '', page: 2 } })).toEqual({
      method: 'GET',
      url: '/api/v1/facts?q=%E5%BA%93%E6%88%BF&page=2',
    });
    expect(addressOf('GET /batches/{id}/records/{record}', { params: { id: 'a/b', record: 0 } }).url).toBe(
      '/api/v1/batches/a%2Fb/records/0',
    );
    expect(addressOf('DELETE /session', {})).toEqual({ method: 'DELETE', url: '/api/v1/session' });
  });
});

describe('errors', () => {
  it('are nouns and facts in plain words', () => {
    for (const code of ERROR_CODES) expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
  });

  it('say what a person can read in both languages, a list of them as one', () => {
    expect(wordsOf('password.weak', { faults: ['too-short', 'common'] })).toEqual({
      zh: '口令要求：至少 10 个字符；过于常见',
      en: 'The password needs: at least 10 characters; not one that is commonly used',
    });
    const faults = [
      { where: 'querystring.pageSize', rule: 'maximum', limit: '500', says: 'must be <= 500' },
      { where: 'body.x', rule: 'propertyNames', limit: null, says: 'property name must be valid' },
    ];
    expect(wordsOf('request.invalid', { faults })).toEqual({
      zh: 'querystring.pageSize 不得大于 500；body.x property name must be valid',
      en: 'querystring.pageSize must be <= 500; body.x property name must be valid',
    });
  });

  it('are each met somewhere', () => {
    const met = new Set<string>(routes.flatMap(([key, route]) => refusalsOf(key, route)));
    // Where no route lies.
    met.add('address.unknown');
    expect(ERROR_CODES.filter((code) => !met.has(code))).toEqual([]);
  });

  it('are all on docs/errors.md', async () => {
    await expect(errorPage()).toMatchFileSnapshot('../../../docs/errors.md');
  });
});
