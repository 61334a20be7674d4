import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPublishedCounty } from '../../../testing/published-county.ts';
import type { TestService } from '../../../testing/service.ts';
import { areRunsHeld, holdRuns, releaseRuns } from './held-runs.ts';
import { PATIENCE_MS } from '../../../testing/patience.ts';

let service: TestService;
beforeAll(async () => {
  service = await startPublishedCounty();
});
afterAll(() => service.close());

const report = (value: string) =>
  service.call('POST', '/observations', {
    standing: 'reported',
    rows: [{ unit: 'XC-D29', measure: 'formal-items', period: '2022-12', value, reason: '测试' }],
  });

/** Runs with rows in ClickHouse that no pointer names. */
async function superseded(): Promise<number> {
  const { clickhouse, postgres } = service.test.stores;
  const live = await postgres.db.selectFrom('live_run').select('run').execute();
  const stored = await clickhouse.rows<{ run: number }>('SELECT DISTINCT run FROM score');
  return stored.filter(({ run }) => !live.some((one) => one.run === run)).length;
}

it('while somebody reads runs none goes, and afterwards those that were replaced do', async () => {
  const { postgres } = service.test.stores;
  const first = await holdRuns(postgres);
  const second = await holdRuns(postgres);
  await report('101');
  await report('102');
  await report('103');
  await service.runtime.scorer.idle();
  expect(await superseded()).toBeGreaterThan(1);
  await releaseRuns(postgres, first);
  expect(await areRunsHeld(postgres)).toBe(true);
  await releaseRuns(postgres, second);
  expect(await areRunsHeld(postgres)).toBe(false);
  await report('104');
  await report('105');
  await service.runtime.scorer.idle();
  // Those of the last scoring stay until the next one.
  const { changed } = await service.runtime.scorer.request(null);
  await service.runtime.scorer.idle();
  expect(changed).toEqual([]);
  // Nobody waits for the deletion.
  await expect.poll(superseded, { timeout: PATIENCE_MS }).toBe(0);
});

it('a reader that died holds them for ten minutes', async () => {
  const { db } = service.test.stores.postgres;
  const hold = await holdRuns(service.test.stores.postgres);
  clearInterval(hold!.timer);
  await db.updateTable('progress').set({ mark: '2022-01-01 00:00:00+00' }).where('mark', '>', '2026').execute();
  expect(await areRunsHeld(service.test.stores.postgres)).toBe(false);
});
