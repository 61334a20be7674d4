import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import {
  countValues,
  declareAt,
  PLATFORM_TOKEN,
  readerOf,
  startPlatform,
  type PlatformRecord,
  type TestPlatform,
} from '../../../testing/platform.ts';
import { pullSource } from './pull.ts';
import { closeAbandonedRuns, findPosition } from './queries.ts';

// What a platform can do wrong, by its own fault switches; the same 95 units and three months as in the pull's test.
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

const now = (): Date => new Date((clock += 1000));

const declare = (changes: Partial<SourceDeclaration> & { pageSize?: number } = {}) =>
  declareAt(test.stores, platform, { code: `erms-${(sources += 1)}`, ...changes });

const pull = (declaration: SourceDeclaration, reader = readerOf(declaration), signal = new AbortController().signal) =>
  pullSource(test.stores, declaration, reader, { now, signal });

const storedOf = async (source: string): Promise<number> => {
  const [counted] = await test.stores.clickhouse.rows<{ observations: number }>(
    'SELECT toUInt32(uniqExact(batch, row)) AS observations FROM observation WHERE source = {source:String}',
    { source },
  );
  return counted!.observations;
};

describe('a failure that passes', () => {
  it('is asked again, and the run succeeds', async () => {
    const erms = await declare({ attempts: 4 });
    await platform.setFaults({ failNext: 3 });
    expect((await pull(erms)).run).toMatchObject({ state: 'succeeded', retries: 3, stored: countValues(records) });
  });

  it('counts as passing when the platform says to slow down', async () => {
    const erms = await declare();
    await platform.setFaults({ failNext: 1, failStatus: 429 });
    expect((await pull(erms)).run).toMatchObject({ state: 'succeeded', retries: 1 });
  });
});

describe('a failure that stays', () => {
  it.each([
    ['the platform is down', { failNext: 1000 }, 'The source answered 503'],
    ['the answer breaks off', { truncate: true }, 'not whole JSON'],
    ['records are left out of a page', { shortPage: true }, 'cut short: 70 of 100 records'],
    ['the answer is too slow', { slowMs: 60_000 }, 'No answer from 127.0.0.1'],
  ])('%s: asked as often as declared, then the run says so and nothing is stored', async (_case, faults, sentence) => {
    const erms = await declare({ attempts: 3, timeoutMs: 200 });
    await platform.setFaults(faults);
    const { run, changedFrom } = await pull(erms);
    expect(run).toMatchObject({ state: 'failed', retries: 2, stored: 0, seen: 0, pages: 0 });
    expect(run.error).toContain(sentence);
    expect(run.finishedAt).not.toBeNull();
    expect(changedFrom).toBeNull();
    expect(platform.calls).toHaveLength(3);
    expect(await storedOf(erms.code)).toBe(0);

    await platform.setFaults({});
    expect((await pull(erms)).run).toMatchObject({ state: 'succeeded', stored: countValues(records) });
  });

  it('a refusal is not asked again', async () => {
    const erms = await declare();
    await platform.setFaults({ failNext: 1, failStatus: 403 });
    expect((await pull(erms)).run).toMatchObject({ state: 'failed', retries: 0, error: 'The source answered 403' });
    expect(platform.calls).toHaveLength(1);
  });

  it('in the middle keeps the pages before it; the next run goes on at its cursor', async () => {
    const erms = await declare({ attempts: 1 });
    platform.onCall = () => platform.setFaults(platform.calls.length === 3 ? { failNext: 1 } : {});
    const { run, changedFrom } = await pull(erms);
    expect(run).toMatchObject({ state: 'failed', pages: 2, seen: 200 });
    expect(await storedOf(erms.code)).toBe(run.stored);
    expect(changedFrom).toBe('2020-01');
    const position = await findPosition(test.stores.postgres, erms.code);
    expect(position).toEqual({ cursor: expect.any(String) as string, since: null });
    platform.calls.splice(0);
    platform.onCall = () => undefined;

    const next = await pull(erms);

    expect(platform.calls[0]).toEqual({ myts: '100', yb: position.cursor });
    expect(next.run).toMatchObject({ state: 'succeeded', seen: records.length - 200, unchanged: 0 });
    expect(run.stored + next.run.stored).toBe(countValues(records));
    // Latest change of the whole, not of the second half alone.
    const since = records
      .map(({ gxsj }) => gxsj)
      .sort()
      .at(-1);
    expect(await findPosition(test.stores.postgres, erms.code)).toEqual({ cursor: null, since });
  });

  it('a cursor the platform no longer knows starts the list over', async () => {
    const erms = await declare();
    await test.stores.postgres.db
      .updateTable('source')
      .set({ cursor: 'of-another-age' })
      .where('code', '=', erms.code)
      .execute();
    expect((await pull(erms)).run).toMatchObject({ state: 'succeeded', stored: countValues(records) });
    expect(platform.calls.map(({ yb }) => yb).slice(0, 2)).toEqual(['of-another-age', undefined]);
  });
});

describe('the breaker', () => {
  // Opens after twice the attempts of a call in a row.
  it('opens after failures in a row, and spares the platform', async () => {
    const erms = await declare({ attempts: 2 });
    const reader = readerOf(erms);
    await platform.setFaults({ failNext: 4 });
    expect(reader.breaker()).toBe('closed');
    await pull(erms, reader);
    expect(reader.breaker()).toBe('closed');
    await pull(erms, reader);
    expect(reader.breaker()).toBe('open');
    expect(platform.calls).toHaveLength(4);

    const { run } = await pull(erms, reader);
    expect(run).toMatchObject({ state: 'failed', stored: 0 });
    expect(run.error).toMatch(/breaker|rest/i);
    expect(platform.calls).toHaveLength(4);
  });

  it('half open, it lets one call through', async () => {
    const erms = await declare({ attempts: 1 });
    const reader = readerOf(erms, { restMs: 1 });
    await platform.setFaults({ failNext: 2 });
    await pull(erms, reader);
    await pull(erms, reader);
    expect(reader.breaker()).toBe('open');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const seen: string[] = [];
    platform.onCall = () => void seen.push(reader.breaker());
    expect((await pull(erms, reader)).run.state).toBe('succeeded');
    expect(seen[0]).toBe('half-open');
    expect(new Set(seen.slice(1))).toEqual(new Set(['closed']));
    expect(reader.breaker()).toBe('closed');
  });
});

describe('one run of a source at a time', () => {
  it('a second is refused while the first is under way', async () => {
    const erms = await declare();
    let second: Promise<unknown> | undefined;
    platform.onCall = async () => {
      second ??= expect(pull(erms)).rejects.toMatchObject({ code: 'run.under-way', statusCode: 409 });
      await second;
    };
    expect((await pull(erms)).run.state).toBe('succeeded');
    expect(second).toBeDefined();
  });

  it('a run its process left open is closed, and the source is free again', async () => {
    const erms = await declare();
    await test.stores.postgres.db
      .insertInto('pull_run')
      .values({ source: erms.code, state: 'running', started_at: now(), finished_at: null, error: null })
      .execute();
    await expect(pull(erms)).rejects.toMatchObject({ code: 'run.under-way' });
    expect(await closeAbandonedRuns(test.stores.postgres, now())).toBe(1);
    expect((await pull(erms)).run.state).toBe('succeeded');
  });

  it('cancelled, it stops where it is and the next goes on', async () => {
    const erms = await declare();
    const stop = new AbortController();
    platform.onCall = async () => {
      if (platform.calls.length < 2) return;
      stop.abort();
      // The answer never comes; the run must end without it.
      await new Promise((resolve) => setTimeout(resolve, 500));
    };
    const { run } = await pull(erms, readerOf(erms), stop.signal);
    expect(run).toMatchObject({ state: 'cancelled', pages: 1, seen: 100 });
    platform.onCall = () => undefined;
    const next = await pull(erms);
    expect(next.run.state).toBe('succeeded');
    expect(run.stored + next.run.stored).toBe(countValues(records));
  });
});

describe('the secret', () => {
  it('that is wrong, or not set, is said without being told', async () => {
    const erms = await declare();
    expect((await pull(erms, readerOf(erms, {}, 'falsch'))).run.error).toBe('The source answered 401');
    expect((await pull(erms, readerOf({ ...erms, auth: { kind: 'bearer', tokenName: 'OTHER' } }))).run.error).toBe(
      'The secret OTHER is not set',
    );
  });

  it('stands in nothing that is kept', async () => {
    const erms = await declare();
    await platform.setFaults({ badRecords: 3 });
    await pull(erms);
    await platform.setFaults({ truncate: true });
    await pull(erms);
    const { db } = test.stores.postgres;
    const kept = JSON.stringify([
      await db.selectFrom('pull_run').selectAll().execute(),
      await db.selectFrom('batch').selectAll().execute(),
      await db.selectFrom('source').selectAll().execute(),
      await db.selectFrom('quarantine').selectAll().execute(),
    ]);
    expect(kept).toContain('GET http://127.0.0.1');
    expect(kept).not.toContain(PLATFORM_TOKEN);
    expect(kept.toLowerCase()).not.toContain('bearer geheim');
  });
});
