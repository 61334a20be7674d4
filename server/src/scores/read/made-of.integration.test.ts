import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SchemeDocument, Unit } from '@dangzhi/metrics';
import type { Ranking, SchemeView, UnitScoreView } from '@dangzhi/metrics/contract';
import example from '@dangzhi/metrics/fixtures/worked-example.json' with { type: 'json' };
import { loadCounty } from '../../county/load.ts';
import { startTestService, type TestService } from '../../../testing/service.ts';
import { EXAMPLE_CATALOGUE, EXAMPLE_COUNTY, EXAMPLE_UNITS, loadExample } from '../../../testing/worked-example.ts';

// The worked example, scored; then the weights of its scheme, the class of a unit and a name of the catalogue change.
const SCHEME = example.scheme as unknown as SchemeDocument;
const COUNTY_SCHEME = { ...SCHEME, code: 'WORKED-COUNTY', unitKind: 'county' };
const PERIOD = '2022-12';
const LEAF = SCHEME.nodes.find((node) => 'indicator' in node)!.code;

let service: TestService;

const load = (change: {
  readonly units?: readonly Unit[];
  readonly schemes?: readonly SchemeDocument[];
  readonly names?: string;
}): Promise<void> =>
  loadCounty(service.test.stores, {
    areas: [],
    classes: [],
    units: change.units ?? EXAMPLE_UNITS,
    catalogue: {
      ...EXAMPLE_CATALOGUE,
      indicators: EXAMPLE_CATALOGUE.indicators.map((indicator) =>
        change.names === undefined ? indicator : { ...indicator, name: { zh: change.names, en: change.names } },
      ),
    },
    schemes: change.schemes ?? [SCHEME, COUNTY_SCHEME],
    facts: [],
    records: [],
    adjustments: [],
  });

/** The same tree with the weights of leaves below one branch turned round. */
const otherWeights = (scheme: SchemeDocument): SchemeDocument => {
  const siblingsOf = Map.groupBy(
    scheme.nodes.filter((node) => 'indicator' in node),
    ({ parent = '' }) => parent,
  );
  return {
    ...scheme,
    nodes: scheme.nodes.map((node) => {
      const siblings = siblingsOf.get(node.parent ?? '') ?? [];
      const opposite = siblings[siblings.length - 1 - siblings.findIndex(({ code }) => code === node.code)];
      return 'indicator' in node ? { ...node, weight: opposite?.weight ?? node.weight } : node;
    }),
  };
};

const inOtherClass = EXAMPLE_UNITS.map((unit) => (unit.code === 'D1' ? { ...unit, class: 'other' } : unit));

const get = async <Body>(path: string): Promise<Body> => {
  const { status, body } = await service.get<Body>(path);
  expect([path, status, status === 200 ? '' : body]).toEqual([path, 200, '']);
  return body;
};

/** Every answer that is read from a run of departments. */
const pathsOf = (choice: string): string[] => [
  `/rankings?scheme=${SCHEME.code}&${choice}`,
  ...['D1', 'D2', 'D3'].flatMap((unit) => [
    `/units/${unit}/score?${choice}`,
    `/units/${unit}/forecasts?${choice}`,
    `/units/${unit}/next-steps?${choice}`,
    `/explanations?unit=${unit}&node=${LEAF}&${choice}`,
    `/explanations?unit=${unit}&node=${SCHEME.nodes[0]!.code}&${choice}`,
    `/derivations?unit=${unit}&${choice}`,
  ]),
];

const readAll = async (choice: string): Promise<unknown[]> => {
  const answers: unknown[] = [];
  for (const path of pathsOf(choice)) answers.push(await get(path));
  return answers;
};

const readWall = (): Promise<unknown> => get(`/wall/overview?period=${PERIOD}`);

let before: unknown[];
let wall: unknown;
let run: number;

beforeAll(async () => {
  service = await startTestService('2023-01-31T00:00:00+08:00');
  await loadExample(service.test.stores);
  await load({});
  await service.runtime.scorer.request(null);
  before = await readAll(`period=${PERIOD}`);
  wall = await readWall();
  run = (before[0] as Ranking).run;
});
afterAll(() => service.close());

describe('a run is read by what it was made of', () => {
  it('while it is live and the county has changed already', async () => {
    await load({ units: inOtherClass, schemes: [otherWeights(SCHEME), otherWeights(COUNTY_SCHEME)], names: '改名' });
    expect(await readAll(`period=${PERIOD}`)).toEqual(before);
    expect(await readWall()).toEqual(wall);
  });

  it('by its number, after another took its place', async () => {
    const { db } = service.test.stores.postgres;
    await db.updateTable('score_run').set({ kind: 'official' }).execute();
    await service.runtime.scorer.request(null);
    expect(await readAll(`run=${run}`)).toEqual(before);

    const [was, now] = [before[0] as Ranking, await get<Ranking>(`/rankings?scheme=${SCHEME.code}&period=${PERIOD}`)];
    expect([was.schemeVersion, now.schemeVersion]).toEqual([1, 2]);
    expect(now.run).not.toBe(run);
    expect(now.rows.find(({ unit }) => unit.code === 'D1')?.unit.class).toBe('other');
    expect(now.rows.map(({ printed }) => printed)).not.toEqual(was.rows.map(({ printed }) => printed));
    const score = await get<UnitScoreView>(`/units/D2/score?period=${PERIOD}`);
    expect(score.nodes.find(({ code }) => code === LEAF)?.name.zh).toBe('改名');
    expect(await readWall()).not.toEqual(wall);
  });

  it('and its scheme is found by its version', async () => {
    const path = `/schemes/${SCHEME.code}`;
    const [first, second] = [await get<SchemeView>(`${path}?version=1`), await get<SchemeView>(path)];
    expect([first.version, second.version]).toEqual([1, 2]);
    expect(first.document).toEqual(SCHEME);
    expect(await get<SchemeView>(`${path}?version=2`)).toEqual(second);
    expect((await service.get(`${path}?version=3`)).status).toBe(404);
  });

  it('is not there under another scheme, month or number', async () => {
    for (const path of [
      `/rankings?scheme=WORKED-COUNTY&run=${run}`,
      `/rankings?scheme=${SCHEME.code}&period=2022-11&run=${run}`,
      `/units/D1/score?period=2022-11&run=${run}`,
      `/units/${EXAMPLE_COUNTY}/score?run=${run}`,
      `/derivations?unit=D1&run=999999`,
    ])
      expect([path, (await service.get(path)).status]).toEqual([path, 404]);
    expect((await service.get(`/units/D1/score?run=0`)).status).toBe(400);
  });

  it('no scoring takes away a run that is not live', async () => {
    const live = async (): Promise<number> =>
      (await get<Ranking>(`/rankings?scheme=${SCHEME.code}&period=${PERIOD}`)).run;
    const second = await live();
    await load({ units: inOtherClass });
    await service.runtime.scorer.request(null);
    await load({});
    await service.runtime.scorer.request(null);
    await service.runtime.scorer.request(null);
    await service.runtime.scorer.idle();
    expect((await service.get(`/units/D1/score?run=${second}`)).status).toBe(404);
    expect(await readAll(`run=${run}`)).toEqual(before);
  });
});

it('a list of units that changes nothing a result follows from makes no new run, and is the one it is read by', async () => {
  const path = `/rankings?scheme=${SCHEME.code}&period=${PERIOD}`;
  const was = await get<Ranking>(path);
  await load({ units: EXAMPLE_UNITS.map((unit) => ({ ...unit, shortName: { zh: `${unit.code}局`, en: unit.code } })) });
  expect((await service.runtime.scorer.request(null)).changed).toEqual([]);
  const now = await get<Ranking>(path);
  expect(now.run).toBe(was.run);
  expect(now.rows.map(({ unit }) => unit.shortName.zh)).toEqual(was.rows.map(({ unit }) => `${unit.code}局`));
});

it.each([
  ['a unit', `/units/D1/score?period=${PERIOD}`],
  ['a unit, the month left to the server', '/units/D1/score'],
  ['a ranking', `/rankings?scheme=${SCHEME.code}`],
  ['an explanation', `/explanations?unit=D1&node=${LEAF}`],
  ['a derivation', '/derivations?unit=D1'],
  ['a forecast', '/units/D1/forecasts'],
])('%s, made again, reads no unit, scheme or catalogue again', async (_title, path) => {
  await get(path);
  const { db } = service.test.stores.postgres;
  await db
    .updateTable('live_run')
    .set((eb) => ({ run: eb.ref('run') }))
    .execute();
  const executor = db.getExecutor();
  const asked = vi.spyOn(executor, 'executeQuery');
  await get(path);
  const statements = asked.mock.calls.map(([{ sql }]) => sql);
  asked.mockRestore();
  expect(statements.length).toBeGreaterThan(0);
  const versions = statements.filter((sql) => /from "?(unit|scheme|catalogue)_version"?/i.test(sql));
  expect(versions).toEqual([]);
  expect(statements.filter((sql) => /from "?unit"?\b(?!_)/i.test(sql))).toEqual([]);
});
