import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { startPublishedCounty } from '../../../testing/published-county.ts';
import {
  codeOf,
  declareAt,
  readerOf,
  startPlatform,
  type PlatformRecord,
  type TestPlatform,
} from '../../../testing/platform.ts';
import type { TestService } from '../../../testing/service.ts';
import { listPending } from '../../observations/pending.ts';
import { listCounting } from '../../observations/queries.ts';
import { pullSource } from './pull.ts';
import { listQuarantined } from './queries.ts';

// A system may get as much wrong as a person. The simulated platform tells half a year of 2021; then one record changes.
let county: TestService;
let platform: TestPlatform;
let erms: SourceDeclaration;
let record: PlatformRecord;
let clock = Date.parse('2023-03-20T10:00:00+08:00');
const now = (): Date => new Date((clock += 1000));

beforeAll(async () => {
  county = await startPublishedCounty();
  platform = await startPlatform('2021-06');
  erms = await declareAt(county.test.stores, platform, { code: 'erms-guards' });
  await pull();
  // A unit that has told its figures since March.
  const records = await platform.records();
  const since = new Set(
    records.flatMap(({ dwmc, tjyf, yjgds }) => (tjyf === '202103' && yjgds !== null ? [dwmc] : [])),
  );
  record = records.find(({ dwmc, tjyf, yjgds }) => tjyf === '202106' && since.has(dwmc) && (yjgds ?? 0) > 100)!;
});
afterAll(async () => {
  await platform.close();
  await county.close();
});

const pull = async () => {
  const { run } = await pullSource(county.test.stores, erms, readerOf(erms), {
    now,
    signal: new AbortController().signal,
  });
  return run;
};
const change = async (fields: Partial<PlatformRecord>): Promise<void> => {
  platform.now = new Date(clock + 60_000);
  clock += 120_000;
  await platform.change({ dwmc: record.dwmc, tjyf: record.tjyf, ...fields });
};
const counting = async (measure: string): Promise<string | null | undefined> => {
  const [from, to] = ['2021-06-01', '2021-06-01'];
  const unit = codeOf(erms, record.dwmc) ?? '';
  const asked = { units: [unit], measures: [measure], from, to, asOf: now() };
  return (await listCounting(county.test.stores.clickhouse, asked))[0]?.value;
};
const waiting = async () =>
  (await listPending(county.test.stores.postgres, { units: null, state: 'pending', page: 1, pageSize: 9 })).items;
const quarantined = async () =>
  (await listQuarantined(county.test.stores.postgres, erms.code, 1, 9)).items.map(({ reason, message }) => [
    reason,
    message,
  ]);

it('figures as they come break nothing', async () => {
  expect(await waiting()).toEqual([]);
  expect(await quarantined()).toEqual([]);
  expect(await counting('prearchived-items')).toBe(String(record.yjgds));
});

it('what cannot be true goes into quarantine with its record, and what counted goes on counting', async () => {
  await change({ zsgds: -5 });
  expect(await pull()).toMatchObject({ state: 'succeeded', stored: 0, quarantined: 1 });
  expect(await quarantined()).toEqual([['impossible-value', 'formal-items is -5, which is negative']]);
  expect(await counting('formal-items')).toBe(String(record.zsgds));
  await change({ zsgds: record.zsgds });
  expect(await pull()).toMatchObject({ stored: 0, quarantined: 0 });
});

it('a part above its whole waits, for the whole may come with the next page', async () => {
  const more = record.yjgds! + 1;
  await change({ zsgds: more });
  expect(await pull()).toMatchObject({ stored: 0, quarantined: 0 });
  expect(await waiting()).toMatchObject([
    { value: String(more), breaks: [{ guard: 'part', whole: 'prearchived-items', wholeValue: String(record.yjgds) }] },
  ]);
  expect(await counting('formal-items')).toBe(String(record.zsgds));
  const { id } = (await waiting())[0]!;
  const decide = () => {
    county.setNow(now().toISOString());
    const body = { accept: true, reason: '已核' };
    return county.call<{ code: string }>('POST', `/pending-values/${id}/decision`, body);
  };
  expect((await decide()).body.code).toBe('report.refused');
  await change({ yjgds: more });
  await pull();
  expect((await decide()).status).toBe(200);
  expect(await counting('formal-items')).toBe(String(more));
  await change({ yjgds: more, zsgds: record.zsgds });
  await pull();
  await change({ yjgds: record.yjgds });
  await pull();
  expect([await counting('formal-items'), await counting('prearchived-items')]).toEqual([
    String(record.zsgds),
    String(record.yjgds),
  ]);
});

it('a jump waits once, however often it is told', async () => {
  const jump = record.yjgds! * 1000;
  await change({ yjgds: jump });
  expect(await pull()).toMatchObject({ stored: 0, quarantined: 0 });
  expect(await waiting()).toMatchObject([
    { measure: 'prearchived-items', value: String(jump), standing: 'demo', breaks: [{ guard: 'jump' }] },
  ]);
  await pull();
  expect(await waiting()).toHaveLength(1);
  expect(await counting('prearchived-items')).toBe(String(record.yjgds));
  // What counts again takes its place.
  await change({ yjgds: record.yjgds! + 1 });
  expect(await pull()).toMatchObject({ stored: 1 });
  expect(await waiting()).toEqual([]);
});
