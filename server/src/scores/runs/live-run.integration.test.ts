import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeBatch } from '../../observations/batches.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { scoreLive } from './live-run.ts';
import { createScorer } from './scorer.ts';
import { loadExample } from '../../../testing/worked-example.ts';

// The live result follows the observations and nothing else.
let test: TestStores;
const now = new Date('2023-01-31T00:00:00+08:00');
const score = () => scoreLive(test.stores, null, '2022-12', now);

beforeAll(async () => {
  test = await openTestStores();
  await loadExample(test.stores);
});
afterAll(() => test.drop());

it('scores every month once, and again only what changed', async () => {
  expect((await score()).changed.map(({ period }) => period)).toEqual(['2022-10', '2022-11', '2022-12']);
  expect((await score()).changed).toEqual([]);
});

it('sees one changed value although it counts twice, for its unit and rolled up', async () => {
  await storeBatch(test.stores, {
    source: 'example',
    standing: 'inspected',
    origin: 'test',
    status: null,
    recordedAt: new Date('2023-01-20T00:00:00+08:00'),
    recordedBy: 'test',
    run: null,
    rows: [
      { measure: 'formal-items', unit: 'D2', period: '2022-12', value: '61', missing: null, reason: '核查', record: 0 },
    ],
    records: ['{}'],
  });
  expect((await score()).changed.map(({ period }) => period)).toEqual(['2022-12']);
});

it('keeps one run a scheme and month; what it replaced goes one scoring later', async () => {
  const { db } = test.stores.postgres;
  const countRuns = async () => (await db.selectFrom('score_run').select('id').execute()).length;
  // Three months, and the run of December that the correction above replaced.
  expect(await countRuns()).toBe(4);
  const scorer = createScorer(
    test.stores,
    () => undefined,
    () => now,
  );
  await scorer.request(null);
  await scorer.idle();
  // October to January, the month the clock stands in.
  expect(await countRuns()).toBe(4);
  const live = await db.selectFrom('live_run').select('run').execute();
  const rows = await test.stores.clickhouse.rows<{ run: number }>('SELECT DISTINCT run FROM score');
  expect(rows.map(({ run }) => run).sort()).toEqual(live.map(({ run }) => run).sort());
});
