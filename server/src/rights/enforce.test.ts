import { rightsOfDisplay, rightsOfPerson, type Grant } from '@dangzhi/metrics/rights';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from './caller.ts';
import { enforceRights } from './enforce.ts';
import { needs, PUBLIC } from './route-right.ts';

const UNITS = [
  { code: 'COUNTY', parent: null },
  { code: 'D1', parent: 'COUNTY' },
  { code: 'D2', parent: 'COUNTY' },
];

const person = (grants: Grant[], over: Partial<Caller> & { unit?: string } = {}): Caller => ({
  kind: 'account',
  id: 'a',
  name: 'A',
  rights: rightsOfPerson({ unit: over.unit ?? null, grants }, UNITS),
  session: 's',
  mustChangePassword: false,
  ended: new AbortController().signal,
  ...over,
});

let app: FastifyInstance;
let caller: Caller | null;
let isLate: boolean;
beforeEach(() => {
  caller = null;
  isLate = false;
  app = Fastify();
  enforceRights(app, () => (isLate ? Promise.resolve(caller) : caller));
});
afterEach(() => app.close());

const ask = async (url: string, options: { method?: 'POST'; origin?: string; payload?: object } = {}) => {
  const { method = 'GET', origin, payload } = options;
  const answer = await app.inject({ method, url, ...(origin && { headers: { origin } }), ...(payload && { payload }) });
  return answer.statusCode === 200 ? 200 : `${answer.statusCode} ${answer.json<{ code: string }>().code}`;
};

describe('a route without a right', () => {
  it('stops the start', async () => {
    app.get('/open', { config: PUBLIC }, () => 'ok');
    app.get('/forgotten', () => 'ok');
    await expect(app.ready()).rejects.toThrow('route GET /forgotten names no right');
  });

  it('stops it inside a plugin too', async () => {
    await app.register(async (inner) => {
      inner.post('/inside', () => 'ok');
    });
    await expect(app.ready()).rejects.toThrow('route POST /inside names no right');
  });
});

describe.each([false, true])('who asks, found later: %s', (later) => {
  beforeEach(() => {
    isLate = later;
    app.get('/public', { config: PUBLIC }, () => 'ok');
    app.post('/public', { config: PUBLIC }, () => 'ok');
    app.get('/list', { config: needs('unit.read') }, () => 'ok');
    const aboutUnit = needs<{ params: { code: string } }>('unit.read', ({ params }) => [{ unit: params.code }]);
    app.get('/units/:code', { config: aboutUnit }, () => 'ok');
    const inspect = needs<{ params: { code: string } }>('observation.report', async ({ params }) => [
      { unit: params.code, action: 'observation.inspect' },
    ]);
    app.post('/inspect/:code', { config: inspect }, () => 'ok');
    app.get('/self', { config: needs('self.manage') }, () => 'ok');
    app.get('/wall', { config: needs('wall.read', () => [{ screen: 'overview' }]) }, () => 'ok');
  });

  it('is nobody: only what is public', async () => {
    expect(await ask('/public')).toBe(200);
    expect(await ask('/list')).toBe('401 session.needed');
    expect(await ask('/units/D1')).toBe('401 session.needed');
  });

  it('is nobody who signs in: from a page of ours', async () => {
    expect(await ask('/public', { method: 'POST', origin: 'http://localhost' })).toBe(200);
    expect(await ask('/public', { method: 'POST' })).toBe('403 origin.foreign');
    expect(await ask('/public', { method: 'POST', origin: 'http://evil.example' })).toBe('403 origin.foreign');
  });

  it('has a role without that right', async () => {
    caller = person([{ role: 'admin', unit: null, index: null }]);
    expect(await ask('/list')).toBe('403 right.missing');
  });

  it('is head of one unit: that one, no other', async () => {
    caller = person([{ role: 'head', unit: 'D1', index: null }]);
    expect(await ask('/list')).toBe(200);
    expect(await ask('/units/D1')).toBe(200);
    expect(await ask('/units/D2')).toBe('403 right.missing');
    expect(await ask('/units/COUNTY')).toBe('403 right.missing');
  });

  it('decides nothing about the unit they belong to', async () => {
    caller = person([{ role: 'steward', unit: null, index: null }], { unit: 'D1' });
    const origin = 'http://localhost';
    expect(await ask('/inspect/D2', { method: 'POST', origin })).toBe(200);
    expect(await ask('/inspect/D1', { method: 'POST', origin })).toBe('403 decision.about-own-unit');
  });

  it('must come from a page of ours to change something', async () => {
    caller = person([{ role: 'steward', unit: null, index: null }]);
    for (const origin of [
      undefined,
      'null',
      'http://evil.example',
      'http://localhost:81',
      'http://localhost.evil.example',
    ])
      expect(await ask('/inspect/D2', { method: 'POST', ...(origin && { origin }) }), origin).toBe(
        '403 origin.foreign',
      );
    caller = { ...caller, kind: 'operator' };
    expect(await ask('/inspect/D2', { method: 'POST' })).toBe(200);
  });

  it('does nothing else before the password is changed', async () => {
    caller = person([{ role: 'auditor', unit: null, index: null }], { mustChangePassword: true });
    expect(await ask('/list')).toBe('403 password.change-needed');
    expect(await ask('/self')).toBe(200);
  });

  it('is a display: the screens it was given', async () => {
    caller = person([], { kind: 'display', rights: rightsOfDisplay(['overview']) });
    expect(await ask('/wall')).toBe(200);
    expect(await ask('/list')).toBe('403 right.missing');
    caller = person([], { kind: 'display', rights: rightsOfDisplay(['platform']) });
    expect(await ask('/wall')).toBe('403 right.missing');
  });
});
