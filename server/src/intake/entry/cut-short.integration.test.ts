import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Batch, ReportReceiptSchema, Scoring } from '@dangzhi/metrics/contract';
import type { Static } from 'typebox';
import { StoreError } from '../../base/errors.ts';
import { startTestService, type TestService } from '../../../testing/service.ts';
import { loadExample } from '../../../testing/worked-example.ts';
import { PATIENCE_MS } from '../../../testing/patience.ts';

// PostgreSQL has received a report and ClickHouse has no room for it: whoever sent it is told, and nothing stays half done.
let county: TestService;
beforeAll(async () => {
  county = await startTestService('2023-02-20T10:00:00+08:00');
  await loadExample(county.test.stores);
  await county.runtime.scorer.request(null);
});
afterAll(() => county.close());
afterEach(() => vi.restoreAllMocks());

const report = (value: string) =>
  county.call<Static<typeof ReportReceiptSchema>>('POST', '/observations', {
    standing: 'reported',
    rows: [{ unit: 'D1', measure: 'formal-items', period: '2022-12', value, reason: '月报' }],
  });
const lastBatch = () =>
  county.test.stores.postgres.db
    .selectFrom('batch')
    .select(['id', 'state'])
    .where('source', '=', 'operator')
    .orderBy('sequence', 'desc')
    .executeTakeFirstOrThrow();
const scoring = async (): Promise<Scoring> => (await county.get<Scoring>('/scoring')).body;

/** Of the tables that are named nothing is stored any more, or after it was: as of an insert that fails at its end. */
function withoutRoomFor(table: string, isStored: boolean): void {
  const { clickhouse } = county.test.stores;
  const insert = clickhouse.insert.bind(clickhouse);
  vi.spyOn(clickhouse, 'insert').mockImplementation(async (into, rows) => {
    if (into !== table || isStored) await insert(into, rows);
    if (into === table) throw new StoreError('ClickHouse', 'full', 'No space left on device');
  });
}

it.each([
  ['its raw record', 'source_record', false],
  ['its observations', 'observation', false],
  ['its observations, which are there all the same', 'observation', true],
] as const)('no room for %s: it is finished and scored by itself', async (_of, table, isStored) => {
  withoutRoomFor(table, isStored);
  const value = String(400 + Math.floor(performance.now()));
  expect(await report(value)).toMatchObject({
    status: 507,
    body: { code: 'disk.full', params: { place: 'ClickHouse' } },
  });
  const { id, state } = await lastBatch();
  expect(state).toBe('received');
  expect((await scoring()).batches).toBe(1);
  vi.restoreAllMocks();
  await vi.waitUntil(async () => (await scoring()).batches === 0, PATIENCE_MS);
  await county.runtime.scorer.idle();
  expect((await county.get<Batch>(`/batches/${id}`)).body).toMatchObject({ state: 'checked', scoring: 'done' });
  const { items } = (await county.get<{ items: object[] }>('/observations?unit=D1&measure=formal-items&period=2022-12'))
    .body;
  expect(items.filter((item) => (item as { batch: string }).batch === id)).toMatchObject([{ value, counts: true }]);
  // Nobody is told twice, and nothing is there twice.
  expect((await report(value)).body).toMatchObject({ batch: '', repeated: true });
});

it('what is said after it counts, also where it is what counted before', async () => {
  expect((await report('310')).body).toMatchObject({ stored: 1 });
  withoutRoomFor('observation', false);
  expect((await report('311')).status).toBe(507);
  vi.restoreAllMocks();
  const { body } = await report('310');
  expect(body).toMatchObject({ stored: 1, repeated: false });
  await vi.waitUntil(async () => (await scoring()).batches === 0, PATIENCE_MS);
  const { items } = (
    await county.get<{ items: { value: string; batch: string; counts: boolean }[] }>(
      '/observations?unit=D1&measure=formal-items&period=2022-12',
    )
  ).body;
  expect(items.find(({ counts }) => counts)).toMatchObject({ value: '310', batch: body.batch });
  expect(items.map(({ value }) => value)).toContain('311');
});
