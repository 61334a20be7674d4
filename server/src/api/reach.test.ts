import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation, LiveEvent, News, Ranking, UnitScoreView } from '@dangzhi/metrics/contract';
import { rightsOfDisplay, rightsOfPerson, type AccountRole, type Holder } from '@dangzhi/metrics/rights';
import { startDemoCounty } from '../../testing/demo-county.ts';
import { openEventStream } from '../../testing/event-stream.ts';
import type { TestService } from '../../testing/service.ts';
import { loadDemoAccounts } from '../accounts/demo-accounts.ts';
import { listUnits } from '../county/queries.ts';
import type { Caller } from '../rights/caller.ts';
import { SESSION_COOKIE } from '../rights/cookies.ts';
import { newsFor } from '../screens/news.ts';
import { buildApp } from './app.ts';

// What a role may not see must not follow from what it sees: here somebody tries, with pencil and paper.
const OWN = 'XC-D29';
const PERIOD = '2022-12';

let service: TestService;
const cookies = new Map<AccountRole, string>();

beforeAll(async () => {
  service = await startDemoCounty();
  const { stores } = service.test;
  const { sessions, now } = service.runtime;
  await loadDemoAccounts(stores.postgres, now());
  const place = { address: '127.0.0.1', agent: 'test' };
  for (const role of ['leader', 'head', 'reporter', 'auditor'] as const)
    cookies.set(role, `${SESSION_COOKIE}=${await sessions.start(`demo-${role}`, place)}`);
});
afterAll(() => service.close());

async function ask<Body>(role: AccountRole, path: string): Promise<{ status: number; body: Body; text: string }> {
  const headers = { cookie: cookies.get(role) ?? '' };
  const answer = await service.app.inject({ url: `/api/v1${path}`, headers });
  return { status: answer.statusCode, body: answer.json<Body>(), text: answer.body };
}

const everything = async (): Promise<UnitScoreView> =>
  (await service.get<UnitScoreView>(`/units/${OWN}/score?period=${PERIOD}`)).body;

/** Scores of another unit's leaves, told to nobody but who may look into it. */
const secretsOf = async (unit: string): Promise<Map<string, number>> => {
  const { body } = await service.get<UnitScoreView>(`/units/${unit}/score?period=${PERIOD}`);
  return new Map(
    body.nodes.flatMap(({ code, contribution, value }) =>
      contribution !== null && value !== null && contribution !== 0 ? [[code, contribution] as const] : [],
    ),
  );
};

describe('the gap to the unit above', () => {
  it('a head learns who and by how much, as the ranking says, and not in which leaves', async () => {
    const whole = await everything();
    const above = whole.gap!.above.code;
    const { body } = await ask<UnitScoreView>('head', `/units/${OWN}/score?period=${PERIOD}`);
    expect(body.gap).toMatchObject({ above: { code: above }, points: whole.gap!.points, reasons: null });

    // Own contributions and the reasons would add up to the other's leaves; without reasons there is nothing to add.
    const own = new Map(body.nodes.map(({ code, contribution }) => [code, contribution ?? 0]));
    const secrets = await secretsOf(above);
    const derivable = [...secrets].filter(([code, secret]) => {
      const reason = body.gap!.reasons?.find((one) => one.code === code)?.points;
      return reason !== undefined && Math.abs((own.get(code) ?? 0) + reason - secret) < 1e-9;
    });
    expect(derivable).toEqual([]);
    // By the same sum it would have been possible: the test can fail.
    const asBefore = [...secrets].filter(([code, secret]) => {
      const reason = whole.gap!.reasons?.find((one) => one.code === code)?.points;
      return reason !== undefined && Math.abs((own.get(code) ?? 0) + reason - secret) < 1e-9;
    });
    expect(asBefore.length).toBeGreaterThan(0);
  });

  it('a reporter, who may not read the ranking, learns nothing of it', async () => {
    const { body, text } = await ask<UnitScoreView>('reporter', `/units/${OWN}/score?period=${PERIOD}`);
    expect(body.gap).toBeNull();
    const { body: ranking } = await service.get<Ranking>(`/rankings?scheme=XC-DEPARTMENT&period=${PERIOD}`);
    for (const { unit, score } of ranking.rows) if (unit.code !== OWN) expect(text).not.toContain(String(score));
    expect((await ask('reporter', `/rankings?scheme=XC-DEPARTMENT&period=${PERIOD}`)).status).toBe(403);
  });
});

it('a ranking shows a head no leaf of others, for any month', async () => {
  for (const period of ['2022-06', PERIOD]) {
    const { body } = await ask<Ranking>('head', `/rankings?scheme=XC-DEPARTMENT&period=${period}`);
    const seen = body.rows.filter(({ cells }) => cells !== null).map(({ unit }) => unit.code);
    expect(seen).toEqual([OWN]);
    expect(body.rows.flatMap(({ unit, adjustments }) => (unit.code === OWN ? [] : adjustments))).toEqual([]);
  }
});

it('history and explanations name the own unit only', async () => {
  const { body } = await ask<UnitScoreView>('head', `/units/${OWN}/score?period=${PERIOD}`);
  expect(Object.keys(body.history[0]!).sort()).toEqual(['partial', 'period', 'printed', 'provenance', 'rank']);
  for (const { code } of body.nodes) {
    const explained = await ask<Explanation>('head', `/explanations?unit=${OWN}&period=${PERIOD}&node=${code}`);
    const units = (explained.body.leaf?.inputs ?? []).flatMap(({ observations }) =>
      observations.map(({ unit }) => unit),
    );
    expect(new Set(units).size === 0 || [...new Set(units)].join() === OWN, code).toBe(true);
  }
  for (const other of ['XC-D30', 'XC-D13'])
    expect((await ask('head', `/explanations?unit=${other}&period=${PERIOD}&node=A1`)).status).toBe(403);
});

it('what is kept for one is told another only where they may know the same', async () => {
  const paths = [`/units/${OWN}/score`, `/units/${OWN}/score?period=2022-06`, '/rankings?scheme=XC-DEPARTMENT'];
  const roles = ['auditor', 'reporter', 'leader', 'head', 'reporter', 'auditor'] as const;
  for (const path of paths) {
    for (const role of roles) {
      // A service nobody asked anything before.
      const alone = await buildApp(service.runtime);
      const headers = { cookie: cookies.get(role) ?? '' };
      const first = await alone.inject({ url: `/api/v1${path}`, headers });
      await alone.close();
      const kept = await ask(role, path);
      expect([role, path, kept.status, kept.text]).toEqual([role, path, first.statusCode, first.body]);
    }
  }
});

describe('what just changed', () => {
  const OTHER = 'XC-D30';
  const measure = 'hazards-due';
  let news: News;
  const heard = new Map<AccountRole, LiveEvent['type'][]>();

  beforeAll(async () => {
    const { events } = service.runtime;
    const address = await service.app.listen({ host: '127.0.0.1', port: 0 });
    const roles = ['head', 'reporter', 'leader'] as const;
    const streams = await Promise.all(
      roles.map(async (role) => openEventStream(address, { cookie: cookies.get(role) ?? '' })),
    );
    for (const stream of streams) await stream.next();
    const told = new Promise<News>((resolve) => {
      const end = events.subscribe((event) => {
        if (event.type !== 'news') return;
        end();
        resolve(event);
      });
    });
    await service.call('POST', '/observations', {
      standing: 'inspected',
      rows: [{ unit: OTHER, measure, period: PERIOD, value: '7391', reason: '现场核查' }],
    });
    news = await told;
    // The last that everybody hears.
    events.publish({ type: 'pulled', source: 'erms', run: 0, state: 'succeeded' });
    for (const [index, role] of roles.entries()) {
      const stream = streams[index]!;
      heard.set(
        role,
        (await stream.until('pulled')).map(({ data }) => (data as LiveEvent).type),
      );
      stream.close();
    }
  });

  const seenBy = (rights: Holder): News | null => newsFor(news, { rights } as Caller);
  const seenIn = async (role: AccountRole, unit: string | null): Promise<News | null> => {
    const units = await listUnits(service.test.stores.postgres);
    return seenBy(rightsOfPerson({ unit: null, grants: [{ role, unit, index: null }] }, units));
  };

  it('a leader of the county reads it whole, and hears it', async () => {
    const seen = await seenIn('leader', null);
    expect(seen).toMatchObject({
      count: 1,
      values: [{ unit: { code: OTHER }, measure: { code: measure }, to: '7391' }],
    });
    expect(seen!.county).toMatchObject({ month: PERIOD, leaf: { code: 'SEC-2-01' } });
    expect(heard.get('leader')).toContain('news');
  });

  it('a display, and a leader of another unit, read of the county what its wall shows, and of the unit nothing', async () => {
    for (const seen of [seenBy(rightsOfDisplay(['overview'])), await seenIn('leader', OWN)]) {
      expect(seen).toMatchObject({ count: 1, values: [], county: { month: PERIOD } });
      for (const secret of [OTHER, measure, '7391', 'inspected']) expect(JSON.stringify(seen)).not.toContain(secret);
    }
  });

  it('nobody hears it who may not see the county’s wall', async () => {
    expect(seenBy(rightsOfDisplay(['archives']))).toBeNull();
    for (const role of ['head', 'reporter', 'steward', 'admin'] as const)
      expect(await seenIn(role, role === 'steward' || role === 'admin' ? null : OTHER), role).toBeNull();
    for (const role of ['head', 'reporter'] as const) expect(heard.get(role)).not.toContain('news');
    expect(heard.get('head')).toContain('scored');
  });
});
