import type { SchemeDocument, Unit } from '@dangzhi/metrics';
import type { Meta, Overview, PendingValue, Ranking, UnitScoreView } from '@dangzhi/metrics/contract';
import example from '@dangzhi/metrics/fixtures/worked-example.json' with { type: 'json' };
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestService, type TestService } from '../../testing/service.ts';
import { EXAMPLE_CATALOGUE, EXAMPLE_UNITS, loadExample } from '../../testing/worked-example.ts';
import { loadCounty } from '../county/load.ts';

// Answers that are kept, and everything that has to renew them. It is the last day of January: a figure of that month
// waits for somebody to look at it.
const SCHEME = example.scheme as unknown as SchemeDocument;
const COUNTY_SCHEME = { ...SCHEME, code: 'WORKED-COUNTY', unitKind: 'county' };
const MONTH = '2023-01';

let service: TestService;

const load = (change: {
  readonly units?: readonly Unit[];
  readonly schemes?: readonly SchemeDocument[];
}): Promise<void> =>
  loadCounty(service.test.stores, {
    areas: [],
    classes: [],
    units: change.units ?? EXAMPLE_UNITS,
    catalogue: EXAMPLE_CATALOGUE,
    schemes: change.schemes ?? [SCHEME, COUNTY_SCHEME],
    facts: [],
    records: [],
    adjustments: [],
  });

beforeAll(async () => {
  service = await startTestService('2023-01-31T00:00:00+08:00');
  await loadExample(service.test.stores);
  await load({});
  await service.runtime.scorer.request(null);
  await service.runtime.scorer.idle();
});
afterAll(() => service.close());

const DOCUMENTS = ['/units', '/catalogue', '/facts?page=1&pageSize=10', '/records?page=1&pageSize=10'];
const KEPT = [
  ...DOCUMENTS,
  '/meta',
  '/wall/overview',
  `/wall/overview?period=${MONTH}`,
  `/rankings?scheme=WORKED&period=${MONTH}`,
  `/units/D1/score?period=${MONTH}`,
  '/units/D1/score',
  `/units/D1/forecasts?period=${MONTH}`,
  `/units/D1/next-steps?period=${MONTH}`,
  `/derivations?unit=D1&period=${MONTH}`,
];

const get = async <Body>(path: string): Promise<Body> => {
  const { status, body } = await service.get<Body>(path);
  expect([path, status]).toEqual([path, 200]);
  return body;
};
const score = () => get<UnitScoreView>(`/units/D1/score?period=${MONTH}`);
const ranking = () => get<Ranking>(`/rankings?scheme=WORKED&period=${MONTH}`);
const meta = () => get<Meta>('/meta');

/** Statements that PostgreSQL is asked while something is done; ClickHouse is never asked alone. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(service.test.stores.postgres.db.getExecutor(), 'executeQuery');
  await work();
  // The head of the audit trail is looked at from time to time, whoever asks for what.
  const statements = asked.mock.calls.filter(([{ sql }]) => !sql.includes('audit_entry'));
  asked.mockRestore();
  return statements.length;
}

const report = (value: string, period: string) =>
  service.scored<{ stored: number; pending: number }>('/observations', {
    standing: 'reported',
    rows: [{ unit: 'D1', measure: 'trained-staff', period, value, reason: '月报' }],
  });

/** Everything was thrown away and nothing is being made: of what is asked for from here on, nothing is there. */
async function nothingKept(): Promise<void> {
  // What was asked for is made again by itself, and thrown away for good when nobody asks for it until the next time.
  for (let time = 0; time < 2; time += 1) {
    await load({});
    await quiet();
  }
}

const quiet = (): Promise<void> => service.app.answers.idle();

it.each(KEPT)('%s is made once for twenty who ask at once, and once for those after them', async (path) => {
  await nothingKept();
  const { misses } = service.app.answers.counts();
  const together = await Promise.all(Array.from({ length: 20 }, () => get(path)));
  expect(service.app.answers.counts().misses).toBe(misses + 1);
  expect(await statementsOf(async () => together.push(await get(path)))).toBe(0);
  for (const one of together) expect(one).toEqual(together[0]);
});

it('what was asked for is made again before anybody asks for it', async () => {
  await nothingKept();
  await score();
  await load({});
  await quiet();
  expect(await statementsOf(score)).toBe(0);
  expect(await statementsOf(ranking)).toBeGreaterThan(0);
});

it('what people do about themselves throws nothing away', async () => {
  await Promise.all(KEPT.map((path) => get(path)));
  await service.call('POST', '/displays', { name: '前厅', screens: ['overview'], reason: '新屏' });
  await service.call('POST', '/session', { login: 'nobody', password: 'nothing-at-all' }, '');
  expect(await statementsOf(() => Promise.all(KEPT.map((path) => get(path))))).toBe(0);
});

it('a pull that ended renews what says when figures last came in: the walls', async () => {
  for (const path of KEPT) {
    await nothingKept();
    await get(path);
    const statements = await statementsOf(async () => {
      service.runtime.events.publish({ type: 'pulled', source: 'x', run: 1, state: 'succeeded' });
      await get(path);
    });
    expect([path, statements > 0]).toEqual([path, path.startsWith('/wall/')]);
  }
});

const RUN_COLUMNS = [
  'kind',
  'scheme',
  'scheme_version',
  'catalogue_version',
  'unit_version',
  'engine_version',
  'period',
  'hash',
  'as_of',
] as const;

it('a scoring renews what it changed once, for all schemes, and taking away what it replaced nothing', async () => {
  const ended: number[] = [];
  const end = service.test.stores.postgres.onWrite(({ table, change }) => {
    if (table === 'live_run') ended.push(1);
    if (table === 'score_run' && change === 'delete') ended.push(2);
  });
  await Promise.all(DOCUMENTS.map((path) => get(path)));
  for (const value of ['3', '4']) {
    await report(value, '2022-12');
    await service.runtime.scorer.idle();
  }
  end();
  expect(ended).toEqual([1, 1, 2]);
  expect(await statementsOf(() => Promise.all(DOCUMENTS.map((path) => get(path))))).toBe(0);
  await Promise.all(KEPT.map((path) => get(path)));
  const { db } = service.test.stores.postgres;
  const { run } = await score();
  const numbered = `/units/D1/score?run=${run}`;
  await get(numbered);
  // Who asks by a run's number has it looked up for the right to it.
  const again = await statementsOf(() => get(numbered));
  const made = db.selectFrom('score_run').select(RUN_COLUMNS).where('id', '=', run);
  const copy = await db
    .insertInto('score_run')
    .columns(RUN_COLUMNS)
    .expression(made)
    .returning('id')
    .executeTakeFirstOrThrow();
  expect(await statementsOf(() => Promise.all(KEPT.map((path) => get(path))))).toBe(0);
  expect(await statementsOf(() => get(numbered))).toBe(again);
  await db.deleteFrom('score_run').where('id', '=', copy.id).execute();
  expect(await statementsOf(() => Promise.all(KEPT.map((path) => get(path))))).toBe(0);
  expect(await statementsOf(() => get(numbered))).toBeGreaterThan(again);
});

it('a report renews the unit, its ranking, the wall and the months there are', async () => {
  const december = async () =>
    [
      await get<UnitScoreView>('/units/D1/score?period=2022-12'),
      await get<Ranking>('/rankings?scheme=WORKED&period=2022-12'),
      await get<Overview>('/wall/overview?period=2022-12'),
      await meta(),
    ] as const;
  const was = await december();
  expect((await report('0', '2022-12')).body).toMatchObject({ stored: 1 });
  const now = await december();
  expect(now[0].printed).not.toBe(was[0].printed);
  expect(now[1].rows.find(({ unit }) => unit.code === 'D1')?.printed).toBe(now[0].printed);
  expect(now[2].departments.find(({ unit }) => unit.code === 'D1')?.printed).toBe(now[0].printed);
  service.setNow('2023-02-01T08:00:00+08:00');
  await service.runtime.scorer.request(null);
  expect((await meta()).periods).toEqual([...was[3].periods, '2023-02']);
  service.setNow('2023-01-31T12:00:00+08:00');
});

it('a value that waits is told of with the unit, and no more once it was returned or accepted', async () => {
  const decide = async (accept: boolean): Promise<void> => {
    const { items } = await get<{ items: PendingValue[] }>('/pending-values?state=pending');
    const path = `/pending-values/${items[0]!.id}/decision`;
    expect((await service.scored(path, { accept, reason: '已核' })).status).toBe(200);
  };
  expect((await score()).pending).toEqual([]);
  expect((await report('50', MONTH)).body).toMatchObject({ stored: 0, pending: 1 });
  expect((await score()).pending).not.toEqual([]);
  await decide(false);
  expect((await score()).pending).toEqual([]);
  const { printed } = await score();
  await report('60', MONTH);
  expect((await score()).pending).not.toEqual([]);
  await decide(true);
  const accepted = await score();
  expect(accepted.pending).toEqual([]);
  expect(accepted.printed).not.toBe(printed);
});

it('a version of the units that no result follows from is read at once when its runs are of it', async () => {
  await ranking();
  await load({ units: EXAMPLE_UNITS.map((unit) => ({ ...unit, shortName: { zh: `${unit.code}局`, en: unit.code } })) });
  expect((await service.runtime.scorer.request(null)).changed).toEqual([]);
  expect((await ranking()).rows.map(({ unit }) => unit.shortName.zh).sort()).toEqual(['D1局', 'D2局', 'D3局']);
  expect((await score()).unit.shortName.zh).toBe('D1局');
});

it('a scheme in force is told of at once, its scores when it was scored by', async () => {
  const was = [await meta(), await ranking()] as const;
  await load({ schemes: [{ ...SCHEME, name: { zh: '新方案', en: 'new' } }, COUNTY_SCHEME] });
  expect((await meta()).schemes.find(({ code }) => code === 'WORKED')?.name.zh).toBe('新方案');
  expect((await ranking()).schemeVersion).toBe(was[1].schemeVersion);
  await service.runtime.scorer.request(null);
  expect((await ranking()).schemeVersion).toBe(was[1].schemeVersion + 1);
});

it('a run by its number is not there any more when it was taken away', async () => {
  const { run } = await get<UnitScoreView>('/units/D1/score?period=2022-12');
  expect((await service.get(`/units/D1/score?run=${run}`)).status).toBe(200);
  for (const value of ['1', '2']) await report(value, '2022-12');
  await service.runtime.scorer.idle();
  await service.runtime.scorer.request(null);
  await service.runtime.scorer.idle();
  expect((await service.get(`/units/D1/score?run=${run}`)).status).toBe(404);
});

it('what is rolled back renews nothing, what is committed everything, and nothing before it is', async () => {
  const { db } = service.test.stores.postgres;
  await meta();
  const rename = (name: string, fail: boolean): Promise<void> =>
    db.transaction().execute(async (transaction) => {
      const document = JSON.stringify({ ...SCHEME, name: { zh: name, en: name } });
      await transaction
        .insertInto('scheme_version')
        .values({ scheme: SCHEME.code, version: 50, hash: name, document })
        .execute();
      if (fail) throw new Error('given up');
    });
  await expect(rename('弃', true)).rejects.toThrow('given up');
  expect(await statementsOf(meta)).toBe(0);
  await rename('立', false);
  expect((await meta()).schemes.find(({ code }) => code === 'WORKED')?.name.zh).toBe('立');
});
