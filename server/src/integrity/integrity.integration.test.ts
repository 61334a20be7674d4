import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ApiErrorBody, IntegrityStatus, Ranking } from '@dangzhi/metrics/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { trailOf } from '../../testing/accounts.ts';
import { startTestService, type TestService } from '../../testing/service.ts';
import { loadExample } from '../../testing/worked-example.ts';
import { storeBatch, type IncomingBatch } from '../observations/batches.ts';
import { checkStored } from '../runtime/start.ts';
import { checkAtStart } from './check.ts';

// Rows and files that were stored and are gone: on both engines, taken away by statements, one after the other from the same
// stores. What happens to files of the embedded engines themselves is in damage.test.ts.
let service: TestService;
beforeAll(async () => {
  service = await startTestService('2023-02-20T10:00:00+08:00');
  await loadExample(service.test.stores);
  await service.runtime.scorer.request(null);
});
afterAll(() => service.close());

const stores = () => service.test.stores;
const clickhouse = () => stores().clickhouse;
/** As a start does it, up to the scores. */
const start = async (): Promise<void> => {
  await checkStored(service.runtime, () => undefined);
  await service.runtime.scorer.request(null);
};
const check = async (): Promise<IntegrityStatus> => {
  await service.runtime.integrity.check();
  await service.runtime.scorer.idle();
  return service.runtime.integrity.status();
};
const ranking = async (): Promise<unknown> => {
  const { body } = await service.get<Ranking>('/rankings?scheme=WORKED&period=2022-12');
  return body.rows.map(({ unit, printed, rank }) => [unit.code, printed, rank]);
};
const history = () =>
  clickhouse().rows(
    'SELECT * EXCEPT (recorded_at), toString(recorded_at) AS at FROM observation FINAL ORDER BY batch, row',
  );
const ready = async (): Promise<{ data: string; damaged: string[] }> =>
  (await service.app.inject('/readyz')).json<{ data: string; damaged: string[] }>();
/** What is found now, and not what was mended since the start. */
const states = ({ findings }: IntegrityStatus) =>
  findings.flatMap(({ of, state }) => (state === 'mended' ? [] : [`${of} ${state}`]));
/** What was mended last. */
const lastMended = () => service.runtime.integrity.status().findings.find(({ state }) => state === 'mended');

describe('what ClickHouse loses is there again', () => {
  it('nothing is found where nothing is lost', async () => {
    await start();
    expect(await check()).toMatchObject({ findings: [], isChecking: false, checkedAt: expect.any(String) as unknown });
    expect(await ready()).toEqual({ clickhouse: 'ok', postgres: 'ok', data: 'whole', damaged: [] });
  });

  it.each(['at a start', 'while it is served'])('every observation, %s', async (when) => {
    const [before, scores] = [await history(), await ranking()];
    await clickhouse().command('TRUNCATE TABLE observation');
    const mend = when === 'at a start' ? start : check;
    await mend();
    expect(await history()).toEqual(before);
    expect(await ranking()).toEqual(scores);
    const { findings } = service.runtime.integrity.status();
    expect(findings.find(({ of }) => of === 'batches')).toMatchObject({
      state: 'mended',
      found: { en: expect.stringMatching(/^ClickHouse had lost 55 rows of \d+ batches/) as unknown },
    });
    expect((await trailOf(stores())).map(({ action }) => action)).toContain('integrity.mend');
    expect(await ready()).toMatchObject({ data: 'whole' });
    expect(states(await check())).toEqual([]);
  });

  it('results, scored again as they were', async () => {
    const scores = await ranking();
    for (const table of ['score', 'score_node', 'indicator_value']) {
      await clickhouse().command(`TRUNCATE TABLE ${table}`);
      await start();
      expect(await ranking(), table).toEqual(scores);
    }
    expect(lastMended()).toMatchObject({ of: 'results' });
  });

  it('what counts, kept beside history', async () => {
    const scores = await ranking();
    await clickhouse().command('TRUNCATE TABLE counting_observation');
    expect(states(await check())).toEqual([]);
    expect(lastMended()).toMatchObject({ of: 'copies' });
    await service.runtime.scorer.request(null);
    expect(await ranking()).toEqual(scores);
  });

  it('tables that are gone, made again and filled', async () => {
    const [before, scores] = [await history(), await ranking()];
    for (const table of ['observation', 'counting_observation', 'first_supply', 'score', 'plan_reach'])
      await clickhouse().command(`DROP TABLE ${table}`);
    await start();
    expect(await history()).toEqual(before);
    expect(await ranking()).toEqual(scores);
    expect(lastMended()).toMatchObject({ of: 'tables' });
  });

  it('a value that is sent again, though its batch was stored in full once', async () => {
    const batch: IncomingBatch = {
      source: 'example',
      standing: 'reported',
      origin: 'test',
      status: null,
      recordedAt: new Date('2023-02-01T00:00:00Z'),
      recordedBy: 'test',
      run: null,
      rows: [{ measure: 'm', unit: 'D1', period: '2022-12', value: '7', missing: null, reason: null, record: 0 }],
      records: ['{}'],
    };
    const { id } = await storeBatch(stores(), batch);
    expect(await storeBatch(stores(), batch)).toEqual({ id, stored: 0, repeated: true });
    await clickhouse().command('DELETE FROM observation WHERE batch = {id:String}', { id });
    expect(await storeBatch(stores(), batch)).toEqual({ id, stored: 1, repeated: false });
    expect((await history()).filter((row) => (row as { batch: string }).batch === id)).toHaveLength(1);
  });
});

describe('what is not the engines’', () => {
  it('files of evidence, which are not handed out, and are whole again when they are handed in', async () => {
    const upload = async () => {
      const boundary = 'x';
      const body = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n凭证\r\n--x--\r\n`;
      const answer = await service.app.inject({
        method: 'POST',
        url: '/api/v1/evidence?unit=D1',
        headers: { ...service.operator, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: body,
      });
      return answer.json<{ id: string; sha256: string }>();
    };
    const { id, sha256 } = await upload();
    expect(sha256).toBe(createHash('sha256').update('凭证').digest('hex'));
    const file = path.join(service.test.dataDir, 'evidence', sha256.slice(0, 2), sha256);
    const download = async () =>
      (await service.app.inject({ url: `/api/v1/evidence/${id}`, headers: service.operator })).statusCode;
    expect([await download(), states(await check())]).toEqual([200, []]);
    writeFileSync(file, '凭據');
    expect([await download(), states(await check())]).toEqual([404, ['evidence damaged']]);
    rmSync(file);
    expect([await download(), states(await check())]).toEqual([404, ['evidence damaged']]);
    await upload();
    expect([await download(), states(await check())]).toEqual([200, []]);
  });

  it('the trail where its end is cut off', async () => {
    // In a directory of its own: the service writes the head of its own one anew every little while.
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-head-'));
    const head = path.join(dataDir, 'audit.head');
    const found = async () => {
      const { findings } = await checkAtStart({
        stores: stores(),
        dataDir,
        evidenceFolder: dataDir,
        now: service.runtime.now,
      });
      return findings.map((one) => one.found.en).join();
    };
    try {
      writeFileSync(head, JSON.stringify({ sequence: 9999, hash: 'f'.repeat(64) }));
      expect(await found()).toContain('its end is cut off');
      rmSync(head);
      expect(await found()).toBe('');
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});

describe('a batch that a crash left between the two stores', () => {
  const cutShort = async (state: 'received' | 'stored'): Promise<string> => {
    const { id } = await storeBatch(stores(), {
      source: 'operator',
      standing: 'reported',
      origin: 'test',
      status: null,
      recordedAt: new Date('2023-02-01T00:00:00Z'),
      recordedBy: 'test',
      run: null,
      rows: [{ measure: 'm', unit: 'D1', period: '2022-12', value: '7', missing: null, reason: null, record: 0 }],
      records: ['{"of":"m"}'],
    });
    const { db } = stores().postgres;
    await db.updateTable('batch').set({ state }).where('id', '=', id).execute();
    await clickhouse().command('DELETE FROM observation WHERE batch = {id:String}', { id });
    return id;
  };
  const stateOf = async (id: string) =>
    (await stores().postgres.db.selectFrom('batch').select('state').where('id', '=', id).executeTakeFirstOrThrow())
      .state;

  it('is finished, and the trail says so', async () => {
    const id = await cutShort('received');
    await start();
    expect(await stateOf(id)).toBe('checked');
    expect(await trailOf(stores())).toContainEqual(
      expect.objectContaining({ action: 'batch.finish', target: `batch:${id}` }),
    );
    expect(lastMended()).toMatchObject({ of: 'batches', found: { en: expect.stringContaining(id) as unknown } });
  });

  it('is finished by a check of a running server too, but not while somebody may be storing it', async () => {
    const id = await cutShort('received');
    const receivedAgo = (minutes: number) =>
      stores()
        .postgres.db.updateTable('batch')
        .set({ received_at: new Date(service.runtime.now().getTime() - minutes * 60_000) })
        .where('id', '=', id)
        .execute();
    await receivedAgo(50);
    await service.runtime.integrity.check();
    expect(await stateOf(id)).toBe('received');
    await receivedAgo(70);
    await service.runtime.integrity.check();
    expect(await stateOf(id)).toBe('checked');
  });

  it('is void where an earlier version kept nothing of it; sent again it is stored', async () => {
    const id = await cutShort('received');
    await sql`DELETE FROM batch_content WHERE batch = ${id}`.execute(stores().postgres.db);
    await start();
    expect(await stateOf(id)).toBe('void');
    expect(await trailOf(stores())).toContainEqual(
      expect.objectContaining({ action: 'batch.void', target: `batch:${id}` }),
    );
    expect(states(service.runtime.integrity.status())).toEqual(['batches note']);
    expect(await stores().postgres.db.selectFrom('scoring_owed').select('batch').execute()).toEqual([]);
  });
});

// Last, since it stays so.
it('a report that comes in while everything is looked at is not taken for damage', async () => {
  const rows = clickhouse().rows.bind(clickhouse());
  let reported: { readonly status: number } | null = null;
  const spy = vi.spyOn(clickhouse(), 'rows').mockImplementation(async (query, params) => {
    // The batches of PostgreSQL are listed, and those of ClickHouse not yet counted.
    if (query.includes('FROM observation WHERE batch >') && reported === null) {
      reported = { status: 0 };
      const row = { unit: 'D1', measure: 'formal-items', period: '2022-12', value: '433', reason: '月报' };
      reported = await service.call('POST', '/observations', { standing: 'reported', rows: [row] });
    }
    return rows(query, params);
  });
  const found = states(await check());
  spy.mockRestore();
  expect([reported, found]).toMatchObject([{ status: 200 }, []]);
  expect(await service.runtime.gate.refusal()).toBeNull();
});

describe('what is lost for good', () => {
  it('rows of which PostgreSQL has no copy: 数据受损 and no score, until they are reported again', async () => {
    const rowsOf = async () => (await service.get<Ranking>('/rankings?scheme=WORKED&period=2022-12')).body;
    const { leaves, rows: before } = await rowsOf();
    const [lost] = (await clickhouse().rows(`
      SELECT batch, row, measure, toString(value) AS value FROM counting_observation FINAL
      WHERE unit = 'D1' AND period = '2022-12-01' AND value IS NOT NULL AND standing != 'inspected' AND measure != 'm'
      ORDER BY measure LIMIT 1`)) as [{ batch: string; row: number; measure: string; value: string }];
    await stores().postgres.db.deleteFrom('batch_content').where('batch', '=', lost.batch).execute();
    await clickhouse().command('DELETE FROM observation WHERE batch = {batch:String} AND row = {row:UInt32}', {
      batch: lost.batch,
      row: lost.row,
    });
    await start();
    expect(states(service.runtime.integrity.status())).toEqual(['batches damaged']);
    expect(service.runtime.integrity.status().findings[0]!.found.zh).toContain('1 个数值显示“数据受损”');
    expect(await ready()).toMatchObject({ data: 'degraded', damaged: ['batches'] });
    const { rows } = await rowsOf();
    const own = rows.find(({ unit }) => unit.code === 'D1')!;
    expect([own.printed, own.rank]).toEqual([null, null]);
    expect(own.cells!.missing).toContain('damaged');
    // Nobody else is less for it.
    for (const row of rows.filter(({ unit }) => unit.code !== 'D1'))
      expect(row.printed).toBe(before.find(({ unit }) => unit.code === row.unit.code)!.printed);
    expect(leaves.length).toBeGreaterThan(0);

    await service.scored('/observations', {
      standing: 'reported',
      rows: [{ unit: 'D1', measure: lost.measure, period: '2022-12', value: lost.value, reason: '重报' }],
    });
    const healed = (await rowsOf()).rows.find(({ unit }) => unit.code === 'D1')!;
    expect(healed.printed).toBe(before.find(({ unit }) => unit.code === 'D1')!.printed);
    expect(states(await check())).toEqual(['batches note']);
    expect(await ready()).toMatchObject({ data: 'whole', damaged: [] });
  });

  it('raw records, and batches that PostgreSQL does not know: nothing more is taken', async () => {
    await clickhouse().command('TRUNCATE TABLE source_record');
    await stores().postgres.db.deleteFrom('batch_content').execute();
    await stores().postgres.db.deleteFrom('scoring_owed').execute();
    const [first] = await stores().postgres.db.selectFrom('batch').select('id').orderBy('id').execute();
    await stores().postgres.db.deleteFrom('batch').where('id', '=', first!.id).execute();
    await checkStored(service.runtime, () => undefined);
    expect(states(service.runtime.integrity.status())).toEqual(
      expect.arrayContaining(['stores damaged', 'records damaged']),
    );
    // Two stores of different moments get no more like each other by writing to them.
    const rows = [{ unit: 'D2', measure: 'defects', period: '2022-12', value: '1', reason: '月报' }];
    const { status, body } = await service.call<ApiErrorBody>('POST', '/observations', { standing: 'reported', rows });
    expect([status, body.code, body.params]).toEqual([503, 'data.damaged', { of: ['stores'] }]);
    expect((await service.get('/rankings?scheme=WORKED&period=2022-12')).status).toBe(200);
  });
});
