import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadExample } from '../../../testing/worked-example.ts';
import { startTestService, type TestService } from '../../../testing/service.ts';
import { isUnfinished, storeBatch, type IncomingBatch } from '../../observations/batches.ts';
import { findDue, hasResult, noteFollowed } from './due.ts';

// What a start has to score, on the worked example: the calendar stands at the last of January.
let service: TestService;
beforeAll(async () => {
  service = await startTestService('2023-01-31T08:00:00+08:00');
  await loadExample(service.test.stores);
});
afterAll(() => service.close());

const AT = '2023-01-31T12:00:00+08:00';
const due = (instant = AT) => findDue(service.test.stores, new Date(instant));
const batch = (value: string, period: string): IncomingBatch => ({
  source: 'example',
  standing: 'pulled',
  origin: 'test',
  status: null,
  recordedAt: new Date('2023-01-31T09:00:00+08:00'),
  recordedBy: 'test',
  run: null,
  rows: [{ unit: 'D1', measure: 'formal-items', period, value, missing: null, reason: null, record: 0 }],
  records: [value],
});

it('everything at the first start, nothing at the second', async () => {
  const first = await due();
  expect(first).toEqual({ from: null, day: '2023-01-31' });
  await service.runtime.scorer.request(null);
  // Cut short before it was noted: once more.
  expect((await due()).from).toBeNull();
  expect(await hasResult(service.test.stores)).toBe(false);
  await noteFollowed(service.test.stores, first);
  expect(await hasResult(service.test.stores)).toBe(true);
  expect((await due()).from).toBeUndefined();
});

it('what was stored and not scored, from its first month on, until a scoring has covered it', async () => {
  const { stores } = service.test;
  await storeBatch(stores, batch('11', '2022-12'));
  await storeBatch(stores, batch('12', '2022-11'));
  expect((await due()).from).toBe('2022-11');
  await service.runtime.scorer.request('2022-12');
  expect((await due()).from).toBe('2022-11');
  await service.runtime.scorer.request('2022-11');
  expect((await due()).from).toBeUndefined();
});

it('a batch that was cut off stays owed until it is here in full and scored', async () => {
  const { stores } = service.test;
  const cut = batch('13', '2022-12');
  const away = { ...stores.clickhouse, insert: () => Promise.reject(new Error('away')) };
  await expect(storeBatch({ ...stores, clickhouse: away }, cut)).rejects.toThrow('away');
  expect(await isUnfinished(stores, cut)).toBe(true);
  await service.runtime.scorer.request(null);
  expect((await due()).from).toBe('2022-12');
  await storeBatch(stores, cut);
  await service.runtime.scorer.request('2022-12');
  expect((await due()).from).toBeUndefined();
});

it('of a later day the months in which something may have become overdue, and none that can have', async () => {
  const { from } = await due('2023-02-20T12:00:00+08:00');
  expect(from).toBe('2021-12');
  // After a pause of months the earlier ones are shown while those since are scored.
  const later = await due('2023-06-20T12:00:00+08:00');
  expect(later.from).toBe(from);
  expect(await hasResult(service.test.stores)).toBe(true);
  service.setNow('2023-06-20T12:00:00+08:00');
  const { changed } = await service.runtime.scorer.request(later.from!);
  expect(changed.map(({ period }) => period)).toContain('2023-06');
  await noteFollowed(service.test.stores, later);
  expect((await due('2023-06-20T23:00:00+08:00')).from).toBeUndefined();
});

it('everything where a version is in force that no result is of', async () => {
  const { db } = service.test.stores.postgres;
  await db.updateTable('score_run').set({ engine_version: 0 }).where('period', '=', '2022-11').execute();
  expect((await due('2023-06-20T12:00:00+08:00')).from).toBeNull();
  expect(await hasResult(service.test.stores)).toBe(false);
});
