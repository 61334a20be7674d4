import type { AccessList, Account } from '@dangzhi/metrics/contract';
import { rightsOfPerson, type AccountRole } from '@dangzhi/metrics/rights';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerError } from '../api/answer-to-error.ts';
import type { Caller } from '../rights/caller.ts';
import { enforceRights } from '../rights/enforce.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { loadUnits, trailOf } from '../../testing/accounts.ts';
import { adminRoutes } from './admin-routes.ts';
import { ensureSetUpToken } from './first-admin.ts';
import { createSessions, type Sessions } from './sessions.ts';

let test: TestStores;
let app: FastifyInstance;
let sessions: Sessions;
let role: AccountRole | null;
const now = (): Date => new Date('2023-02-20T00:00:00Z');
const why = { reason: '测试' };

beforeAll(async () => {
  test = await openTestStores();
  await loadUnits(test.stores);
  sessions = createSessions(test.stores.postgres, now);
  app = Fastify({ ajv: { customOptions: { allErrors: true, removeAdditional: false } } });
  app.setErrorHandler(answerError);
  enforceRights(app, () => (role === null ? null : callerOf(role)));
  const config = { dataDir: test.dataDir };
  await app.register(adminRoutes({ stores: test.stores, now, sessions, config }));
});
afterAll(async () => {
  await app.close();
  await sessions.idle();
  await test.drop();
});
beforeEach(() => {
  role = 'admin';
});

const callerOf = (held: AccountRole): Caller => ({
  kind: 'account',
  id: 'boss',
  name: '管理员甲',
  rights: rightsOfPerson({ unit: null, grants: [{ role: held, unit: null, index: null }] }, []),
  session: 's',
  mustChangePassword: false,
  ended: new AbortController().signal,
});

async function ask<Body = { code: string }>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
  origin = 'http://localhost',
) {
  const answer = await app.inject({ method, url, headers: { origin }, ...(payload && { payload }) });
  const body = (answer.body === '' ? null : answer.json()) as Body;
  return { status: answer.statusCode, body, cache: answer.headers['cache-control'] };
}

interface Made {
  readonly account: Account;
  readonly password: string;
}

const draft = (login: string) => ({
  login,
  name: '王芳',
  unit: 'XC-D29',
  grants: [{ role: 'head', unit: 'XC-D29', index: null }],
  ...why,
});

describe('an admin', () => {
  it('leads an account from its making to its end', async () => {
    const made = await ask<Made>('POST', '/accounts', draft('wang'));
    expect([made.status, made.cache]).toEqual([201, 'no-store']);
    const { id } = made.body.account;
    expect(made.body.password).toHaveLength(16);
    expect((await ask('POST', '/accounts', draft('WANG'))).status).toBe(409);

    const list = await ask<{ items: Account[]; total: number }>('GET', '/accounts?q=wan&role=head&unit=XC-D29');
    expect(list.body).toEqual({ items: [made.body.account], total: 1, page: 1, pageSize: 50 });
    expect((await ask<Account>('GET', `/accounts/${id}`)).body).toEqual(made.body.account);

    const token = await sessions.start(id, { address: '', agent: '' });
    const held = await sessions.find(token);
    expect(held?.rights.may('unit.read', { unit: 'XC-D30' })).toBe('elsewhere');
    const grants = [{ role: 'leader', unit: null, index: null }];
    const changed = await ask<Account>('PATCH', `/accounts/${id}`, { grants, ...why });
    expect([changed.status, changed.body.grants, changed.body.sessions]).toEqual([200, grants, 1]);
    expect((await sessions.find(token))?.rights.may('unit.read', { unit: 'XC-D30' })).toBe('yes');

    const history = await ask<{ items: { role: string; to: string | null }[] }>('GET', `/accounts/${id}/grants`);
    expect(history.body.items.map((one) => [one.role, one.to])).toEqual([
      ['leader', null],
      ['head', now().toISOString()],
    ]);

    expect((await ask('DELETE', `/accounts/${id}/sessions`)).status).toBe(204);
    expect(await sessions.find(token)).toBeNull();
    const reset = await ask<Made>('POST', `/accounts/${id}/password`, why);
    expect([reset.status, reset.cache]).toEqual([200, 'no-store']);
    expect(reset.body.password).not.toBe(made.body.password);
    expect((await ask<Account>('POST', `/accounts/${id}/unlock`, why)).body.state).toBe('active');
    const again = await sessions.start(id, { address: '', agent: '' });
    expect(await sessions.find(again)).not.toBeNull();
    expect((await ask<Account>('PATCH', `/accounts/${id}`, { disabled: true, ...why })).body.state).toBe('disabled');
    expect(await sessions.find(again)).toBeNull();

    const lines = (await trailOf(test.stores)).filter(({ target }) => target === `account:${id}`);
    expect(lines.map(({ action }) => action)).toEqual([
      'account.create',
      'account.change',
      'account.end-sessions',
      'account.reset-password',
      'account.unlock',
      'account.change',
    ]);
    expect(lines.every(({ actor, address }) => actor === 'boss' && address === '127.0.0.1')).toBe(true);
  });

  it('is refused what does not fit, and told what', async () => {
    for (const over of [
      { login: 'x' },
      { login: 'a b' },
      { name: '' },
      { grants: [{ role: 'display', unit: null, index: null }] },
      { reason: '' },
      { password: 'mine' },
    ])
      expect((await ask('POST', '/accounts', { ...draft('li'), ...over })).status, JSON.stringify(over)).toBe(400);
    const elsewhere = { ...draft('li'), unit: 'NOWHERE' };
    expect((await ask('POST', '/accounts', elsewhere)).body).toMatchObject({ code: 'grant.unit-unknown' });
    expect((await ask('GET', '/accounts?role=king')).status).toBe(400);
  });

  it('finds nothing by an id nobody has', async () => {
    const calls = await Promise.all([
      ask('GET', '/accounts/none'),
      ask('GET', '/accounts/none/grants'),
      ask('PATCH', '/accounts/none', why),
      ask('POST', '/accounts/none/password', why),
      ask('POST', '/accounts/none/unlock', why),
      ask('DELETE', '/accounts/none/sessions'),
      ask('GET', '/access?unit=NOWHERE'),
    ]);
    expect(calls.map(({ status, body }) => [status, body.code])).toEqual(
      calls.map((_call, index) => [404, index < 6 ? 'account.unknown' : 'unit.unknown']),
    );
  });

  it('reads who could see a unit', async () => {
    const { account } = (await ask<Made>('POST', '/accounts', draft('zhao'))).body;
    const { status, body } = await ask<AccessList>('GET', '/access?unit=XC-D29');
    expect([status, body.unit, body.at]).toEqual([200, 'XC-D29', now().toISOString()]);
    expect(body.items).toEqual([
      {
        account: account.id,
        login: 'zhao',
        name: '王芳',
        role: 'head',
        through: 'XC-D29',
        since: now().toISOString(),
        actions: ['unit.read', 'observation.read'],
      },
    ]);
    const earlier = await ask<AccessList>('GET', '/access?unit=XC-D29&at=2023-02-19T00:00:00Z');
    expect(earlier.body.items).toEqual([]);
    expect((await ask('GET', '/access?unit=XC-D29&at=yesterday')).status).toBe(400);
  });
});

const READING = ['/accounts', '/accounts/none', '/accounts/none/grants', '/access?unit=XC-D29'];
const CHANGING: readonly Parameters<typeof ask>[] = [
  ['POST', '/accounts', draft('qian')],
  ['PATCH', '/accounts/none', why],
  ['POST', '/accounts/none/password', why],
  ['POST', '/accounts/none/unlock', why],
  ['DELETE', '/accounts/none/sessions'],
];

it('an auditor reads all of it and changes none', async () => {
  role = 'auditor';
  for (const url of READING) expect([200, 404], url).toContain((await ask('GET', url)).status);
  for (const call of CHANGING) expect((await ask(...call)).status, call[1]).toBe(403);
});

it.each(['leader', 'head', 'reporter', 'steward', 'evaluator', 'approver', null] as const)(
  'as %s none of it is answered',
  async (who) => {
    role = who;
    const status = who === null ? 401 : 403;
    for (const url of READING) expect((await ask('GET', url)).status, url).toBe(status);
    for (const call of CHANGING) expect((await ask(...call)).status, call[1]).toBe(status);
  },
);

it.each(['', ' ', '\u3000\u00a0 ', 'a\nb'])('what nobody can read is neither a name nor a reason: %j', async (text) => {
  role = 'admin';
  const body = { login: 'blank', name: '甲', unit: null, grants: [], reason: '测试' };
  expect((await ask('POST', '/accounts', { ...body, name: text })).status).toBe(400);
  expect((await ask('POST', '/accounts', { ...body, reason: text })).status).toBe(400);
});

it('the first admin is made by nobody in particular, from a page of ours, with the token', async () => {
  role = null;
  const token = await ensureSetUpToken(test.dataDir, test.stores.postgres);
  const body = { token, login: 'first', name: '陈静', password: 'Hai-Lu-2031' };
  expect((await ask('POST', '/set-up', body, 'https://elsewhere.example')).status).toBe(403);
  expect((await ask('POST', '/set-up', { ...body, token: 'none' })).status).toBe(400);
  expect((await ask('POST', '/set-up', { ...body, password: 'short' })).body.code).toBe('password.weak');
  expect((await ask('POST', '/set-up', body)).status).toBe(204);
  expect((await ask('POST', '/set-up', body)).status).toBe(400);
});
