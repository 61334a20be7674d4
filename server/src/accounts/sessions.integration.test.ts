import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { closeDemoAccounts, loadDemoAccounts } from './demo-accounts.ts';
import { IDLE_MINUTES } from './session-queries.ts';
import { ABSOLUTE_HOURS, createSessions, MOST_SESSIONS, type Sessions } from './sessions.ts';

const PLACE = { address: '10.1.2.3', agent: 'Firefox' };
const MINUTE = 60_000;
const HEAD = 'demo-head';

let test: TestStores;
let sessions: Sessions;
let clock: number;
const later = (minutes: number) => (clock += minutes * MINUTE);
const restart = () => createSessions(test.stores.postgres, () => new Date(clock));
const who = async (token: string, from = sessions) => (await from.find(token))?.id ?? null;

beforeAll(async () => {
  test = await openTestStores();
  await loadDemoAccounts(test.stores.postgres, new Date('2023-02-20T08:00:00+08:00'));
});
beforeEach(() => {
  clock = Date.parse('2023-02-20T08:00:00+08:00');
  sessions = restart();
});
afterEach(async () => {
  await sessions.idle();
  const { db } = test.stores.postgres;
  await db.deleteFrom('session').execute();
  await db.updateTable('account').set({ disabled: false }).execute();
});
afterAll(() => test.drop());

describe('a session', () => {
  it('is found by its token, at once the second time, and by nothing like it', async () => {
    const token = await sessions.start(HEAD, PLACE);
    expect(await who(token)).toBe(HEAD);
    expect(sessions.find(token)).not.toBeInstanceOf(Promise);
    for (const other of ['', token.slice(1), `${token}x`, token.toUpperCase(), "' OR ''='"])
      expect(await who(other)).toBeNull();
  });

  it('is kept as a digest: the store does not have the token', async () => {
    const token = await sessions.start(HEAD, PLACE);
    const rows = await test.stores.postgres.db.selectFrom('session').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('outlives a restart', async () => {
    const token = await sessions.start(HEAD, PLACE);
    expect(await who(token, restart())).toBe(HEAD);
  });

  it(`is one of ${MOST_SESSIONS} at most: one more ends the one unused for longest, and the trail says so`, async () => {
    const [used, unused] = [await sessions.start(HEAD, PLACE), await sessions.start(HEAD, PLACE)];
    await who(unused);
    later(1);
    for (let turn = 2; turn < MOST_SESSIONS; turn += 1) await sessions.start(HEAD, PLACE);
    await who(used);
    await sessions.start(HEAD, PLACE);
    expect([await who(used), await who(unused)]).toEqual([HEAD, null]);
    expect(await sessions.list(HEAD, null)).toHaveLength(MOST_SESSIONS);
    const { line } = await test.stores.postgres.db
      .selectFrom('audit_entry')
      .select('line')
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
    const told = { action: 'session.end', target: `account:${HEAD}`, reason: 'too many sessions' };
    expect(JSON.parse(line)).toMatchObject(told);
  });

  it(`ends after ${IDLE_MINUTES} minutes without a call, and goes on with calls in between`, async () => {
    const [used, left] = [await sessions.start(HEAD, PLACE), await sessions.start(HEAD, PLACE)];
    await who(left);
    for (let turn = 0; turn < 3; turn += 1) {
      later(IDLE_MINUTES - 1);
      expect(await who(used)).toBe(HEAD);
    }
    expect(await who(left)).toBeNull();
    await sessions.idle();
    expect(await who(used, restart())).toBe(HEAD);
  });

  it('of a time when nobody asked is over after a restart too', async () => {
    const token = await sessions.start(HEAD, PLACE);
    later(IDLE_MINUTES);
    expect(await who(token, restart())).toBeNull();
  });

  it(`ends after ${ABSOLUTE_HOURS} hours, however busy`, async () => {
    const token = await sessions.start(HEAD, PLACE);
    for (let minutes = 0; minutes < ABSOLUTE_HOURS * 60 - 20; minutes += 20) {
      later(20);
      expect(await who(token)).toBe(HEAD);
    }
    later(20);
    expect(await who(token)).toBeNull();
  });

  it('is listed with place and times, and ended from the list at once', async () => {
    const [here, there] = [
      await sessions.start(HEAD, PLACE),
      await sessions.start(HEAD, { ...PLACE, address: '10.9.9.9' }),
    ];
    const caller = await sessions.find(here);
    const elsewhere = await sessions.find(there);
    const list = await sessions.list(HEAD, caller!.session);
    expect(list.map(({ address, current }) => [address, current]).sort()).toEqual([
      ['10.1.2.3', true],
      ['10.9.9.9', false],
    ]);
    expect(await sessions.end(HEAD, elsewhere!.session!)).toBe(true);
    expect(elsewhere!.ended.aborted).toBe(true);
    expect([await who(here), await who(there)]).toEqual([HEAD, null]);
  });

  it('of somebody else cannot be ended', async () => {
    const token = await sessions.start(HEAD, PLACE);
    const { session } = (await sessions.find(token))!;
    expect(await sessions.end('demo-leader', session!)).toBe(false);
    expect(await who(token)).toBe(HEAD);
  });

  it('is ended with all others of its account but one', async () => {
    const tokens = [
      await sessions.start(HEAD, PLACE),
      await sessions.start(HEAD, PLACE),
      await sessions.start(HEAD, PLACE),
    ];
    const leader = await sessions.start('demo-leader', PLACE);
    const kept = (await sessions.find(tokens[1]!))!.session;
    expect(await sessions.endAllOf(HEAD, kept)).toBe(2);
    expect(await Promise.all(tokens.map((token) => who(token)))).toEqual([null, HEAD, null]);
    expect(await who(leader)).toBe('demo-leader');
  });
});

describe('rights in a session', () => {
  it('are those of now: a role that ends is felt by the next call', async () => {
    const token = await sessions.start('demo-leader', PLACE);
    const before = (await sessions.find(token))!;
    expect(before.rights.may('wall.read')).toBe('yes');
    const { db } = test.stores.postgres;
    await db
      .updateTable('account_grant')
      .set({ valid_to: new Date(clock) })
      .where('account', '=', 'demo-leader')
      .execute();
    sessions.forget('demo-leader');
    expect(before.ended.aborted).toBe(true);
    expect((await sessions.find(token))!.rights.may('wall.read')).toBe('no-right');
  });

  it('are none of a disabled account: its session is over', async () => {
    const token = await sessions.start(HEAD, PLACE);
    await closeDemoAccounts(test.stores.postgres, new Date(clock));
    sessions.forget(HEAD);
    expect(await who(token)).toBeNull();
  });
});
