import { API, ERRORS, refusalsOf, ROUTES as CONTRACT, type Route, type RouteKey } from '@dangzhi/metrics/contract';
import { ACCOUNT_ROLES, extentOf, ROLES_OF_A_UNIT, type AccountRole, type ActionName } from '@dangzhi/metrics/rights';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_COOKIE, DISPLAY_COOKIE } from '../rights/cookies.ts';
import { loadDemoAccounts } from '../accounts/demo-accounts.ts';
import { issueDisplay } from '../displays/registry.ts';
import { addEvidence } from '../evidence/queries.ts';
import { startPublishedCounty } from '../../testing/published-county.ts';
import type { TestService } from '../../testing/service.ts';
import { SYSTEM } from '../rights/actor.ts';

/** The unit the head and the reporter of the test are of, and one they are not. */
const OWN = 'XC-D29';
const OTHER = 'XC-D30';

type About = 'nothing' | 'unit' | 'screen' | 'owner';
type Sample = (unit: string) => { url: string; payload?: object };

const at =
  (url: string): Sample =>
  () => ({ url });
const why = { reason: '测试' };
const reported = (standing: string) => (unit: string) => ({
  url: '/observations',
  payload: { standing, rows: [{ unit, measure: 'none', period: '2022-12', value: '1', reason: '测试' }] },
});

/**
 * Every route of the API: what it needs, and a call of it about a unit. Read beside the design, not off the code;
 * a route that is not here fails the test, as does a line without a route.
 */
const ROUTES: Readonly<Record<string, readonly [needs: ActionName | 'public', about: About, ...samples: Sample[]]>> = {
  'GET /session': ['public', 'nothing', at('/session')],
  'POST /session': ['public', 'nothing', () => ({ url: '/session', payload: { login: 'x', password: 'x' } })],
  'DELETE /session': ['self.manage', 'nothing', at('/session')],
  'GET /account/sessions': ['self.manage', 'nothing', at('/account/sessions')],
  'DELETE /account/sessions/{id}': ['self.manage', 'nothing', at('/account/sessions/none')],
  'POST /account/password': [
    'self.manage',
    'nothing',
    () => ({ url: '/account/password', payload: { current: '', next: '' } }),
  ],
  'GET /sign-in/{provider}': ['public', 'nothing', at('/sign-in/none')],
  'GET /sign-in/{provider}/callback': ['public', 'nothing', at('/sign-in/none/callback')],
  'POST /set-up': [
    'public',
    'nothing',
    () => ({ url: '/set-up', payload: { token: 'x', login: 'xx', name: 'x', password: 'x' } }),
  ],
  'POST /display-session': ['public', 'nothing', () => ({ url: '/display-session', payload: { token: 'none' } })],

  'GET /meta': ['meta.read', 'nothing', at('/meta')],
  'GET /events': ['events.read', 'nothing'],
  'GET /units': ['catalogue.read', 'nothing', at('/units')],
  'GET /catalogue': ['catalogue.read', 'nothing', at('/catalogue')],
  'GET /schemes': ['catalogue.read', 'nothing', at('/schemes')],
  'GET /schemes/{code}': ['catalogue.read', 'nothing', at('/schemes/XC-COUNTY')],
  'GET /facts': ['catalogue.read', 'nothing', at('/facts')],
  'GET /facts/{id}': ['catalogue.read', 'nothing', at('/facts/A025')],
  'GET /records': ['catalogue.read', 'nothing', at('/records')],
  'GET /records/{code}': ['catalogue.read', 'nothing', at('/records/TGT-01')],
  'GET /about': ['catalogue.read', 'nothing', at('/about')],
  'GET /about/parts/{of}': ['catalogue.read', 'nothing', at('/about/parts/none')],
  'GET /about/notices/{number}': ['catalogue.read', 'nothing', at('/about/notices/100000')],

  'GET /wall/overview': ['wall.read', 'screen', at('/wall/overview?period=2022-12')],
  'GET /wall/archives': ['wall.read', 'screen', at('/wall/archives?period=2022-12')],
  'GET /wall/platform': ['wall.read', 'screen', at('/wall/platform?period=2022-12')],
  'GET /rankings': ['ranking.read', 'nothing', at('/rankings?scheme=XC-DEPARTMENT&period=2022-12')],
  'GET /units/{code}/score': ['unit.read', 'unit', (unit) => ({ url: `/units/${unit}/score?period=2022-12` })],
  'GET /units/{code}/forecasts': ['unit.read', 'unit', (unit) => ({ url: `/units/${unit}/forecasts?period=2022-12` })],
  'GET /units/{code}/next-steps': [
    'unit.read',
    'unit',
    (unit) => ({ url: `/units/${unit}/next-steps?period=2022-12` }),
  ],
  'GET /explanations': [
    'unit.read',
    'unit',
    (unit) => ({ url: `/explanations?unit=${unit}&node=INDEX&period=2022-12` }),
  ],
  'GET /derivations': ['unit.read', 'unit', (unit) => ({ url: `/derivations?unit=${unit}&period=2022-12` })],

  'GET /scoring': ['source.read', 'nothing', at('/scoring')],

  'GET /observations': ['observation.read', 'unit', (unit) => ({ url: `/observations?unit=${unit}` })],
  'POST /observations': ['observation.report', 'unit', reported('reported')],
  'GET /batches/{id}': ['observation.read', 'owner', (unit) => ({ url: `/batches/of-${unit}` })],
  'GET /batches/{id}/records/{record}': [
    'observation.read',
    'owner',
    (unit) => ({ url: `/batches/of-${unit}/records/0` }),
  ],
  'GET /pending-values': ['observation.read', 'unit', (unit) => ({ url: `/pending-values?unit=${unit}` })],
  'POST /pending-values/{id}/decision': [
    'observation.decide',
    'owner',
    (unit) => ({ url: `/pending-values/waits-${unit}/decision`, payload: { accept: false, ...why } }),
  ],
  'GET /guard-breaks': ['observation.read', 'unit', (unit) => ({ url: `/guard-breaks?unit=${unit}` })],
  'POST /evidence': ['observation.report', 'unit', (unit) => ({ url: `/evidence?unit=${unit}`, payload: {} })],
  'GET /evidence': ['observation.read', 'unit', (unit) => ({ url: `/evidence?unit=${unit}` })],
  'GET /evidence/{id}': ['observation.read', 'owner', (unit) => ({ url: `/evidence/file-${unit}` })],
  'GET /clock': ['clock.read', 'nothing', at('/clock')],
  'POST /clock/decision': ['clock.decide', 'nothing', () => ({ url: '/clock/decision', payload: why })],
  'GET /sources': ['source.read', 'nothing', at('/sources')],
  'GET /sources/{code}/runs': ['source.read', 'nothing', at('/sources/none/runs')],
  'GET /sources/{code}/quarantine': ['source.read', 'nothing', at('/sources/none/quarantine')],
  'POST /sources/{code}/runs': ['source.pull', 'nothing', at('/sources/none/runs')],
  'DELETE /sources/{code}/runs/current': ['source.pull', 'nothing', at('/sources/none/runs/current')],

  'GET /accounts': ['account.read', 'nothing', at('/accounts')],
  'POST /accounts': ['account.manage', 'nothing', () => ({ url: '/accounts', payload: {} })],
  'GET /accounts/{id}': ['account.read', 'nothing', at('/accounts/none')],
  'PATCH /accounts/{id}': ['account.manage', 'nothing', () => ({ url: '/accounts/none', payload: why })],
  'GET /accounts/{id}/grants': ['account.read', 'nothing', at('/accounts/none/grants')],
  'POST /accounts/{id}/password': [
    'account.manage',
    'nothing',
    () => ({ url: '/accounts/none/password', payload: why }),
  ],
  'POST /accounts/{id}/unlock': ['account.manage', 'nothing', () => ({ url: '/accounts/none/unlock', payload: why })],
  'DELETE /accounts/{id}/sessions': ['account.manage', 'nothing', at('/accounts/none/sessions')],
  'GET /access': ['account.read', 'nothing', at(`/access?unit=${OWN}`)],
  'GET /displays': ['display.read', 'nothing', at('/displays')],
  'POST /displays': ['display.manage', 'nothing', () => ({ url: '/displays', payload: {} })],
  'PATCH /displays/{id}': ['display.manage', 'nothing', () => ({ url: '/displays/none', payload: why })],
  'POST /displays/{id}/token': ['display.manage', 'nothing', () => ({ url: '/displays/none/token', payload: why })],
  'POST /displays/{id}/revocation': [
    'display.manage',
    'nothing',
    () => ({ url: '/displays/none/revocation', payload: why }),
  ],
  'GET /audit': ['audit.read', 'nothing', at('/audit')],
  'GET /audit/export': ['audit.read', 'nothing', at('/audit/export')],
  'GET /audit/verification': ['audit.read', 'nothing', at('/audit/verification')],
  'GET /backups': ['backup.read', 'nothing', at('/backups')],
  'POST /backups': [
    'backup.make',
    'nothing',
    () => ({ url: '/backups', payload: { folder: null, keyFile: null, trial: false } }),
  ],
  'DELETE /backups/current': ['backup.make', 'nothing', at('/backups/current')],
  'GET /integrity': ['integrity.read', 'nothing', at('/integrity')],
  'POST /integrity/checks': ['integrity.check', 'nothing', at('/integrity/checks')],
};

let service: TestService;
const cookies = new Map<AccountRole | 'display', string>();
/** Batches with one observation each, about the one unit and the other. */
const batches = new Map<string, string>();
/** Values that wait, one about each. */
const waiting = new Map<string, number>();

beforeAll(async () => {
  service = await startPublishedCounty();
  const { stores } = service.test;
  const { sessions, devices, now } = service.runtime;
  await loadDemoAccounts(stores.postgres, now());
  const place = { address: '127.0.0.1', agent: 'test' };
  for (const role of ACCOUNT_ROLES)
    cookies.set(role, `${SESSION_COOKIE}=${await sessions.start(`demo-${role}`, place)}`);
  const { token } = await issueDisplay(stores.postgres, now(), SYSTEM, {
    name: '大厅',
    screens: ['overview'],
    reason: '测试',
  });
  const claimed = await devices.claim(token, place);
  cookies.set('display', `${DISPLAY_COOKIE}=${claimed!.secret}`);
  for (const unit of [OWN, OTHER]) {
    const row = { unit, measure: 'formal-items', period: '2022-12', value: '10', reason: '测试' };
    const { body } = await service.scored<{ batch: string }>('/observations', { standing: 'reported', rows: [row] });
    batches.set(unit, body.batch);
    // A flow of the month that runs.
    const flow = { ...row, measure: 'due-items', period: '2023-02' };
    await service.call('POST', '/observations', { standing: 'reported', rows: [flow] });
    const { body: held } = await service.get<{ items: { id: number }[] }>(`/pending-values?unit=${unit}`);
    waiting.set(unit, held.items[0]?.id ?? 0);
    const file = {
      id: `file-${unit}`,
      unit,
      name: 'a.pdf',
      mediaType: 'application/pdf',
      bytes: 1,
      sha256: '0'.repeat(64),
    };
    const uploaded = { uploadedAt: now().toISOString(), uploadedBy: SYSTEM.name };
    await addEvidence(stores.postgres, SYSTEM, { ...file, ...uploaded });
  }
});
afterAll(() => service.close());

/** Status of a call as somebody; the operator by token, anybody else by cookie, from a page of ours. */
async function ask(route: string, sample: Sample, unit: string, cookie: string | null): Promise<number> {
  const { url, payload } = sample(unit);
  const answer = await service.app.inject({
    method: route.split(' ')[0] as 'GET',
    url: `/api/v1${url.replace(/of-[\w-]+/, () => batches.get(unit) ?? '').replace(/waits-[\w-]+/, () => String(waiting.get(unit)))}`,
    headers: { origin: 'http://localhost', ...(cookie !== null && { cookie }) },
    ...(payload && { payload }),
  });
  return answer.statusCode;
}

/** Whether the design lets a role through, about that unit. */
function mayPass(role: AccountRole | 'display', action: ActionName | 'public', about: About, unit: string): boolean {
  if (action === 'public') return true;
  const extent = extentOf(role, action);
  if (extent === null) return false;
  const isBound = extent === 'scope' && ROLES_OF_A_UNIT.has(role);
  return !isBound || about === 'nothing' || unit === OWN;
}

describe('the matrix', () => {
  it('has every route of the API, and no other', () => {
    const described = Object.entries(service.app.swagger().paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    );
    expect(Object.keys(ROUTES).sort()).toEqual(described.sort());
  });

  it('and the description say each route as the contract does', () => {
    const described = Object.entries(service.app.swagger().paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        key: `${method.toUpperCase()} ${path.replace(API, '')}`,
        ...(operation as { summary?: string; tags?: string[]; responses?: object }),
      })),
    );
    expect(described.map(({ key }) => key).sort()).toEqual(Object.keys(CONTRACT).sort());
    for (const { key, summary, tags, responses } of described) {
      const route: Route = CONTRACT[key as keyof typeof CONTRACT];
      expect([key, summary]).toEqual([key, route.summary]);
      expect([key, tags?.length]).toEqual([key, 1]);
      const statuses = refusalsOf(key as RouteKey, route).map((code) => String(ERRORS[code].status));
      expect([key, Object.keys(responses ?? {})]).toEqual([
        key,
        [...new Set([...Object.keys(route.answers), ...statuses])],
      ]);
      if (route.media === undefined && route.example.answer != null)
        expect(JSON.stringify(responses), key).toContain(`"example":${JSON.stringify(route.example.answer)}`);
    }
  });

  it.each(Object.entries(ROUTES))(
    '%s is refused to nobody-in-particular unless public',
    async (route, [needs, , sample]) => {
      if (sample === undefined || needs === 'public') return;
      for (const cookie of [null, `${SESSION_COOKIE}=forged`, `${DISPLAY_COOKIE}=forged`])
        expect(await ask(route, sample, OWN, cookie)).toBe(401);
    },
  );

  describe.each([...ACCOUNT_ROLES, 'display'] as const)('as %s', (role) => {
    const isEnding = (route: string) => route === 'DELETE /session';
    const meant = Object.entries(ROUTES).filter(([route]) => !isEnding(route));
    it.each(meant)('%s', async (route, [needs, about, sample]) => {
      if (sample === undefined) return;
      for (const unit of [OWN, OTHER]) {
        const status = await ask(route, sample, unit, cookies.get(role) ?? null);
        expect(status, `about ${unit}`).toBeLessThan(500);
        // A display has one scene of the three.
        const isItsScreen = about !== 'screen' || role !== 'display' || route.endsWith('overview');
        const passes = mayPass(role, needs, about, unit) && isItsScreen;
        if (passes) expect(needs === 'public' ? [403] : [401, 403], `about ${unit}`).not.toContain(status);
        else expect(status, `about ${unit}`).toBe(403);
      }
    });
  });

  it('lists show a head their own unit only, and of other units rank and total', async () => {
    const cookie = cookies.get('head')!;
    const get = async <T>(url: string) =>
      (await service.app.inject({ url: `/api/v1${url}`, headers: { cookie } })).json<T>();
    const { items } = await get<{ items: { unit: string }[] }>('/observations?pageSize=500');
    expect(new Set(items.map(({ unit }) => unit))).toEqual(new Set([OWN]));
    const { rows } = await get<{ rows: { unit: { code: string }; cells: unknown; adjustments: unknown[] }[] }>(
      '/rankings?scheme=XC-DEPARTMENT&period=2022-12',
    );
    expect(rows.length).toBeGreaterThan(80);
    for (const { unit, cells, adjustments } of rows) {
      if (unit.code === OWN) expect(cells).not.toBeNull();
      else expect([cells, adjustments]).toEqual([null, []]);
    }
  });

  it('an inspection is refused about their own unit, whoever the role is held for', async () => {
    const sample = reported('inspected');
    const cookie = cookies.get('steward')!;
    expect(await ask('POST /observations', sample, 'XC-D13', cookie)).toBe(403);
    expect(await ask('POST /observations', sample, OTHER, cookie)).toBe(400);
    expect(await ask('POST /observations', reported('reported'), 'XC-D13', cookie)).toBe(400);
  });
});
