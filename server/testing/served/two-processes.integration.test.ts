import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadDemoAccounts } from '../../src/accounts/demo-accounts.ts';
import { claimEvidenceFolder } from '../../src/evidence/folder.ts';
import { findLeftUnscored } from '../../src/scores/runs/due.ts';
import { openStores } from '../../src/stores/index.ts';
import { listEveryWrite, UNTOLD } from '../../src/stores/told-writes.ts';
import type { Write } from '../../src/stores/writes.ts';
import { openEventStream } from '../event-stream.ts';
import { startPublishedCounty } from '../published-county.ts';
import { startBeside, type TestService } from '../service.ts';
import { PATIENCE_MS } from '../patience.ts';

// Two services on one pair of stores, as two processes have them: each with connections, caches and a data directory of
// its own.
let one: TestService;
let other: TestService;
const PLACE = { address: '10.1.2.3', agent: 'Firefox' };
const NOON = '2023-02-20T12:00:00+08:00';

beforeAll(async () => {
  one = await startPublishedCounty();
  other = await startBeside(one, NOON);
  await loadDemoAccounts(one.test.stores.postgres, new Date(NOON));
  one.setNow(NOON);
});
afterAll(async () => {
  await other.close();
  await one.close();
});

/** However slow the machine is. */
const soon = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: PATIENCE_MS, interval: 20 });

const report = (service: TestService, value: string) =>
  service.call('POST', '/observations', {
    standing: 'reported',
    rows: [{ unit: 'XC-D29', measure: 'formal-items', period: '2022-12', value, reason: '更正' }],
  });

/** Ends the one connection of a process that holds its locks, as a restart of the server would. */
const cutOff = async ({ test }: TestService): Promise<void> => {
  const hold = await test.stores.peers.take('cut-off');
  await sql`
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND objid = hashtext('cut-off')::bigint & 4294967295`.execute(
    other.test.stores.postgres.db,
  );
  await soon(() => expect(hold.lost.aborted).toBe(true));
};

describe('what only one may do at a time', () => {
  it('is done in turn, and at once where it is free', async () => {
    const [a, b] = [one.test.stores.peers, other.test.stores.peers];
    const hold = await a.take('work');
    expect([await a.takeIfFree('work'), await b.takeIfFree('work')]).toEqual([null, null]);
    const waiting = b.take('work');
    await hold.release();
    const next = await waiting;
    expect(await a.takeIfFree('work')).toBeNull();
    await next.release();
    await (await a.take('work')).release();
  });

  it('is waited for no longer when somebody says so', async () => {
    const hold = await one.test.stores.peers.take('work');
    const stop = new AbortController();
    const waiting = other.test.stores.peers.take('work', stop.signal);
    stop.abort(new Error('no longer'));
    await expect(waiting).rejects.toThrow('no longer');
    await hold.release();
  });

  it('is lost with the connection, which is told, and anybody else’s then', async () => {
    const hold = await one.test.stores.peers.take('work');
    await cutOff(one);
    expect(hold.lost.aborted).toBe(true);
    expect(other.test.stores.peers.isConnected()).toBe(true);
    await (await other.test.stores.peers.take('work')).release();
    // It comes back by itself.
    await (await soon(() => one.test.stores.peers.take('work'))).release();
    expect(one.test.stores.peers.isConnected()).toBe(true);
  });

  it('a source is pulled by one of them, and any of them can end it', async () => {
    const declaration = { code: 'x' } as Parameters<typeof other.runtime.puller.pull>[0];
    expect(await other.runtime.puller.cancel('x')).toBe(false);
    const hold = await one.test.stores.peers.take('pull x');
    await expect(other.runtime.puller.pull(declaration)).rejects.toMatchObject({ code: 'run.under-way' });
    const told: unknown[] = [];
    const end = one.test.stores.peers.onTold('cancel-pull', (source) => told.push(source));
    expect(await other.runtime.puller.cancel('x')).toBe(true);
    await soon(() => expect(told).toEqual(['x']));
    end();
    await hold.release();
  });
});

describe('what one writes', () => {
  it('the other shows: an answer it has kept is made anew', async () => {
    const score = async (service: TestService) =>
      (await service.get<object>('/rankings?scheme=XC-DEPARTMENT&period=2022-12')).body;
    const before = await score(other);
    expect(await score(other)).toEqual(before);
    expect((await report(one, '1')).status).toBe(200);
    await one.runtime.scorer.idle();
    const after = await score(one);
    expect(after).not.toEqual(before);
    await soon(async () => expect(await score(other)).toEqual(after));
  });

  it('is not told by a transaction that is rolled back, nor by a statement that wrote nothing', async () => {
    const told: Write[] = [];
    const end = other.test.stores.postgres.onWrite((write) => told.push(write));
    const { db } = one.test.stores.postgres;
    await db
      .transaction()
      .execute(async (transaction) => {
        await transaction.updateTable('display').set({ name: 'x' }).execute();
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await db.deleteFrom('fact').where('id', '=', 'no such fact').execute();
    await db.updateTable('account').set({ name: '甲' }).where('login', '=', 'head').execute();
    await soon(() => expect(told).toContainEqual({ table: 'account', change: 'update', isOthers: true }));
    expect(told.filter(({ isOthers, table }) => isOthers && table !== 'account' && table !== 'session')).toEqual([]);
    end();
  });

  it('every table is told of by the database, or named as one that nobody keeps anything of', async () => {
    const { db } = one.test.stores.postgres;
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    expect([...UNTOLD].filter((name) => !tables.includes(name))).toEqual([]);
    const { rows } = await sql<{ table: string; triggers: number }>`
      SELECT tgrelid::regclass::text AS table, count(*)::int AS triggers FROM pg_trigger
      WHERE tgname LIKE 'tell\\_%' GROUP BY 1`.execute(db);
    const toldTables = [...new Set((await listEveryWrite(one.test.stores.postgres)).map(({ table }) => table))];
    expect(rows.map(({ table }) => table).sort()).toEqual(toldTables.sort());
    expect(new Set(rows.map(({ triggers }) => triggers))).toEqual(new Set([3]));
  });

  it('is heard of after the connection was gone as well', async () => {
    await cutOff(one);
    const told: Write[] = [];
    const end = one.test.stores.postgres.onWrite((write) => told.push(write));
    // While nobody hears anything, everything may have been written.
    await soon(() => expect(told).toContainEqual({ table: 'live_run', change: 'insert', isOthers: true }));
    await (await soon(() => one.test.stores.peers.take('back'))).release();
    told.length = 0;
    await other.test.stores.postgres.db.updateTable('fact').set({ position: 1 }).where('position', '=', 1).execute();
    await soon(() => expect(told).toContainEqual({ table: 'fact', change: 'update', isOthers: true }));
    end();
  });

  it('events of either reach who listens to the other', async () => {
    await other.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = other.app.server.address() as AddressInfo;
    const stream = await openEventStream(`http://127.0.0.1:${port}`, other.operator);
    await report(one, '2');
    const told = await stream.until('news');
    expect(told.map(({ event }) => event)).toContain('scored');
    stream.close();
  });
});

describe('people', () => {
  const HEAD = 'demo-head';
  const who = async (service: TestService, token: string) => (await service.runtime.sessions.find(token))?.id ?? null;

  it('sign in to one and are known to the other, and signed out of both at once', async () => {
    const token = await one.runtime.sessions.start(HEAD, PLACE);
    expect([await who(one, token), await who(other, token)]).toEqual([HEAD, HEAD]);
    const caller = await other.runtime.sessions.find(token);
    await one.runtime.sessions.endAllOf(HEAD);
    await soon(async () => expect(await who(other, token)).toBeNull());
    expect(caller?.ended.aborted).toBe(true);
  });

  it('whose roles are taken have them nowhere, and whoever is the same keeps the streams', async () => {
    const [token, kept] = [
      await one.runtime.sessions.start(HEAD, PLACE),
      await one.runtime.sessions.start('demo-admin', PLACE),
    ];
    const [before, same] = [await other.runtime.sessions.find(token), await other.runtime.sessions.find(kept)];
    await one.test.stores.postgres.db.updateTable('account').set({ disabled: true }).where('id', '=', HEAD).execute();
    await soon(() => expect(before?.ended.aborted).toBe(true));
    expect(await who(other, token)).toBeNull();
    await other.runtime.sessions.idle();
    expect(same?.ended.aborted).toBe(false);
    expect(await other.runtime.sessions.find(kept)).toBe(same);
    await one.test.stores.postgres.db.updateTable('account').set({ disabled: false }).where('id', '=', HEAD).execute();
  });

  it('who use one only are not signed out by the other for being idle there', async () => {
    const token = await one.runtime.sessions.start(HEAD, PLACE);
    expect(await who(other, token)).toBe(HEAD);
    for (const minute of [20, 40]) {
      one.setNow(new Date(Date.parse(NOON) + minute * 60_000).toISOString());
      expect(await who(one, token)).toBe(HEAD);
      await one.runtime.sessions.idle();
    }
    other.setNow(new Date(Date.parse(NOON) + 45 * 60_000).toISOString());
    expect(await who(other, token)).toBe(HEAD);
  });
});

describe('figures', () => {
  it('that come to both at once are stored and scored once each, the last one counting', async () => {
    for (const service of [one, other]) service.setNow('2023-02-20T14:00:00+08:00');
    const values = Array.from({ length: 6 }, (_, index) => String(10 + index));
    const answers = await Promise.all(values.map((value, index) => report(index % 2 === 0 ? one : other, value)));
    expect(answers.map(({ status }) => status)).toEqual(values.map(() => 200));
    await Promise.all([one.runtime.scorer.idle(), other.runtime.scorer.idle()]);
    const { db } = one.test.stores.postgres;
    expect(await db.selectFrom('scoring_owed').selectAll().execute()).toEqual([]);
    const ranking = async (service: TestService) =>
      (await service.get('/rankings?scheme=XC-DEPARTMENT&period=2022-12')).body;
    const shown = await ranking(one);
    await one.runtime.scorer.request(null);
    expect(await ranking(one)).toEqual(shown);
    expect([...one.failures, ...other.failures].filter((text) => !/away|terminat/i.test(text))).toEqual([]);
  });

  it('whose process ended before they were scored are found by the other', async () => {
    const { postgres } = one.test.stores;
    const batch = await postgres.db
      .selectFrom('batch')
      .select(['id', 'received_at'])
      .limit(1)
      .executeTakeFirstOrThrow();
    const later = new Date(batch.received_at.getTime() + 1);
    expect(await findLeftUnscored(other.test.stores, later)).toBeNull();
    await postgres.db.insertInto('scoring_owed').values({ batch: batch.id, month: '2022-11' }).execute();
    expect(await findLeftUnscored(other.test.stores, batch.received_at)).toBeNull();
    expect(await findLeftUnscored(other.test.stores, later)).toBe('2022-11');
    await other.runtime.scorer.request('2022-11');
    expect(await findLeftUnscored(other.test.stores, later)).toBeNull();
  });

  it('are checked by each, one after the other', async () => {
    await Promise.all([one.runtime.integrity.check(), other.runtime.integrity.check()]);
    for (const { runtime } of [one, other]) expect(runtime.integrity.status().checkedAt).not.toBeNull();
  });
});

describe('the stores', () => {
  it('are the first one’s alone until it lets others in', async () => {
    const { config } = one.test;
    const waited = vi.fn();
    expect(other.test.stores.peers.isFirst).toBe(false);
    const third = await openStores(
      { ...config, dataDir: mkdtempSync(path.join(os.tmpdir(), 'dangzhi-third-')) },
      { onWait: waited },
    );
    expect([third.peers.isFirst, waited.mock.calls]).toEqual([false, []]);
    await third.close();
  });

  it('speak of one folder of evidence, and a process with another does not start', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-evidence-'));
    const another = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-evidence-'));
    await claimEvidenceFolder(one.test.stores.postgres, folder);
    await claimEvidenceFolder(other.test.stores.postgres, folder);
    await expect(claimEvidenceFolder(other.test.stores.postgres, another)).rejects.toThrow(/EVIDENCE_FOLDER/);
    for (const one of [folder, another]) rmSync(one, { recursive: true });
  });
});
