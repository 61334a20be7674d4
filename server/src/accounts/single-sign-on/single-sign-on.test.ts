import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerError } from '../../api/answer-to-error.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { createBrowser, type Browser } from '../../../testing/sign-on-browser.ts';
import { createOidcProvider } from './oidc.ts';
import { CLIENT, startProvider, type RunningProvider } from '../../../testing/sign-on-provider.ts';
import { singleSignOnRoutes } from './routes.ts';
import type { GroupRole } from './settings.ts';

const PUBLIC_URL = new URL('http://dangzhi.example');
const BEGIN = new URL('/api/v1/sign-in/oidc', PUBLIC_URL);
const CALLBACK = new URL('/api/v1/sign-in/oidc/callback', PUBLIC_URL);
const ROLES: readonly GroupRole[] = [
  { group: 'heads', role: 'head', unit: 'XC-D29', index: null },
  { group: 'audit', role: 'auditor', unit: null, index: null },
];
const WANG = { sub: '1001', preferred_username: 'wang.wei', name: '王伟', groups: ['heads'] };

let test: TestStores;
beforeAll(async () => {
  test = await openTestStores();
});
afterAll(() => test.drop());

interface Service {
  readonly app: FastifyInstance;
  readonly started: string[];
  readonly forgotten: string[];
  readonly browser: Browser;
}

/** The routes on a port of their own, with a browser that reaches them by their public name. */
async function serve(issuer: URL, clientSecret = CLIENT.secret): Promise<Service> {
  const app = Fastify();
  app.setErrorHandler(answerError);
  const [started, forgotten]: [string[], string[]] = [[], []];
  await app.register(cookie, { hook: false });
  const provider = createOidcProvider({
    issuer,
    clientId: CLIENT.id,
    clientSecret,
    name: '统一',
    groupsClaim: 'groups',
  });
  await app.register(
    singleSignOnRoutes({
      postgres: test.stores.postgres,
      now: () => new Date(),
      roles: ROLES,
      providers: [provider],
      publicUrl: PUBLIC_URL,
      sessions: { forget: (account) => void forgotten.push(account) },
      startSession: async (_request, _reply, account) => started.push(account),
    }),
    { prefix: '/api/v1' },
  );
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, started, forgotten, browser: createBrowser({ [PUBLIC_URL.origin]: address }) };
}

const isOurPage = (url: URL): boolean => url.host === PUBLIC_URL.host && !url.pathname.startsWith('/api/');
const isCallback = (url: URL): boolean => url.pathname === CALLBACK.pathname;

const refusals = async () => {
  const rows = await test.stores.postgres.db
    .selectFrom('audit_entry')
    .select('line')
    .where('outcome', '=', 'refused')
    .orderBy('sequence')
    .execute();
  return rows.map(({ line }) => JSON.parse(line) as { action: string; reason: string });
};

let provider: RunningProvider;
let service: Service;
beforeEach(async () => {
  provider = await startProvider({ callback: CALLBACK.href });
  provider.person = WANG;
  service = await serve(provider.issuer);
});
afterEach(async () => {
  await service.app.close();
  await provider.close();
});

const signIn = async (returnTo?: string): Promise<string> => {
  const begin = new URL(BEGIN);
  if (returnTo !== undefined) begin.searchParams.set('returnTo', returnTo);
  const page = await service.browser.follow(begin, isOurPage);
  return `${page.pathname}${page.search}`;
};

const rolesOf = async (account: string) => {
  const rows = await test.stores.postgres.db
    .selectFrom('account_grant')
    .select(['role', 'valid_to'])
    .where('account', '=', account)
    .orderBy('id')
    .execute();
  return rows.map(({ role, valid_to: to }) => `${role} ${to === null ? 'holds' : 'over'}`);
};

describe('to the provider and back', () => {
  it('begins a session of the person, with the roles of the groups there are then', async () => {
    expect(await signIn('/units/XC-D29?period=2022-12')).toBe('/units/XC-D29?period=2022-12');
    const [account] = service.started;
    expect(await rolesOf(account!)).toEqual(['head holds']);
    const lines = await test.stores.postgres.db
      .selectFrom('audit_entry')
      .select('action')
      .where('target', '=', `account:${account!}`)
      .orderBy('sequence')
      .execute();
    expect(lines.map(({ action }) => action)).toEqual(['account.create', 'session.start']);

    provider.person = { ...WANG, groups: ['audit'] };
    expect(await signIn()).toBe('/');
    expect(service.started).toEqual([account, account]);
    expect(await rolesOf(account!)).toEqual(['head over', 'auditor holds']);
    expect(service.forgotten).toContain(account);

    provider.person = { ...WANG, groups: ['nothing of ours'] };
    expect(await signIn()).toBe('/login?failed=no-role');
    expect(service.started).toHaveLength(2);
    expect(await rolesOf(account!)).toEqual(['head over', 'auditor over']);
    expect((await refusals()).at(-1)).toMatchObject({ action: 'session.start', reason: 'oidc: no-role' });
  });

  it('asks with a proof key, state and nonce, and leaves a cookie no script reads', async () => {
    const { leadsTo, status } = await service.browser.open(BEGIN);
    expect([status, leadsTo!.origin]).toEqual([302, provider.issuer.origin]);
    const query = Object.fromEntries(leadsTo!.searchParams);
    expect(query).toMatchObject({
      response_type: 'code',
      redirect_uri: CALLBACK.href,
      code_challenge_method: 'S256',
      scope: 'openid profile email groups',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(query[name]!.length).toBeGreaterThan(40);
    const answer = await service.app.inject({ url: BEGIN.pathname });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^dz_attempt=[\w-]{43}; Max-Age=600; Path=\/api\/v1\/sign-in; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('leads nowhere but to a page of ours', async () => {
    for (const returnTo of ['https://evil.example/', '//evil.example', '/\\evil.example'])
      expect(await signIn(returnTo)).toBe('/');
    expect(service.started).toHaveLength(3);
  });

  it('knows no other provider', async () => {
    for (const url of ['/api/v1/sign-in/other', '/api/v1/sign-in/other/callback?code=x'])
      expect((await service.app.inject({ url })).statusCode).toBe(404);
  });
});

describe('an answer that is not to what was asked', () => {
  const answered = (): Promise<URL> => service.browser.follow(BEGIN, isCallback);
  const open = async (url: URL): Promise<string> => (await service.browser.open(url)).leadsTo!.href;
  const login = (failed: string): string => new URL(`/login?failed=${failed}`, PUBLIC_URL).href;

  it('with another state is refused, and its attempt is over', async () => {
    const url = await answered();
    const changed = new URL(url);
    changed.searchParams.set('state', 'forged');
    expect(await open(changed)).toBe(login('refused'));
    expect((await refusals()).at(-1)!.reason).toBe('oidc: OAUTH_INVALID_RESPONSE');
    expect(await open(url)).toBe(login('expired'));
    expect(service.started).toEqual([]);
  });

  it('is good for once', async () => {
    const url = await answered();
    const cookies = new Map(service.browser.cookies);
    expect(await open(url)).toBe(new URL('/', PUBLIC_URL).href);
    for (const [name, value] of cookies) service.browser.cookies.set(name, value);
    expect(await open(url)).toBe(login('expired'));
    expect(service.started).toHaveLength(1);
  });

  it('is good in the browser that asked only', async () => {
    const url = await answered();
    const mine = new Map(service.browser.cookies);
    service.browser.cookies.clear();
    expect(await open(url)).toBe(login('expired'));
    // Somebody else's attempt does not take it either.
    await service.browser.open(BEGIN);
    expect(await open(url)).toBe(login('refused'));
    expect(service.started).toEqual([]);
    for (const [name, value] of mine) service.browser.cookies.set(name, value);
    expect(await open(url)).toBe(new URL('/', PUBLIC_URL).href);
  });

  it('with a code of somebody’s own making is refused, and nothing of it is kept', async () => {
    const url = await answered();
    url.searchParams.set('code', 'made-up-code');
    expect(await open(url)).toBe(login('refused'));
    const { reason } = (await refusals()).at(-1)!;
    expect(reason).toBe('oidc: invalid_grant');
  });

  it('of who turned back at the provider is refused', async () => {
    provider.person = null;
    expect(await open(await answered())).toBe(login('refused'));
    expect((await refusals()).at(-1)!.reason).toBe('oidc: access_denied');
  });
});

describe('a provider', () => {
  it('that is down stops nobody from starting, and is asked again', async () => {
    const { issuer } = provider;
    await provider.close();
    expect(await signIn()).toBe('/login?failed=unavailable');
    expect(service.started).toEqual([]);
    provider = await startProvider({ callback: CALLBACK.href, port: Number(issuer.port) });
    provider.person = WANG;
    expect(await signIn()).toBe('/');
    expect(service.started).toHaveLength(1);
  });

  it('that goes away in the middle is told apart from one that refuses', async () => {
    const url = await service.browser.follow(BEGIN, isCallback);
    await provider.close();
    expect((await service.browser.open(url)).leadsTo!.search).toBe('?failed=unavailable');
    expect((await refusals()).at(-1)!.reason).toBe('oidc: ECONNREFUSED');
  });

  it('that does not know us refuses', async () => {
    await service.app.close();
    service = await serve(provider.issuer, 'wrong');
    expect(await signIn()).toBe('/login?failed=refused');
    expect((await refusals()).at(-1)!.reason).toBe('oidc: it does not accept OIDC_CLIENT_ID and OIDC_CLIENT_SECRET');
  });

  it('may tell the groups in the id token, and one group as a word', async () => {
    await provider.close();
    provider = await startProvider({ callback: CALLBACK.href, inIdToken: true, clientAuth: 'client_secret_post' });
    provider.person = { ...WANG, sub: '1002', groups: 'audit' };
    await service.app.close();
    service = await serve(provider.issuer);
    expect(await signIn()).toBe('/');
    expect(await rolesOf(service.started[0]!)).toEqual(['auditor holds']);
  });

  it('may know nothing but who it is: then nobody comes in', async () => {
    provider.person = { sub: '1003' };
    expect(await signIn()).toBe('/login?failed=no-role');
  });
});
