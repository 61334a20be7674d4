import { API, refusalsOf, ROUTES, type ApiErrorBody, type RouteName } from '@dangzhi/metrics/contract';
import { ACCOUNT_ROLES, type AccountRole } from '@dangzhi/metrics/rights';
import fc from 'fast-check';
import { expect } from 'vitest';
import { SESSION_COOKIE, DISPLAY_COOKIE } from '../src/rights/cookies.ts';
import { loadDemoAccounts } from '../src/accounts/demo-accounts.ts';
import { SYSTEM } from '../src/rights/actor.ts';
import { issueDisplay } from '../src/displays/registry.ts';
import { startPublishedCounty } from './published-county.ts';
import type { TestService } from './service.ts';
import { callsOf, type Call, type Description } from './calls-from-description.ts';

/** The unit of the demo's head and reporter. */
const OWN = 'XC-D29';
const PLACE = { address: '127.0.0.1', agent: 'fuzz' };
const PATIENCE_MS = 60_000;

type Asker = AccountRole | 'display' | 'nobody';

/**
 * Calls of every route by everybody, right, nearly right and meant ill, on the published figures of the county:
 * never an error of ours, never another unit's data, never a hang. A failure names its seed.
 */
export async function fuzzApi(calls: number): Promise<void> {
  const service = await startPublishedCounty();
  try {
    await service.app.ready();
    const cookies = await enrol(service);
    const known = await knownValues(service);
    const asker = fc.constantFrom<Asker>(...ACCOUNT_ROLES, 'display', 'nobody');
    const call = callsOf(service.app.swagger() as Description, known).filter(({ route }) => !route.endsWith('/events'));
    await fc.assert(
      fc.asyncProperty(asker, call, async (who, one) => {
        const answer = await Promise.race([send(service, one, await cookies(who)), tooLate(one)]);
        checkAnswer(who, one, answer);
      }),
      { numRuns: calls, interruptAfterTimeLimit: calls * 200, markInterruptAsFailure: true },
    );
  } finally {
    await service.close();
  }
}

/** Accounts of every role and a display; a session that was ended is begun again. */
async function enrol({ test: { stores }, runtime: { sessions, devices, now } }: TestService) {
  await loadDemoAccounts(stores.postgres, now());
  const tokens = new Map<AccountRole, string>();
  const issued = await issueDisplay(stores.postgres, now(), SYSTEM, {
    name: '大厅',
    screens: ['overview'],
    reason: 'fuzz',
  });
  const claimed = await devices.claim(issued.token, PLACE);
  return async (who: Asker): Promise<string> => {
    if (who === 'nobody') return '';
    if (who === 'display') return `${DISPLAY_COOKIE}=${claimed?.secret ?? ''}`;
    const token = tokens.get(who);
    if (token !== undefined && (await sessions.find(token)) !== null) return `${SESSION_COOKIE}=${token}`;
    // Somebody may have been disabled, or lost the role, by an earlier call.
    await stores.postgres.db.updateTable('account').set({ disabled: false }).where('id', '=', `demo-${who}`).execute();
    const fresh = await sessions.start(`demo-${who}`, PLACE);
    tokens.set(who, fresh);
    return `${SESSION_COOKIE}=${fresh}`;
  };
}

async function knownValues({ test: { stores } }: TestService) {
  const { db } = stores.postgres;
  const batches = await db.selectFrom('batch').select('id').limit(5).execute();
  const displays = await db.selectFrom('display').select('id').execute();
  const units = [OWN, 'XC-D30', 'XC-D13', '330624', '330624104', 'NOBODY'];
  return {
    unit: units,
    code: [...units, 'XC-COUNTY', 'XC-DEPARTMENT', 'TGT-01'],
    id: [...batches.map(({ id }) => id), ...displays.map(({ id }) => id), 'A025', 'demo-reporter', 'demo-leader'],
    scheme: ['XC-COUNTY', 'XC-DEPARTMENT', 'XC-TOWNSHIP'],
    index: ['XC-COUNTY', 'XC-DEPARTMENT'],
    period: ['2022-12', '2022-11', '2022'],
    node: ['INDEX', 'DIG-1-02', 'MON-01'],
    measure: ['formal-items', 'none'],
    record: ['0', '1'],
    provider: ['none'],
    login: ['head', 'nobody', 'new.person'],
    actor: ['demo-head', 'operator', 'system'],
    action: ['account.create', 'session.start'],
    target: ['account:demo-head', `display:${displays[0]?.id ?? ''}`],
  };
}

function send({ app }: TestService, { method, url, payload }: Call, cookie: string) {
  return app.inject({
    method: method as 'GET',
    url,
    headers: { origin: 'http://localhost', ...(cookie !== '' && { cookie }) },
    ...(payload !== undefined && {
      payload: JSON.stringify(payload) ?? 'null',
      headers: { origin: 'http://localhost', cookie, 'content-type': 'application/json' },
    }),
  });
}

type Answer = Awaited<ReturnType<typeof send>>;

const tooLate = async ({ method, url }: Call): Promise<never> => {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  throw new Error(`${method} ${url} was not answered within ${PATIENCE_MS / 1000} s`);
};

function checkAnswer(who: Asker, { route, method, url }: Call, { statusCode, body, headers }: Answer): void {
  const at = `${who}: ${method} ${url}`;
  expect(statusCode, `${at}\n${body.slice(0, 500)}`).toBeLessThan(500);
  expect(body, at).not.toMatch(/node_modules|\bat \w+ \(|argon2id|file:\/\//);
  if (statusCode === 204 || statusCode === 302 || !String(headers['content-type']).includes('json')) return;
  const answer: unknown = JSON.parse(body);
  if (statusCode >= 400) {
    expect(answer, at).toMatchObject({
      code: expect.any(String),
      message: expect.any(String),
      params: expect.any(Object),
    });
    const key = `${method} ${route.replace(API, '')}` as RouteName;
    const { code } = answer as ApiErrorBody;
    // An empty or badly written parameter leads to no route.
    if (code === 'address.unknown' || code === 'request.unreadable') return;
    // No route refuses for a fact that its description leaves out.
    expect(refusalsOf(key, ROUTES[key]), at).toContain(code);
    return;
  }
  if (who === 'head' || who === 'reporter') expect(foreignUnits(route, answer), at).toEqual([]);
}

interface Sensitive {
  readonly unit?: string | { readonly code: string };
  readonly cells?: unknown;
  readonly rows?: readonly Sensitive[];
  readonly items?: readonly Sensitive[];
}

/** Units other than one's own that an answer tells more of than rank and total. */
function foreignUnits(route: string, answer: unknown): string[] {
  const codeOf = ({ unit }: Sensitive): string => (typeof unit === 'string' ? unit : (unit?.code ?? OWN));
  const body = answer as Sensitive;
  const told = ((): readonly Sensitive[] => {
    if (route.endsWith('/rankings')) return (body.rows ?? []).filter(({ cells }) => cells !== null);
    if (route.endsWith('/observations')) return body.items ?? [];
    if (/\/(score|forecasts|next-steps|explanations|derivations)$/.test(route)) return [body];
    return [];
  })();
  return told.map(codeOf).filter((code) => code !== OWN);
}
