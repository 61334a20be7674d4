import cookie from '@fastify/cookie';
import { rightsOfRole, type AccountRole } from '@dangzhi/metrics/rights';
import type { Display } from '@dangzhi/metrics/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerError } from '../api/answer-to-error.ts';
import { cookieOf, DISPLAY_COOKIE } from '../rights/cookies.ts';
import type { Caller } from '../rights/caller.ts';
import { enforceRights } from '../rights/enforce.ts';
import { needs } from '../rights/route-right.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { createDevices } from './devices.ts';
import { displayRoutes } from './routes.ts';

let test: TestStores;
let app: FastifyInstance;
let role: AccountRole;

const person = (): Caller => ({
  kind: 'account',
  id: 'somebody',
  name: '某人',
  rights: rightsOfRole(role, []),
  session: 's',
  mustChangePassword: false,
  ended: new AbortController().signal,
});

beforeAll(async () => {
  test = await openTestStores();
  const now = (): Date => new Date('2023-02-20T08:00:00Z');
  const devices = createDevices({ postgres: test.stores.postgres, now });
  app = Fastify({ trustProxy: true });
  app.setErrorHandler(answerError);
  enforceRights(app, (request) => {
    const secret = cookieOf(request, DISPLAY_COOKIE);
    return secret === null ? person() : devices.find(secret);
  });
  await app.register(cookie, { hook: false });
  await app.register(displayRoutes({ stores: test.stores, now, devices }));
  const isIts = needs<{ params: { screen: string } }>('wall.read', ({ params }) => [params]);
  app.get('/wall/:screen', { config: isIts }, () => 'ok');
});
afterAll(async () => {
  await app.close();
  await test.drop();
});

async function ask<Body>(
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
) {
  const answer = await app.inject({
    method,
    url,
    headers: { origin: 'http://localhost', ...headers },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json<Body>(), setCookie: answer.headers['set-cookie'] };
}

interface Issued {
  readonly display: Display;
  readonly token: string;
}

const secretOf = (setCookie: unknown): string => /^dz_display=([\w-]{43});/.exec(String(setCookie))![1]!;

describe('displays over the API', () => {
  it('go from a token to a wall, to another device, to nothing', async () => {
    role = 'admin';
    const draft = { name: '大厅', screens: ['overview'], reason: '测试' };
    const issued = await ask<Issued>('POST', '/displays', draft);
    expect(issued.status).toBe(201);
    expect(issued.body.token).toMatch(/^[\w-]{43}$/);
    const { token, display } = issued.body;

    const claimed = await ask<Display>('POST', '/display-session', { token });
    expect([claimed.status, claimed.body.state]).toEqual([200, 'active']);
    expect(String(claimed.setCookie)).toMatch(/; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/);
    const device = { cookie: `${DISPLAY_COOKIE}=${secretOf(claimed.setCookie)}` };
    const wall = async (screen: string) => (await app.inject({ url: `/wall/${screen}`, headers: device })).statusCode;
    expect([await wall('overview'), await wall('platform')]).toEqual([200, 403]);
    expect((await ask('GET', '/displays', undefined, device)).status).toBe(403);
    expect(JSON.stringify((await ask('GET', '/displays')).body)).not.toContain(token);

    const changed = await ask<Display>('PATCH', `/displays/${display.id}`, { screens: ['platform'], reason: '测试' });
    expect([changed.status, changed.body.screens]).toEqual([200, ['platform']]);
    expect([await wall('overview'), await wall('platform')]).toEqual([403, 200]);

    const again = await ask<Issued>('POST', `/displays/${display.id}/token`, { reason: '测试' });
    expect([again.status, again.body.display.state]).toEqual([200, 'unbound']);
    expect(await wall('platform')).toBe(401);

    const revoked = await ask<Display>('POST', `/displays/${display.id}/revocation`, { reason: '测试' });
    expect([revoked.status, revoked.body.state]).toEqual([200, 'revoked']);
    const late = await ask('POST', '/display-session', { token: again.body.token });
    expect([late.status, late.body]).toMatchObject([401, { code: 'display-token.unknown' }]);
    expect(late.setCookie).toBeUndefined();
  });

  it('bind only from a page of ours, and safely where the connection is', async () => {
    role = 'admin';
    const { body } = await ask<Issued>('POST', '/displays', { name: '大厅', screens: ['overview'], reason: '测试' });
    const claim = (headers: Record<string, string>) =>
      ask(
        'POST',
        '/display-session',
        { token: body.token },
        { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'dz.example', ...headers },
      );
    expect((await claim({ origin: 'https://elsewhere.example' })).status).toBe(403);
    const { status, setCookie } = await claim({ origin: 'https://dz.example' });
    expect(status).toBe(200);
    expect(String(setCookie)).toContain('; Secure');
  });

  it('are seen by an auditor, changed by an admin only', async () => {
    role = 'auditor';
    expect((await ask('GET', '/displays')).status).toBe(200);
    expect((await ask('POST', '/displays', { name: '大厅', screens: ['overview'], reason: '测试' })).status).toBe(403);
    role = 'leader';
    expect((await ask('GET', '/displays')).status).toBe(403);
  });

  it('refuse a screen that is none, no reason, and an id nobody has', async () => {
    role = 'admin';
    for (const draft of [
      { name: '大厅', screens: ['basement'], reason: '测试' },
      { name: '大厅', screens: [], reason: '测试' },
      { name: '大厅', screens: ['overview'] },
    ])
      expect((await ask('POST', '/displays', draft)).status).toBe(400);
    expect((await ask('POST', '/displays/none/token', { reason: '测试' })).status).toBe(404);
  });
});
