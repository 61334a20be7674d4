import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../rights/cookies.ts';
import { DEMO_PASSWORD, loadDemoAccounts } from '../accounts/demo-accounts.ts';
import { startPublishedCounty } from '../../testing/published-county.ts';
import type { TestService } from '../../testing/service.ts';

// What is tried against every program with a login, on the published figures of the county.
const HOST = 'http://localhost';
const PLACE = { address: '127.0.0.1', agent: 'attack' };

let service: TestService;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  service = await startPublishedCounty();
  const { stores } = service.test;
  await loadDemoAccounts(stores.postgres, service.runtime.now());
  for (const role of ['head', 'admin', 'auditor', 'steward', 'leader']) cookies[role] = await begin(role);
});
afterAll(() => service.close());

const begin = async (role: string) =>
  `${SESSION_COOKIE}=${await service.runtime.sessions.start(`demo-${role}`, PLACE)}`;

interface Options {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly as?: string;
  readonly origin?: string | null;
  readonly payload?: unknown;
  readonly headers?: Record<string, string>;
}

async function ask(url: string, { method = 'GET', as, origin = HOST, payload, headers = {} }: Options = {}) {
  const answer = await service.app.inject({
    method,
    url: url.startsWith('/api') ? url : `/api/v1${url}`,
    headers: {
      ...(origin !== null && { origin }),
      ...(as !== undefined && { cookie: cookies[as] ?? as }),
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload !== undefined && { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
  });
  return { status: answer.statusCode, body: answer.body, headers: answer.headers };
}

const SQL = [
  "' OR '1'='1",
  "'; DROP TABLE account; --",
  "') UNION SELECT password_hash FROM account --",
  '{unit:String}',
  "\\'",
];

describe('SQL', () => {
  it.each(SQL)('%s in a name, a search or a parameter is only text', async (text) => {
    const q = encodeURIComponent(text);
    for (const url of [`/accounts?q=${q}`, `/audit?q=${q}`, `/audit?target=${q}`, `/facts?q=${q}`, `/records?q=${q}`]) {
      const { status, body } = await ask(url, { as: 'auditor' });
      expect([url, status]).toEqual([url, 200]);
      expect((JSON.parse(body) as { total: number }).total).toBe(0);
    }
    for (const url of [`/units/${q}/score`, `/rankings?scheme=${q}`, `/batches/${q}`, `/accounts/${q}`, `/facts/${q}`])
      expect([url, (await ask(url, { as: 'auditor' })).status]).toEqual([url, 404]);
    const observed = await ask(`/observations?measure=${q}`, { as: 'auditor' });
    expect(JSON.parse(observed.body)).toMatchObject({ items: [], total: 0 });
    for (const login of [text, `head${text}`]) {
      const signed = await ask('/session', { method: 'POST', payload: { login, password: text } });
      expect(signed.status).toBe(401);
    }
    const { db } = service.test.stores.postgres;
    expect(await db.selectFrom('account').select('id').execute()).toHaveLength(8);
  });
});

describe('numbers', () => {
  it.each(['1e308', '4294967296', '-1', '0.5', 'NaN'])('%s is the number of no record', async (record) => {
    expect((await ask(`/batches/none/records/${record}`, { as: 'auditor' })).status).toBe(400);
  });

  it('the largest there can be is looked for', async () => {
    expect((await ask('/batches/none/records/4294967295', { as: 'auditor' })).status).toBe(404);
  });
});

describe('paths', () => {
  it.each([
    '/../../../etc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/server/src/api/app.ts',
    '/assets/%252e%252e/package.json',
    '/..\\..\\package.json',
    '/api/v1/docs/static/..%2f..%2fpackage.json',
  ])('%s leads to nothing of ours', async (url) => {
    const answer = await service.app.inject({ url, headers: { cookie: cookies['admin'] } });
    expect(answer.statusCode).toBeLessThan(500);
    // An address that is no file is the page's to read.
    const page = await service.app.inject({ url: '/', headers: { cookie: cookies['admin'] } });
    if (answer.body !== page.body) expect(answer.body).not.toMatch(/root:|"dependencies"|import /);
  });
});

describe('headers', () => {
  it('a line end in an address does not become a header', async () => {
    for (const url of ['/sign-in/x?returnTo=%0d%0aset-cookie:%20a=b', '/units/x%0d%0aset-cookie:a=b/score']) {
      const { status, headers } = await ask(url, { as: 'auditor' });
      expect(status).toBeLessThan(500);
      expect(JSON.stringify(headers)).not.toMatch(/set-cookie:\s*a=b/i);
    }
  });

  it('a host that is not ours does not make an origin ours', async () => {
    const payload = { login: 'head', password: DEMO_PASSWORD };
    const evil = 'http://evil.example';
    const forwarded = { 'x-forwarded-host': 'evil.example' };
    expect((await ask('/session', { method: 'POST', payload, origin: evil, headers: forwarded })).status).toBe(403);
  });
});

describe('bodies', () => {
  const post = (payload: string, as = 'steward', headers = {}) =>
    ask('/observations', { method: 'POST', as, payload, headers });
  const row = { unit: 'XC-D30', measure: 'formal-items', period: '2022-12', value: '1', reason: 'x' };

  it('a prototype is not polluted, and such a body is refused', async () => {
    for (const name of ['__proto__', 'constructor']) {
      const text = `{"standing":"reported","rows":[],"${name}":{"prototype":{"polluted":true}}}`;
      expect((await post(text)).status).toBe(400);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('what is too large is refused before it is read through', async () => {
    const large = JSON.stringify({ standing: 'reported', rows: [{ ...row, reason: 'x'.repeat(1_100_000) }] });
    expect((await post(large)).status).toBe(413);
    expect((await post(JSON.stringify({ standing: 'reported', rows: Array(1001).fill(row) }))).status).toBe(400);
  });

  it('what is nested deeply is refused', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect((await post(deep)).status).toBe(400);
    expect((await post(`{"standing":"reported","rows":${deep}}`)).status).toBe(400);
    expect((await post(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).status).toBe(400);
  });

  it('what is not JSON, or says it is not, is refused', async () => {
    for (const text of ['', '{', 'null', '"x"', '\u0000', '{"standing":"reported","rows":[]}x'])
      expect((await post(text)).status).toBe(400);
    expect((await post('a=b', 'steward', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await post('{}', 'steward', { 'content-type': 'text/plain' })).status).toBeLessThan(500);
  });

  it('a field nobody asked for gives nobody a role', async () => {
    const payload = { login: 'head', password: DEMO_PASSWORD, role: 'admin', grants: [{ role: 'admin' }] };
    expect((await ask('/session', { method: 'POST', payload })).status).toBe(400);
  });
});

describe('sessions', () => {
  it('a forged, cut, doubled or foreign cookie is nobody’s', async () => {
    const real = cookies['admin']!;
    const wrong = [
      `${SESSION_COOKIE}=`,
      `${SESSION_COOKIE}=demo-admin`,
      `${SESSION_COOKIE}=${'A'.repeat(43)}`,
      real.slice(0, -1),
      `${real}A`,
      real.replace(SESSION_COOKIE, SESSION_COOKIE.toUpperCase()),
      real.replace(SESSION_COOKIE, 'dz_display'),
      `${SESSION_COOKIE}=x; ${real}`,
    ];
    for (const cookie of wrong)
      expect([cookie, (await ask('/accounts', { as: cookie })).status]).toEqual([cookie, 401]);
    expect((await ask('/accounts', { as: real })).status).toBe(200);
  });

  it('a cookie from before signing out, or from before signing in again, is over', async () => {
    const cookie = await begin('leader');
    expect((await ask('/session', { as: cookie, method: 'DELETE' })).status).toBe(204);
    expect((await ask('/meta', { as: cookie })).status).toBe(401);

    const first = await ask('/session', { method: 'POST', payload: { login: 'leader', password: DEMO_PASSWORD } });
    const given = String(first.headers['set-cookie']).split(';')[0]!;
    const again = await ask('/session', {
      method: 'POST',
      as: given,
      payload: { login: 'leader', password: DEMO_PASSWORD },
    });
    const renewed = String(again.headers['set-cookie']).split(';')[0]!;
    expect(renewed).not.toBe(given);
    expect([(await ask('/meta', { as: given })).status, (await ask('/meta', { as: renewed })).status]).toEqual([
      401, 200,
    ]);
  });

  it('an id the attacker chose beforehand is not taken over at signing in', async () => {
    const chosen = `${SESSION_COOKIE}=chosen-by-somebody-else`;
    await ask('/session', { method: 'POST', as: chosen, payload: { login: 'leader', password: DEMO_PASSWORD } });
    expect((await ask('/meta', { as: chosen })).status).toBe(401);
  });

  it('the cookie is out of reach of scripts and of other sites', async () => {
    const { headers } = await ask('/session', {
      method: 'POST',
      payload: { login: 'leader', password: DEMO_PASSWORD },
    });
    const [session, browser] = [headers['set-cookie']].flat();
    expect(session).toMatch(/^dz_session=.+HttpOnly; SameSite=Lax$/);
    expect(browser).toMatch(/^dz_browser=.+HttpOnly; SameSite=Strict$/);
    const { app } = service;
    const secure = await app.inject({ url: '/api/v1/session' });
    expect(secure.headers['set-cookie']).toBeUndefined();
  });
});

describe('another site', () => {
  const calls = [
    ['POST', '/observations', 'steward'],
    ['POST', '/accounts', 'admin'],
    ['POST', '/displays', 'admin'],
    ['DELETE', '/session', 'head'],
    ['POST', '/account/password', 'head'],
    ['POST', '/sources/none/runs', 'steward'],
  ] as const;
  it.each(calls)('cannot %s %s in the name of %s', async (method, url, as) => {
    for (const origin of [
      'http://evil.example',
      'null',
      'http://localhost.evil.example',
      'https://localhost:8443',
      null,
    ]) {
      const { status, body } = await ask(url, { method, as, origin, ...(method === 'POST' && { payload: {} }) });
      expect([origin, status, JSON.parse(body)]).toMatchObject([origin, 403, { code: 'origin.foreign' }]);
    }
  });

  it('cannot sign somebody in as somebody else', async () => {
    const payload = { login: 'head', password: DEMO_PASSWORD };
    expect((await ask('/session', { method: 'POST', payload, origin: 'http://evil.example' })).status).toBe(403);
  });
});

describe('somebody else’s', () => {
  it('sessions, account and reports are not reached by their ids', async () => {
    const { sessions } = service.runtime;
    const [session] = await sessions.list('demo-admin', null);
    expect((await ask(`/account/sessions/${session!.id}`, { method: 'DELETE', as: 'head' })).status).toBe(404);
    expect(await sessions.list('demo-admin', null)).not.toHaveLength(0);
    for (const url of ['/accounts/demo-admin', '/accounts/demo-head', '/accounts/demo-admin/grants', '/displays'])
      expect((await ask(url, { as: 'head' })).status).toBe(403);
    const reason = '试';
    const payload = { grants: [{ role: 'approver', unit: null, index: null }], reason };
    expect((await ask('/accounts/demo-head', { method: 'PATCH', as: 'head', payload })).status).toBe(403);
    expect((await ask('/accounts/demo-admin', { method: 'PATCH', as: 'admin', payload })).status).not.toBe(200);
  });

  it('units are not reached by any spelling of their code', async () => {
    for (const code of ['XC-D30', 'xc-d30', 'XC-D30%00', 'XC-D30%20', ' XC-D30', 'XC-D29%2f..%2fXC-D30', '330624'])
      expect([code, (await ask(`/units/${code}/score`, { as: 'head' })).status >= 400]).toEqual([code, true]);
    // Named twice, the parameter is a list and fits nothing.
    expect((await ask('/observations?unit=XC-D29&unit=XC-D30', { as: 'head' })).status).toBe(400);
  });
});

it('a call that is cut off or never ended harms nobody', async () => {
  const address = await service.app.listen({ host: '127.0.0.1', port: 0 });
  const call = httpRequest(`${address}/api/v1/session`, { method: 'POST', headers: { 'content-length': '1000' } });
  call.on('error', () => undefined);
  call.write('{"login":');
  await once(call, 'socket');
  call.destroy();
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
});

it('no answer of a refusal tells of the inside', async () => {
  const answers = [
    await ask('/accounts', {}),
    await ask('/nowhere', { as: 'admin' }),
    await ask('/observations', { method: 'POST', as: 'steward', payload: '{' }),
    await ask('/session', { method: 'POST', payload: { login: 'head', password: 'x' } }),
  ];
  for (const { body } of answers) {
    expect(Object.keys(JSON.parse(body) as object).sort()).toEqual(['code', 'message', 'params']);
    expect(body).not.toMatch(/node_modules|\bat \w+ \(|SELECT|argon2/);
  }
});
