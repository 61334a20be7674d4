import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type {
  Batch,
  DecidedValue,
  PendingValue,
  ReportReceiptSchema,
  Scoring,
  UnitScoreView,
} from '@dangzhi/metrics/contract';
import type { Static } from 'typebox';
import { StoreError } from '../../base/errors.ts';
import { findDue, noteFollowed } from '../../scores/runs/due.ts';
import { startTestService, type TestService } from '../../../testing/service.ts';
import { loadExample } from '../../../testing/worked-example.ts';
import { PATIENCE_MS } from '../../../testing/patience.ts';

// A report is answered when it is stored. Here the roll-up, the first a scoring asks for, is held back or fails.
let county: TestService;
beforeAll(async () => {
  county = await startTestService('2023-02-20T10:00:00+08:00');
  await loadExample(county.test.stores);
  const due = await findDue(county.test.stores, county.runtime.now());
  await county.runtime.scorer.request(null);
  await noteFollowed(county.test.stores, due);
});
afterAll(() => county.close());
afterEach(() => vi.restoreAllMocks());

type Receipt = Static<typeof ReportReceiptSchema>;
const report = (value: string, measure = 'formal-items', period = '2022-12') =>
  county.call<Receipt>('POST', '/observations', {
    standing: 'reported',
    rows: [{ unit: 'D1', measure, period, value, reason: '月报' }],
  });
const batchOf = async (id: string): Promise<Batch> => (await county.get<Batch>(`/batches/${id}`)).body;
const scoring = async (): Promise<Scoring> => (await county.get<Scoring>('/scoring')).body;
const numerator = async (period = '2022-12'): Promise<string | null | undefined> =>
  (await county.get<UnitScoreView>(`/units/D1/score?period=${period}`)).body.nodes.find(({ code }) => code === 'A1')
    ?.numerator;

/** What every roll-up waits for, or fails by. */
function beforeRollUp(wait: () => Promise<void>): void {
  const { clickhouse } = county.test.stores;
  const rows = clickhouse.rows.bind(clickhouse);
  vi.spyOn(clickhouse, 'rows').mockImplementation(async (query, params) => {
    if (query.includes('FROM plan_reach FINAL') && query.includes('summand')) await wait();
    return rows(query, params);
  });
}

it('it is answered before it is scored, and its batch says when that is done', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  beforeRollUp(() => held);
  const before = await numerator();
  const { status, body } = await report('431');
  expect([status, body]).toEqual([
    200,
    { batch: body.batch, stored: 1, pending: 0, repeated: false, scoring: 'waiting' },
  ]);
  // Stored: the observation is there, the score is not of it yet.
  expect(await batchOf(body.batch)).toMatchObject({ state: 'checked', observations: 1, scoring: 'waiting' });
  expect(await scoring()).toMatchObject({ underWay: true, batches: 1, since: expect.any(String) as unknown });
  expect(await numerator()).toBe(before);
  // Once `scored` is told, whoever reads is given the new score.
  const read = new Promise<string | null | undefined>((resolve) => {
    const end = county.runtime.events.subscribe(({ type }) => {
      if (type !== 'scored') return;
      end();
      resolve(numerator());
    });
  });
  release();
  expect(await read).toBe('431');
  await county.runtime.scorer.idle();
  expect((await batchOf(body.batch)).scoring).toBe('done');
  expect(await scoring()).toEqual({ underWay: false, batches: 0, since: null });
  expect((await report('431')).body).toMatchObject({ batch: '', repeated: true, scoring: 'none' });
});

it('so is the acceptance of a value that waited; what waits or is returned asks for no scoring', async () => {
  // A flow of the month that runs.
  expect((await report('2', 'defects', '2023-02')).body).toMatchObject({ stored: 0, pending: 1 });
  const waits = (await report('41', 'formal-items', '2023-02')).body;
  expect(waits).toMatchObject({ stored: 0, pending: 1, scoring: 'none' });
  expect((await batchOf(waits.batch)).scoring).toBe('none');
  const { items } = (await county.get<{ items: PendingValue[] }>('/pending-values?state=pending')).body;
  const decide = (id: number, accept: boolean) =>
    county.call<DecidedValue>('POST', `/pending-values/${id}/decision`, { accept, reason: '已核' });
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  beforeRollUp(() => held);
  const { body } = await decide(items[0]!.id, true);
  expect(body).toMatchObject({ state: 'accepted', counting: '41', scoring: 'waiting' });
  expect((await batchOf(body.countsBy!)).scoring).toBe('waiting');
  release();
  await county.runtime.scorer.idle();
  expect((await batchOf(body.countsBy!)).scoring).toBe('done');
  vi.restoreAllMocks();
  expect((await decide(items[1]!.id, false)).body).toMatchObject({
    state: 'returned',
    countsBy: null,
    scoring: 'none',
  });
});

it('what a scoring could not score is scored by the next start', async () => {
  beforeRollUp(() => Promise.reject(new StoreError('ClickHouse', 'unavailable', 'gone')));
  const { body } = await report('77');
  expect(body).toMatchObject({ stored: 1, scoring: 'waiting' });
  await vi.waitUntil(() => county.failures.length > 0, PATIENCE_MS);
  expect(county.failures).toEqual([expect.stringContaining('ClickHouse: gone')]);
  await county.runtime.scorer.stop();
  expect((await batchOf(body.batch)).scoring).toBe('waiting');
  vi.restoreAllMocks();
  // What a start does, on the same stores.
  expect((await findDue(county.test.stores, county.runtime.now())).from).toBe('2022-12');
});
