import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import {
  countValues,
  declareAt,
  readerOf,
  startPlatform,
  type PlatformRecord,
  type TestPlatform,
} from '../../../testing/platform.ts';
import { pullSource } from './pull.ts';
import { listQuarantined } from './queries.ts';

let test: TestStores;
let platform: TestPlatform;
let records: PlatformRecord[];
let clock = Date.parse('2023-03-20T10:00:00+08:00');
beforeAll(async () => {
  test = await openTestStores();
  platform = await startPlatform('2021-01');
  records = await platform.records();
});
afterAll(async () => {
  await platform.close();
  await test.drop();
});

const options = { now: (): Date => new Date((clock += 1000)), signal: new AbortController().signal };

it('a page stored just before a crash, but not yet checked, is checked by the next run and counts as new', async () => {
  const erms = await declareAt(test.stores, platform, { code: 'crashed', pageSize: 5000 });
  const { db } = test.stores.postgres;
  await pullSource(test.stores, erms, readerOf(erms), options);
  // The state a process leaves that dies after its observations are stored and before their batch says so.
  await db.updateTable('source').set({ cursor: null, since: null }).where('code', '=', erms.code).execute();
  await db.updateTable('batch').set({ state: 'received' }).where('source', '=', erms.code).execute();

  const { run, changedFrom } = await pullSource(test.stores, erms, readerOf(erms), options);

  expect(run.state).toBe('succeeded');
  const batches = await db.selectFrom('batch').selectAll().where('source', '=', erms.code).execute();
  expect(batches.map(({ state, observations }) => [state, observations])).toEqual([['checked', countValues(records)]]);
  // Nobody has scored them yet, for all this run can know.
  expect(changedFrom).toBe('2020-01');
});

it('a last page of one record of an unknown unit goes to quarantine, and the run succeeds', async () => {
  const last = records.at(-1)!;
  const known = records.filter(({ dwmc }) => dwmc !== last.dwmc);
  const erms = await declareAt(test.stores, platform, { code: 'one-left', pageSize: records.length - 1 });
  const { unit } = erms.mapping;
  if (!('codes' in unit)) throw new Error('the platform names its units');
  const codes = Object.fromEntries(Object.entries(unit.codes).filter(([name]) => name !== last.dwmc));
  const declaration: SourceDeclaration = { ...erms, mapping: { ...erms.mapping, unit: { ...unit, codes } } };

  const { run } = await pullSource(test.stores, declaration, readerOf(declaration), options);

  expect(run).toMatchObject({
    state: 'succeeded',
    pages: 2,
    quarantined: records.length - known.length,
    stored: countValues(known),
  });
  const { items } = await listQuarantined(test.stores.postgres, erms.code, 1, 10);
  expect(items[0]).toMatchObject({ reason: 'unknown-unit', payload: JSON.stringify(last) });
});
