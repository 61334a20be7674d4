import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoFigures } from '../demo/figures/figures.ts';
import { filingRecords } from '../demo/filing/records.ts';
import { buildUpstream } from './index.ts';
import { officialUnitNames } from './systems/unit-names.ts';

/** A record of the 电子文件统一管理平台. */
interface PlatformRecord {
  readonly jlid: string;
  readonly dwmc: string;
  readonly tjyf: string;
  readonly gxsj: string;
  readonly yjgds: number | null;
  readonly zsgds: number | null;
  readonly yjs: number | null;
  readonly zxzt: number | null;
}

// The 电子文件统一管理平台 alone, by its own switches; what all systems have in common is in their own test.
/** Its units from 2021-01 to 2022-12, seen in February 2023 when every one of them has filed. */
const UNTIL = '2022-12';
const TOKEN = 'test-token';
let now = new Date('2023-02-20T09:00:00+08:00');
let app: FastifyInstance;

interface ListBody {
  readonly bybs: number;
  readonly zbs: number;
  readonly jl: PlatformRecord[];
  readonly xyyb: string | null;
}

beforeEach(() => {
  now = new Date('2023-02-20T09:00:00+08:00');
  app = buildUpstream({ until: UNTIL, token: () => TOKEN, now: () => now });
});
afterEach(() => app.close());

const headers = { authorization: `Bearer ${TOKEN}` };
const get = (query: Record<string, string> = {}) => app.inject({ url: '/api/v1/gdtj', query, headers });
const setFaults = (payload: object) => app.inject({ method: 'PUT', url: '/_control/faults', headers, payload });
const change = (payload: object) => app.inject({ method: 'POST', url: '/_control/records', headers, payload });

/** Follows the cursor to the end. */
async function listAll(query: Record<string, string> = {}): Promise<{ records: PlatformRecord[]; pages: ListBody[] }> {
  const pages: ListBody[] = [];
  for (let cursor: string | null = null; pages.length < 100;) {
    const page: ListBody = (await get(cursor === null ? query : { ...query, yb: cursor })).json();
    pages.push(page);
    cursor = page.xyyb;
    if (cursor === null) break;
  }
  return { records: pages.flatMap(({ jl }) => jl), pages };
}

describe('the list', () => {
  test('gives every record once, oldest update first, whatever the page size', async () => {
    const filed = demoFigures('erms', UNTIL).filter(({ filedAt }) => filedAt <= '2023-02-20T09:00:00+08:00');
    const expected = new Set(filed.map(({ unit, period }) => `${unit} ${period}`)).size;
    expect(expected).toBeGreaterThan(filingRecords(UNTIL).length);
    for (const myts of ['97', '500', '5000']) {
      const { records, pages } = await listAll({ myts });
      expect(records).toHaveLength(expected);
      expect(new Set(records.map(({ jlid }) => jlid)).size).toBe(expected);
      expect(records.map(({ gxsj }) => gxsj)).toEqual(records.map(({ gxsj }) => gxsj).toSorted());
      for (const { bybs, jl, zbs } of pages) expect([bybs, zbs]).toEqual([jl.length, expected]);
    }
  });

  test('the 60 departments of 2022-12 add up to the published totals over the wire', async () => {
    const { records } = await listAll({ myts: '500' });
    const departments = records.filter(
      ({ tjyf, zxzt, dwmc }) => tjyf === '202212' && zxzt === 1 && officialUnitNames.codes[dwmc]?.startsWith('XC-D'),
    );
    expect(departments).toHaveLength(60);
    expect(departments.reduce((sum, { yjgds }) => sum + (yjgds ?? 0), 0)).toBe(207_124);
    expect(departments.reduce((sum, { zsgds }) => sum + (zsgds ?? 0), 0)).toBe(29_893);
  });

  test('since asks for what was updated at or after an instant, in any offset', async () => {
    const { records } = await listAll({ gxqs: '2022-12-31T16:00:00.000Z', myts: '5000' });
    expect(records.length).toBeGreaterThan(90);
    expect(records.every(({ gxsj }) => gxsj >= '2023-01-01T00:00:00+08:00')).toBe(true);
    const [first] = records;
    const again = await listAll({ gxqs: first?.gxsj ?? '', myts: '5000' });
    expect(again.records).toEqual(records);
  });

  test('a record is not there before it is filed', async () => {
    now = new Date('2023-01-10T09:00:00+08:00');
    const names = (await listAll({ myts: '5000' })).records.filter(({ tjyf }) => tjyf === '202212');
    const filed = demoFigures('erms', UNTIL).filter(({ filedAt }) => filedAt <= '2023-01-10T09:00:00+08:00');
    expect(names).toHaveLength(
      new Set(filed.filter(({ period }) => period === '2022-12').map(({ unit }) => unit)).size,
    );
    expect(names.map(({ dwmc }) => dwmc)).not.toContain('新昌县文学艺术界联合会');
  });

  test('units that are not online give their archiving plan and nothing else', async () => {
    const { records } = await listAll({ myts: '5000' });
    const offline = records.find(({ dwmc, tjyf }) => dwmc === '新昌县人民医院' && tjyf === '202212');
    expect(offline).toMatchObject({ zxzt: 0, yjgds: null, zsgds: null, jcs: null, tgs: null });
    expect(offline?.yjs).toBeGreaterThan(0);
  });

  test.each([
    [{ yb: 'nonsense' }, '游标无效'],
    [{ gxqs: 'yesterday' }, '更新起始时间无效'],
  ])('%o is refused', async (query, message) => {
    const answer = await get(query);
    expect([answer.statusCode, answer.json()]).toEqual([400, { dm: 400, xx: message }]);
  });

  test('a page size of 0 is refused', async () => {
    expect((await get({ myts: '0' })).statusCode).toBe(400);
  });
});

describe('the token', () => {
  test.each([
    ['GET', '/api/v1/gdtj'],
    ['PUT', '/_control/faults'],
    ['POST', '/_control/records'],
  ] as const)('%s %s asks for it', async (method, url) => {
    for (const authorization of [undefined, 'Bearer wrong', `Basic ${TOKEN}`]) {
      const answer = await app.inject({ method, url, ...(authorization ? { headers: { authorization } } : {}) });
      expect([answer.statusCode, answer.json()]).toEqual([401, { dm: 401, xx: '令牌无效' }]);
    }
  });
});

describe('faults', () => {
  test('are off, are set all at once, and are read back', async () => {
    await setFaults({ truncate: true });
    await setFaults({ slowMs: 5 });
    const read = await app.inject({ url: '/_control/faults', headers });
    expect(read.json()).toMatchObject({ slowMs: 5, truncate: false, failNext: 0, failStatus: 503, schema: null });
    expect((await setFaults({ unknown: true })).statusCode).toBe(400);
  });

  test('slowMs waits, and closing does not wait for it', async () => {
    await setFaults({ slowMs: 60 });
    const start = performance.now();
    await get({ myts: '1' });
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
    await setFaults({ slowMs: 60_000 });
    const pending = get({ myts: '1' }).catch(() => null);
    await app.close();
    await pending;
  });

  test('failNext fails so many answers, then none', async () => {
    await setFaults({ failNext: 2, failStatus: 500 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await get({ myts: '1' })).statusCode);
    expect(statuses).toEqual([500, 500, 200]);
  });

  test('truncate breaks the JSON off', async () => {
    await setFaults({ truncate: true });
    const answer = await get({ myts: '5' });
    expect(answer.statusCode).toBe(200);
    expect(() => JSON.parse(answer.body) as unknown).toThrow(SyntaxError);
  });

  test('shortPage has fewer records than it says', async () => {
    await setFaults({ shortPage: true });
    const page: ListBody = (await get({ myts: '10' })).json();
    expect([page.bybs, page.jl.length]).toEqual([10, 7]);
  });

  test('repeat gives every page twice and comes to an end', async () => {
    const once = await listAll({ myts: '500' });
    await setFaults({ repeat: true });
    const twice = await listAll({ myts: '500' });
    expect(twice.pages).toHaveLength(2 * once.pages.length);
    expect(twice.pages.map(({ jl }) => jl)).toEqual(once.pages.flatMap(({ jl }) => [jl, jl]));
  });

  test('reorder turns records round and loses none', async () => {
    const before = await listAll({ myts: '500' });
    await setFaults({ reorder: true });
    const after = await listAll({ myts: '500' });
    expect(after.pages.map(({ jl }) => jl)).toEqual(before.pages.map(({ jl }) => jl.toReversed()));
  });

  test('a renamed schema lacks a field, a retyped one has text for numbers', async () => {
    await setFaults({ schema: 'renamed' });
    const renamed: ListBody = (await get({ gxqs: '2023-01-01T00:00:00+08:00', myts: '1' })).json();
    expect(renamed.jl[0]).not.toHaveProperty('yjgds');
    expect(renamed.jl[0]).toHaveProperty('yjgdsl');
    await setFaults({ schema: 'retyped' });
    const retyped: ListBody = (await get({ gxqs: '2023-01-01T00:00:00+08:00', myts: '1' })).json();
    expect(retyped.jl[0]?.yjs).toMatch(/^\d+件$/);
  });

  test('badRecords come on top, on the first page only', async () => {
    const clean = await listAll({ myts: '500' });
    await setFaults({ badRecords: 4 });
    const { records, pages } = await listAll({ myts: '500' });
    const bad = records.filter(({ jlid }) => jlid.startsWith('bad-'));
    expect(records.filter((record) => !bad.includes(record))).toEqual(clean.records);
    expect(pages[0]?.bybs).toBe(504);
    expect(bad.map(({ dwmc, tjyf, yjgds }) => [dwmc, tjyf, yjgds])).toMatchObject([
      ['新昌县不存在局', expect.anything(), null],
      [expect.anything(), '202213', null],
      [expect.anything(), expect.anything(), '约二百件'],
      ['新昌县不存在局', expect.anything(), null],
    ]);
  });

  test('badRecords come even when nothing was updated', async () => {
    await setFaults({ badRecords: 1 });
    const page: ListBody = (await get({ gxqs: '2030-01-01T00:00:00+08:00' })).json();
    expect(page.jl.map(({ dwmc }) => dwmc)).toEqual(['新昌县不存在局']);
  });
});

describe('a changed record', () => {
  test('shows to whoever asks since the last pull, and to nobody as a second record', async () => {
    const before = await listAll({ myts: '5000' });
    const since = before.records.at(-1)?.gxsj ?? '';
    now = new Date('2023-02-20T09:30:00+08:00');
    const answer = await change({ dwmc: '新昌县财政局', tjyf: '202212', zsgds: 4321 });
    expect(answer.json()).toMatchObject({ zsgds: 4321, gxsj: '2023-02-20T09:30:00+08:00' });
    const news = (await listAll({ gxqs: since })).records.filter(({ gxsj }) => gxsj > since);
    expect(news).toEqual([answer.json()]);
    expect((await listAll({ myts: '5000' })).records).toHaveLength(before.records.length);
  });

  test('can be named by its id and lose a number', async () => {
    const [first] = (await get({ gxqs: '2023-01-01T00:00:00+08:00', myts: '1' })).json<ListBody>().jl;
    const answer = await change({ jlid: first?.jlid, yjs: null });
    expect(answer.json()).toMatchObject({ ...first, yjs: null, gxsj: '2023-02-20T09:00:00+08:00' });
  });

  test('must exist and keep to whole numbers', async () => {
    expect((await change({ jlid: 'nobody', yjs: 1 })).statusCode).toBe(404);
    expect((await change({ jlid: '202212001', yjs: '12' })).statusCode).toBe(400);
  });
});
