import { Value } from 'typebox/value';
import type { TSchema } from 'typebox';
import type { Catalogue } from '@dangzhi/metrics';
import {
  ArchivesSceneSchema,
  BatchSchema,
  CatalogueViewSchema,
  CountyRecordSchema,
  DerivationSchema,
  ExplanationSchema,
  ForecastListSchema,
  FactPageSchema,
  FactViewSchema,
  MetaSchema,
  ObservationPageSchema,
  NextStepsSchema,
  OverviewSchema,
  PlatformSceneSchema,
  PullRunPageSchema,
  PullRunSchema,
  QuarantinePageSchema,
  RankingSchema,
  RawRecordSchema,
  RecordPageSchema,
  ErrorSchema,
  SchemeListSchema,
  SchemeViewSchema,
  SourceListSchema,
  UnitListSchema,
  UnitScoreViewSchema,
  addressOf,
  ROUTES,
  type ApiErrorBody,
  type FactPage,
  type Route,
  type RouteName,
} from '@dangzhi/metrics/contract';
import { heldIn, politicalPhrases } from '@dangzhi/metrics/testing/political-wording.fixture.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoCounty, type DemoCounty } from '../../testing/demo-county.ts';

// Every route of the API on the demo county at the end of 2022: what it answers when all is well, and how it says no.
let county: DemoCounty;
let batch: string;
beforeAll(async () => {
  county = await startDemoCounty();
  const { db } = county.test.stores.postgres;
  const row = await db.selectFrom('batch').select('id').where('source', '=', 'erms').limit(1).executeTakeFirstOrThrow();
  batch = row.id;
});
afterAll(() => county.close());

const AT = 'period=2022-12';

/** Address, and what a 200 of it must look like. */
const READS: readonly (readonly [path: string, schema: TSchema])[] = [
  ['/meta', MetaSchema],
  ['/units', UnitListSchema],
  ['/catalogue', CatalogueViewSchema],
  ['/facts', FactPageSchema],
  ['/facts/A025', FactViewSchema],
  ['/records', RecordPageSchema],
  ['/records/TGT-01', CountyRecordSchema],
  ['/schemes', SchemeListSchema],
  ['/schemes/XC-COUNTY', SchemeViewSchema],
  ['/observations', ObservationPageSchema],
  ['/batches/BATCH', BatchSchema],
  ['/batches/BATCH/records/0', RawRecordSchema],
  ['/sources', SourceListSchema],
  ['/sources/erms/runs', PullRunPageSchema],
  ['/sources/erms/quarantine', QuarantinePageSchema],
  [`/rankings?scheme=XC-DEPARTMENT&${AT}`, RankingSchema],
  [`/rankings?scheme=XC-TOWNSHIP&${AT}`, RankingSchema],
  [`/units/330624/score?${AT}`, UnitScoreViewSchema],
  [`/units/XC-D29/score?${AT}`, UnitScoreViewSchema],
  [`/units/330624/forecasts?${AT}`, ForecastListSchema],
  [`/units/330624/next-steps?${AT}`, NextStepsSchema],
  [`/explanations?unit=330624&node=DIG-1-02&${AT}`, ExplanationSchema],
  [`/explanations?unit=330624&node=MON-01&${AT}`, ExplanationSchema],
  [`/explanations?unit=XC-D29&node=INDEX&${AT}`, ExplanationSchema],
  [`/derivations?unit=330624&${AT}`, DerivationSchema],
  [`/derivations?unit=XC-D29&node=DIG-1-02&${AT}`, DerivationSchema],
  [`/wall/overview?${AT}`, OverviewSchema],
  [`/wall/archives?${AT}`, ArchivesSceneSchema],
  [`/wall/platform?${AT}`, PlatformSceneSchema],
];

/** The contract's schema names formats that only the server's validator knows. */
const faultsOf = (schema: TSchema, body: unknown): string[] =>
  Value.Errors(schema, body)
    .filter(({ keyword }) => keyword !== 'format')
    .map(({ instancePath, message }) => `${instancePath} ${message}`);

describe('reading', () => {
  it.each(READS)('%s fits its schema', async (path, schema) => {
    const { status, body } = await county.get(path.replace('BATCH', batch));
    expect(status).toBe(200);
    expect(faultsOf(schema, body)).toEqual([]);
  });

  it.each([
    ['/facts/C001', 'There is no fact C001', 'fact.unknown'],
    ['/records/NONE', 'There is no record NONE', 'record.unknown'],
    ['/schemes/NONE', 'There is no scheme NONE', 'scheme.unknown'],
    ['/batches/none', 'There is no batch none', 'batch.unknown'],
    ['/batches/BATCH/records/999999', 'There is no record 999999', 'raw-record.unknown'],
    ['/sources/none/runs', 'There is no source none', 'source.unknown'],
    ['/sources/none/quarantine', 'There is no source none', 'source.unknown'],
    [`/rankings?scheme=NONE&${AT}`, 'There is no scheme NONE', 'scheme.unknown'],
    ['/rankings?scheme=XC-COUNTY&period=1999-01', 'XC-COUNTY has no result for 1999-01', 'scheme.not-scored'],
    [`/units/NOBODY/score?${AT}`, 'There is no unit NOBODY', 'unit.unknown'],
    [`/explanations?unit=NOBODY&node=INDEX&${AT}`, 'There is no unit NOBODY', 'unit.unknown'],
    [`/explanations?unit=XC-D29&node=NONE&${AT}`, 'has no node NONE', 'node.unknown'],
    [`/derivations?unit=NOBODY&${AT}`, 'There is no unit NOBODY', 'unit.unknown'],
    [`/derivations?unit=XC-D29&node=NONE&${AT}`, 'has no node NONE', 'node.unknown'],
    ['/wall/overview?period=1999-01', 'has no result for 1999-01', 'scheme.not-scored'],
    ['/nowhere', 'nothing at /api/v1/nowhere', 'address.unknown'],
  ])('%s is not there, and says what', async (path, sentence, code) => {
    const { status, body } = await county.get<ApiErrorBody>(path.replace('BATCH', batch));
    expect(status).toBe(404);
    expect(faultsOf(ErrorSchema, body)).toEqual([]);
    expect(body.code).toBe(code);
    expect(body.message).toContain(sentence);
  });

  it.each([
    ['/facts?page=0', 'querystring.page'],
    ['/facts?pageSize=501', 'querystring.pageSize'],
    ['/facts?article=C', 'querystring.article'],
    ['/records?status=lost', 'querystring.status'],
    ['/observations?page=x', 'querystring.page'],
    ['/observations?period=2022-13', 'querystring.period'],
    ['/observations?period=December', 'querystring.period'],
    ['/observations?asOf=yesterday', 'querystring.asOf'],
    ['/batches/BATCH/records/first', 'params.record'],
    ['/sources/erms/runs?pageSize=0', 'querystring.pageSize'],
    ['/sources/erms/quarantine?page=-1', 'querystring.page'],
    ['/rankings?period=2022-12', 'querystring.scheme'],
    ['/rankings?scheme=XC-COUNTY&period=2022', 'querystring.period'],
    ['/units/XC-D29/score?period=2022-00', 'querystring.period'],
    [`/explanations?unit=XC-D29&${AT}`, 'querystring.node'],
    ['/wall/overview?period=now', 'querystring.period'],
  ])('%s is refused, naming %s', async (path, field) => {
    const { status, body } = await county.get<ApiErrorBody>(path.replace('BATCH', batch));
    expect(status).toBe(400);
    expect(faultsOf(ErrorSchema, body)).toEqual([]);
    expect(body.code).toBe(path.includes('2022-13') ? 'period.unreadable' : 'request.invalid');
    expect(body.message).toContain(field);
  });

  it.each(['/observations?period=9999-12', '/observations?period=0001', '/observations?asOf=0001-01-01T00:00:00Z'])(
    '%s, a date no store can hold, finds nothing',
    async (path) => {
      const { status, body } = await county.get<{ items: unknown[]; total: number }>(path);
      expect(status).toBe(200);
      expect(body).toMatchObject({ items: [], total: 0 });
    },
  );
});

describe('paging', () => {
  it.each([
    '/observations',
    '/observations?measure=formal-items',
    '/facts',
    '/facts?q=档案',
    '/records',
    '/sources/erms/runs',
  ])('%s: pages follow each other without gap or repeat, and past the end the total stays', async (path) => {
    const ask = (query: string) =>
      county.get<{ items: object[]; total: number; page: number; pageSize: number }>(
        `${path}${path.includes('?') ? '&' : '?'}${query}`,
      );
    const { body: whole } = await ask('pageSize=20');
    const { body: first } = await ask('pageSize=10&page=1');
    const { body: second } = await ask('pageSize=10&page=2');
    expect([...first.items, ...second.items]).toEqual(whole.items);
    expect(whole.total).toBeGreaterThan(0);
    const { status, body: beyond } = await ask('pageSize=10&page=100000');
    expect(status).toBe(200);
    expect(beyond).toMatchObject({ items: [], total: whole.total, page: 100_000, pageSize: 10 });
  });
});

describe('political wording', () => {
  it('is in no answer but those that show the articles and the records', async () => {
    const [{ body: facts }, { body: catalogue }] = await Promise.all([
      county.get<FactPage>('/facts?pageSize=500'),
      county.get<Catalogue>('/catalogue'),
    ]);
    const phrases = politicalPhrases(
      facts.items,
      catalogue.views.flatMap(({ groups }) => groups),
    );
    expect(phrases).toContain('两个维护');
    // Every route there is as its own example asks; and how those leaves came about that such a fact bears on.
    const reads = Object.entries<Route>(ROUTES).filter(
      ([key, { media }]) => key.startsWith('GET ') && media !== 'text/event-stream',
    );
    const concerned = facts.items.flatMap(({ political, uses }) => (political ? uses.indicators : []));
    const addresses = [
      ...reads.map(([key, { example }]) => addressOf(key as RouteName, example as object).url),
      ...READS.map(([path]) => `/api/v1${path.replace('BATCH', batch)}`),
      ...[...new Set(concerned.map(({ code }) => code))].flatMap((code) => [
        `/api/v1/explanations?unit=330624&node=${code}&${AT}`,
        `/api/v1/derivations?unit=330624&node=${code}&${AT}`,
      ]),
    ].filter((url) => !/^\/api\/v1\/(facts|records)\b/.test(url));
    expect(addresses.length).toBeGreaterThan(80);
    for (const url of addresses) {
      const { payload } = await county.app.inject({ url, headers: county.operator });
      expect(heldIn(payload, phrases), url).toEqual([]);
    }
  });
});

describe('writing', () => {
  it.each([
    ['POST', '/observations', { standing: 'reported', rows: [] }],
    ['POST', '/sources/erms/runs', undefined],
    ['DELETE', '/sources/erms/runs/current', undefined],
  ] as const)('%s %s wants somebody who is known', async (method, path, payload) => {
    for (const token of ['', 'wrong', 'operator-of-the-tesT']) {
      const { status, body } = await county.call<ApiErrorBody>(method, path, payload, token);
      expect(status).toBe(401);
      expect(faultsOf(ErrorSchema, body)).toEqual([]);
      expect(body.code).toBe('session.needed');
    }
  });

  it('a pull asked for answers with its run', async () => {
    const { status, body } = await county.call('POST', '/sources/erms/runs');
    expect(status).toBe(200);
    expect(faultsOf(PullRunSchema, body)).toEqual([]);
    expect(body).toMatchObject({ state: 'succeeded', stored: 0 });
    expect(await county.call('POST', '/sources/none/runs')).toMatchObject({ status: 404 });
  });

  it('a second pull is refused while one is under way; cancelled, it stops', async () => {
    let second: Promise<{ status: number; body: unknown }> | undefined;
    let cancelled: Promise<{ status: number }> | undefined;
    county.platform.onCall = async () => {
      second ??= county.call('POST', '/sources/erms/runs');
      await second;
      cancelled ??= county.call('DELETE', '/sources/erms/runs/current');
      await cancelled;
    };
    const { body } = await county.call('POST', '/sources/erms/runs');
    county.platform.onCall = () => undefined;
    expect(await second).toMatchObject({ status: 409, body: { code: 'run.under-way' } });
    expect((await cancelled)?.status).toBe(204);
    expect(body).toMatchObject({ state: 'cancelled' });
    expect(await county.call('DELETE', '/sources/erms/runs/current')).toMatchObject({ status: 404 });
  });
});

describe('the documentation', () => {
  interface OpenApi {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { security?: unknown[] }>>>>;
  }

  // Which right each of them needs, and that none is missing: api-rights.test.ts.
  it('lists the routes of the county, each for somebody who is known', async () => {
    const { body } = await county.get<OpenApi>('/openapi.json');
    const listed = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const asked = READS.map(([path]) => path.split('?')[0]!)
      .map((path) => path.replace(/\/schemes\/.+/, '/schemes/{code}').replace(/\/batches\/BATCH/, '/batches/{id}'))
      .map((path) => path.replace(/records\/0/, 'records/{record}').replace(/\/(sources|units)\/[^/]+/, '/$1/{code}'))
      .map((path) => path.replace(/^\/records\/.+/, '/records/{code}').replace(/\/facts\/.+/, '/facts/{id}'))
      .map((path) => `GET /api/v1${path}`);
    const writes = [
      'POST /api/v1/observations',
      'POST /api/v1/sources/{code}/runs',
      'DELETE /api/v1/sources/{code}/runs/current',
    ];
    const known = [...new Set([...asked, ...writes, 'GET /api/v1/events'])];
    expect(listed).toEqual(expect.arrayContaining(known));
    for (const route of known) {
      const [method = '', path = ''] = route.split(' ');
      expect(body.paths[path]?.[method.toLowerCase()]?.security, route).not.toEqual([]);
    }
  });
});

it('every answer, a refusal too, tells the browser to guess and leak nothing', async () => {
  const calls = [
    { url: '/api/v1/meta', headers: county.operator },
    { url: '/api/v1/meta' },
    { url: '/api/v1/units/nobody/score', headers: county.operator },
    { url: '/api/v1/nowhere', headers: county.operator },
    { url: '/healthz' },
    { url: '/wall' },
  ];
  for (const call of calls) {
    const { headers, statusCode } = await county.app.inject(call);
    expect([call.url, statusCode, headers]).toMatchObject([
      call.url,
      statusCode,
      {
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
      },
    ]);
  }
});
