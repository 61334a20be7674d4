import Fastify from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { listObservations } from '../../observations/queries.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import {
  codeOf,
  countValues,
  declareAt,
  readerOf,
  startPlatform,
  TOKEN_NAME,
  type PlatformRecord,
  type TestPlatform,
} from '../../../testing/platform.ts';
import { pullSource } from './pull.ts';
import { declareSources, findPosition, listQuarantined } from './queries.ts';

// The county's 95 units over three months, 2021-01 to 2021-03, with the quarters and the year that ended by then, on
// the simulated platform: four to five hundred records in pages of 100. Every test declares a source of its own code.
let test: TestStores;
let platform: TestPlatform;
let records: PlatformRecord[];
let clock = Date.parse('2023-03-20T10:00:00+08:00');
let sources = 0;

beforeAll(async () => {
  test = await openTestStores();
});
afterAll(() => test.drop());
beforeEach(async () => {
  platform = await startPlatform('2021-03');
  records = await platform.records();
});
afterEach(() => platform.close());

/** A clock on which no two readings are the same. */
const now = (): Date => new Date((clock += 1000));
/** Both clocks: what a platform says of a day that is not yet here is not believed. */
const goTo = (instant: string): void => {
  platform.now = new Date(instant);
  clock = Math.max(clock, platform.now.getTime());
};

const declare = (changes: Partial<SourceDeclaration> & { pageSize?: number } = {}) =>
  declareAt(test.stores, platform, { code: `erms-${(sources += 1)}`, ...changes });

const pull = (declaration: SourceDeclaration, reader = readerOf(declaration), signal = new AbortController().signal) =>
  pullSource(test.stores, declaration, reader, { now, signal });

/** Cells of a source: how many there are, and how many observations by identity. */
async function countStored(source: string): Promise<{ cells: number; observations: number }> {
  const [counted] = await test.stores.clickhouse.rows<{ cells: number; observations: number }>(
    `SELECT toUInt32(uniqExact(measure, unit, period)) AS cells, toUInt32(uniqExact(batch, row)) AS observations
     FROM observation WHERE source = {source:String}`,
    { source },
  );
  return counted!;
}

const current = async (unit: string, measure: string, period: string, source: string) => {
  const { items } = await listObservations(test.stores, {
    units: [unit],
    measures: [measure],
    from: `${period}-01`,
    to: `${period}-01`,
    asOf: now(),
    page: 1,
    pageSize: 500,
  });
  return items.filter((item) => item.source === source);
};

describe('a pull', () => {
  it('stores every value that is there, and says what it did', async () => {
    const erms = await declare();
    const { run, changedFrom } = await pull(erms);
    const values = countValues(records);
    expect(run).toMatchObject({
      state: 'succeeded',
      error: null,
      seen: records.length,
      stored: values,
      unchanged: 0,
      quarantined: 0,
      pages: Math.ceil(records.length / 100),
      retries: 0,
    });
    // The first figures are of the year 2020.
    expect(changedFrom).toBe('2020-01');
    expect(await countStored(erms.code)).toEqual({ cells: values, observations: values });
  });

  it('repeated stores nothing and asks only for what changed since', async () => {
    const erms = await declare();
    await pull(erms);
    const latest = records
      .map(({ gxsj }) => gxsj)
      .sort()
      .at(-1)!;
    platform.calls.splice(0);

    const { run, changedFrom } = await pull(erms);

    expect(run).toMatchObject({ state: 'succeeded', stored: 0, quarantined: 0, pages: 1 });
    // At or after the latest change: the records of that very second come once more, unchanged.
    expect(run.seen).toBe(records.filter(({ gxsj }) => gxsj === latest).length);
    expect(run.unchanged).toBe(countValues(records.filter(({ gxsj }) => gxsj === latest)));
    expect(changedFrom).toBeNull();
    expect(platform.calls).toEqual([{ myts: '100', gxqs: latest }]);
  });

  it('stores a record changed upstream as a new observation, and the old one stays', async () => {
    const erms = await declare();
    await pull(erms);
    const before = records.find(({ sjs, tjyf }) => sjs !== null && tjyf === '202102')!;
    const unit = codeOf(erms, before.dwmc)!;
    goTo('2023-03-21T09:00:00+08:00');
    await platform.change({ dwmc: before.dwmc, tjyf: before.tjyf, sjs: before.sjs! + 7 });

    const { run, changedFrom } = await pull(erms);

    expect(run.stored).toBe(1);
    expect(changedFrom).toBe('2021-02');
    const told = await current(unit, 'archived-items', '2021-02', erms.code);
    expect(told.map(({ value, counts, conflicts }) => [value, counts, conflicts])).toEqual([
      [String(before.sjs! + 7), true, false],
      [String(before.sjs), false, true],
    ]);
  });

  it('stores a value that goes back to what it was', async () => {
    const erms = await declare();
    await pull(erms);
    const before = records.find(({ zsgds }) => zsgds !== null)!;
    for (const [day, zsgds] of [
      ['21', before.zsgds! + 1],
      ['22', before.zsgds!],
    ] as const) {
      goTo(`2023-03-${day}T09:00:00+08:00`);
      await platform.change({ dwmc: before.dwmc, tjyf: before.tjyf, zsgds });
      expect((await pull(erms)).run.stored).toBe(1);
    }
    const period = `${before.tjyf.slice(0, 4)}-${before.tjyf.slice(4)}`;
    const told = await current(codeOf(erms, before.dwmc)!, 'formal-items', period, erms.code);
    expect(told).toHaveLength(3);
    expect(told[0]).toMatchObject({ counts: true, value: String(before.zsgds) });
  });

  it('finds nothing changed in records that stand in another order', async () => {
    const erms = await declare();
    await platform.setFaults({ reorder: true });
    expect((await pull(erms)).run).toMatchObject({ state: 'succeeded', stored: countValues(records) });
    expect((await findPosition(test.stores.postgres, erms.code)).since).toBe(
      records
        .map(({ gxsj }) => gxsj)
        .sort()
        .at(-1),
    );
  });

  it('stores pages that come twice once', async () => {
    const erms = await declare();
    await platform.setFaults({ repeat: true });
    const { run } = await pull(erms);
    const values = countValues(records);
    expect(run).toMatchObject({ state: 'succeeded', seen: records.length * 2, stored: values, unchanged: values });
    expect(await countStored(erms.code)).toEqual({ cells: values, observations: values });
  });
});

describe('records that do not fit', () => {
  it('are kept whole with the reason, and everything else is stored', async () => {
    const erms = await declare();
    await platform.setFaults({ badRecords: 3 });
    const { run } = await pull(erms);
    expect(run).toMatchObject({ state: 'succeeded', quarantined: 3, stored: countValues(records) });
    const { items, total } = await listQuarantined(test.stores.postgres, erms.code, 1, 10);
    expect(total).toBe(3);
    const kept = items.map(({ reason, payload }) => [reason, JSON.parse(payload) as PlatformRecord] as const);
    expect(Object.fromEntries(kept.map(([reason, { jlid }]) => [reason, jlid]))).toEqual({
      'unknown-unit': 'bad-1',
      'unknown-period': 'bad-2',
      'bad-number': 'bad-3',
    });
    expect(kept.find(([reason]) => reason === 'unknown-unit')?.[1].dwmc).toBe('新昌县不存在局');
    expect(items.find(({ reason }) => reason === 'bad-number')?.message).toContain('约二百件');
  });

  it('are kept once, however often they come', async () => {
    const erms = await declare();
    await platform.setFaults({ badRecords: 3, repeat: true });
    await pull(erms);
    await test.stores.postgres.db.updateTable('source').set({ since: null }).where('code', '=', erms.code).execute();
    expect((await pull(erms)).run.quarantined).toBe(3);
    expect((await listQuarantined(test.stores.postgres, erms.code, 1, 10)).total).toBe(3);
  });

  it.each([
    ['a field that got another name', 'renamed', 'missing-field', 'yjgds'],
    ['numbers that became text', 'retyped', 'bad-number', '件'],
  ])('%s stops the run and loses nothing', async (_case, schema, reason, named) => {
    const erms = await declare();
    await platform.setFaults({ schema });
    const { run } = await pull(erms);
    expect(run).toMatchObject({ state: 'failed', stored: 0, quarantined: 100, pages: 0 });
    expect(run.error).toContain('schema may have changed');
    expect(run.error).toContain(named);
    const { items, total } = await listQuarantined(test.stores.postgres, erms.code, 1, 1);
    expect(total).toBe(100);
    expect(items[0]?.reason).toBe(reason);
    // The cursor did not move past what was not understood.
    expect(await findPosition(test.stores.postgres, erms.code)).toEqual({ cursor: null, since: null });

    await platform.setFaults({});
    expect((await pull(erms)).run).toMatchObject({ state: 'succeeded', stored: countValues(records) });
  });
});

it('a value that goes back is news, also from a source that tells no time of change', async () => {
  let figure = 1;
  const list = Fastify();
  list.get('/list', () => ({ list: [{ id: 'a', unit: 'the unit', month: '2022-12', figure }], count: 1 }));
  const declaration: SourceDeclaration = {
    code: 'timeless',
    name: { zh: '无时间', en: 'Timeless' },
    simulated: false,
    address: await list.listen({ port: 0, host: '127.0.0.1' }),
    path: '/list',
    auth: { kind: 'bearer', tokenName: TOKEN_NAME },
    paging: { kind: 'none', recordsField: 'list', countField: 'count' },
    mapping: {
      id: 'id',
      unit: { field: 'unit', codes: { 'the unit': 'XC-D29' } },
      period: { field: 'month', format: 'YYYY-MM', grain: 'month' },
      values: { kind: 'wide', fields: [{ field: 'figure', measure: 'due-items' }] },
    },
    schedule: '0 3 * * *',
    timeoutMs: 5000,
    attempts: 1,
  };
  await declareSources(test.stores.postgres, [declaration]);
  for (figure of [1, 2, 1, 2, 2]) {
    expect((await pull(declaration)).run.state).toBe('succeeded');
    const counting = (await current('XC-D29', 'due-items', '2022-12', 'timeless')).find(({ counts }) => counts);
    expect(counting?.value).toBe(String(figure));
  }
  await list.close();
  expect(await countStored('timeless')).toEqual({ cells: 1, observations: 4 });
});
