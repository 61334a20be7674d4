import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { refuse, StoreError } from '../../base/errors.ts';
import { createWriteGate } from '../../base/write-gate.ts';
import type { Stores } from '../../stores/index.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import type { LiveResult } from './live-run.ts';
import { createScorer, type Scorer } from './scorer.ts';
import { listSupersededRuns } from './stored-runs.ts';
import { loadExample } from '../../../testing/worked-example.ts';
import { PATIENCE_MS } from '../../../testing/patience.ts';

// The worked example's three departments; the store can be made to fail, as if it went away for a while.
let test: TestStores;
let isDown = false;
let scored: LiveResult[] = [];
let told: (readonly string[])[] = [];
const failures: string[] = [];
let scorer: Scorer;
beforeAll(async () => {
  test = await openTestStores();
  await loadExample(test.stores);
  const { clickhouse } = test.stores;
  const stores: Stores = {
    ...test.stores,
    clickhouse: {
      ...clickhouse,
      rows: async (query, params) => {
        if (isDown) throw new StoreError('ClickHouse', 'unavailable', 'gone');
        return clickhouse.rows(query, params);
      },
    },
  };
  scorer = createScorer(
    stores,
    (result) => void scored.push(result),
    () => new Date('2023-01-31T00:00:00+08:00'),
    async (_, batches) => void told.push(batches),
    { onFailure: (message) => void failures.push(message), firstWaitMs: 1 },
  );
});
afterAll(() => test.drop());

const months = ({ changed }: LiveResult): string[] => changed.map(({ period }) => period).sort();

it('what a scoring that failed owed is done by the next, whatever month that asks for', async () => {
  isDown = true;
  await expect(scorer.request(null)).rejects.toThrow('ClickHouse: gone');
  await expect(scorer.request('2022-12', ['of December'])).rejects.toThrow('ClickHouse: gone');
  isDown = false;
  expect(months(await scorer.request('2023-01', ['of January']))).toEqual(['2022-10', '2022-11', '2022-12', '2023-01']);
  await scorer.idle();
  expect(told).toEqual([['of December', 'of January']]);
});

it('what is owed can be caught up with; when nothing is, nothing is done', async () => {
  const { db } = test.stores.postgres;
  isDown = true;
  await expect(scorer.request('2022-11')).rejects.toThrow('gone');
  isDown = false;
  await db.deleteFrom('live_run').where('period', '=', '2022-11').execute();
  scored = [];
  await scorer.catchUp();
  expect(scored.map(months)).toEqual([['2022-11']]);

  await db.deleteFrom('live_run').where('period', '=', '2022-11').execute();
  scored = [];
  await scorer.catchUp();
  expect(scored).toEqual([]);
  expect(months(await scorer.request('2022-11'))).toEqual(['2022-11']);
});

it('requests that come while one is under way are gathered into the next', async () => {
  const { db } = test.stores.postgres;
  await scorer.idle();
  const first = scorer.request('2023-01');
  // Taken up by the time the second is asked for.
  await new Promise((resolve) => setImmediate(resolve));
  told = [];
  const second = scorer.request('2022-12', ['second']);
  const third = scorer.request('2022-10', ['third']);
  expect(third).toBe(second);
  expect(second).not.toBe(first);
  await first;
  await db.deleteFrom('live_run').where('period', '<=', '2022-11').execute();
  expect(months(await third)).toEqual(['2022-10', '2022-11']);
  await scorer.idle();
  expect(told).toEqual([[], ['second', 'third']]);
});

it('what nobody waits for is told of when it fails, and tried again until it is scored', async () => {
  await scorer.idle();
  [scored, told] = [[], []];
  isDown = true;
  scorer.ask('2022-12', ['reported']);
  scorer.ask('2022-11', ['also reported']);
  await vi.waitUntil(() => failures.length > 2, PATIENCE_MS);
  expect(failures.every((message) => message.includes('ClickHouse: gone'))).toBe(true);
  expect(scorer.isBusy()).toBe(true);
  await test.stores.postgres.db.deleteFrom('live_run').where('period', '=', '2022-11').execute();
  isDown = false;
  await vi.waitUntil(() => !scorer.isBusy(), PATIENCE_MS);
  expect(scored.map(months)).toEqual([['2022-11']]);
  expect(told).toEqual([['reported', 'also reported']]);
});

it('where nothing may be stored nothing is scored and nothing taken away, and afterwards it is', async () => {
  await scorer.idle();
  const { stores } = test;
  let mayStore = Infinity;
  const gate = createWriteGate();
  gate.add(() => ((mayStore -= 1) >= 0 ? null : refuse('disk.full', { place: 'DATA_DIR', freeMib: 1, neededMib: 2 })));
  const now = () => new Date('2023-01-31T00:00:00+08:00');
  const gated = createScorer(stores, () => undefined, now, undefined, { gate });
  const superseded = async () => (await listSupersededRuns(stores)).length;
  await stores.postgres.db.deleteFrom('live_run').where('period', '=', '2022-12').execute();
  expect(await superseded()).toBeGreaterThan(0);
  mayStore = 0;
  await expect(gated.request('2022-12')).rejects.toMatchObject({ code: 'disk.full' });
  // For the scoring, and not for what follows it.
  mayStore = 1;
  expect(months(await gated.request('2022-12'))).toEqual(['2022-12']);
  await gated.idle();
  expect(await superseded()).toBeGreaterThan(0);
  mayStore = Infinity;
  await gated.request('2022-12');
  await gated.idle();
  expect(await superseded()).toBe(0);
  await gated.stop();
});

it('however long nothing may be stored, it is told once, and scored as soon as it may', async () => {
  let [asked, isFull] = [0, true];
  const gate = createWriteGate();
  gate.add(() => {
    asked += 1;
    return isFull ? refuse('disk.full', { place: 'DATA_DIR', freeMib: 1, neededMib: 2 }) : null;
  });
  const told: string[] = [];
  const now = () => new Date('2023-01-31T00:00:00+08:00');
  const onFailure = (message: string): void => void told.push(message);
  const gated = createScorer(test.stores, () => undefined, now, undefined, { gate, onFailure, firstWaitMs: 1 });
  gated.ask('2022-12', []);
  await vi.waitUntil(() => asked > 3, PATIENCE_MS);
  expect(told).toEqual([expect.stringContaining('nothing new is taken')]);
  isFull = false;
  await vi.waitUntil(() => !gated.isBusy(), PATIENCE_MS);
  await gated.stop();
});

it('stopped, it scores nothing more and says so', async () => {
  await scorer.stop();
  await expect(scorer.request('2022-12')).rejects.toMatchObject({ code: 'server.stopping' });
});
