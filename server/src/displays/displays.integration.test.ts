import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../rights/actor.ts';
import type { Caller } from '../rights/caller.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { createDevices, type Devices } from './devices.ts';
import { findDisplay, listDisplays } from './queries.ts';
import { changeDisplay, issueDisplay, reissueDisplay, revokeDisplay } from './registry.ts';

const START = Date.parse('2023-02-20T08:00:00Z');
const DAY_MS = 86_400_000;
const HALL = { address: '10.0.0.7', agent: 'kiosk' };

let test: TestStores;
let devices: Devices;
let clock: number;
const now = (): Date => new Date(clock);

beforeAll(async () => {
  test = await openTestStores();
});
afterAll(() => test.drop());
beforeEach(() => {
  clock = START;
  devices = createDevices({ postgres: test.stores.postgres, now });
});

const issue = (screens: readonly string[] = ['overview']) =>
  issueDisplay(test.stores.postgres, now(), SYSTEM, { name: '大厅', screens, reason: '测试' });

async function bind(screens?: readonly string[]) {
  const { token, display } = await issue(screens);
  const claimed = await devices.claim(token, HALL);
  return { token, id: display.id, secret: claimed!.secret };
}

const linesOf = async (target: string) => {
  const rows = await test.stores.postgres.db
    .selectFrom('audit_entry')
    .select(['action', 'outcome', 'line'])
    .where('target', '=', target)
    .orderBy('sequence')
    .execute();
  return rows.map(({ action, outcome, line }) => ({ action, outcome, line: JSON.parse(line) as { after: unknown } }));
};

describe('a token', () => {
  it('binds the first device that brings it, and no second', async () => {
    const { token, display } = await issue();
    expect(display).toMatchObject({ name: '大厅', state: 'unbound', boundAt: null, createdBy: 'system' });
    const first = await devices.claim(token, HALL);
    expect(first?.display).toMatchObject({ id: display.id, state: 'active', ...HALL });
    expect(await devices.claim(token, HALL)).toBeNull();
    expect(await devices.find(first!.secret)).toMatchObject({ kind: 'display', id: display.id, name: '大厅' });
  });

  it('binds one of two devices that bring it at once', async () => {
    const { token } = await issue();
    const claims = await Promise.all([devices.claim(token, HALL), devices.claim(token, HALL)]);
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  it('is no secret of a device, nor the other way round', async () => {
    const { token, secret } = await bind();
    expect(await devices.find(token)).toBeNull();
    expect(await devices.claim(secret, HALL)).toBeNull();
  });

  it('and the secret are nowhere in the store', async () => {
    const { token, secret } = await bind();
    await devices.claim(token, HALL);
    for (const table of ['display', 'audit_entry']) {
      const { rows } = await sql`SELECT t::text AS text FROM ${sql.table(table)} t`.execute(test.stores.postgres.db);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(JSON.stringify(rows)).not.toContain(secret);
    }
  });

  it('of a revoked display binds nothing', async () => {
    const { token, display } = await issue();
    await revokeDisplay(test.stores.postgres, now(), SYSTEM, display.id, '测试');
    expect(await devices.claim(token, HALL)).toBeNull();
  });
});

describe('a bound device', () => {
  it('sees its screens and nothing else', async () => {
    const { secret } = await bind(['overview', 'archives']);
    const { rights } = (await devices.find(secret))!;
    expect(rights.may('wall.read', { screen: 'archives' })).toBe('yes');
    expect(rights.may('wall.read', { screen: 'platform' })).toBe('elsewhere');
    expect(rights.may('unit.read')).toBe('no-right');
    expect(rights.may('catalogue.read')).toBe('no-right');
  });

  it('is known at once the second time', async () => {
    const { secret } = await bind();
    const first = await devices.find(secret);
    expect(devices.find(secret)).toBe(first);
  });

  it('is the same for calls that come at once', async () => {
    const { secret } = await bind();
    const [one, other] = await Promise.all([devices.find(secret), devices.find(secret)]);
    expect(one).toBe(other);
  });

  it('is found after 31 days, and after a restart', async () => {
    const { secret, id } = await bind();
    clock += 31 * DAY_MS;
    expect(await devices.find(secret)).toMatchObject({ id });
    const restarted = createDevices({ postgres: test.stores.postgres, now });
    expect(await restarted.find(secret)).toMatchObject({ id });
    expect(await restarted.stateOf(secret)).toEqual({ name: '大厅', screens: ['overview'], state: 'active' });
    await Promise.all([devices.idle(), restarted.idle()]);
  });

  it('is noted down once a minute, with the place it asks from', async () => {
    const { secret, id } = await bind();
    const seen = async () => {
      await devices.idle();
      const { lastSeenAt, address } = (await findDisplay(test.stores.postgres, id))!;
      return [lastSeenAt, address];
    };
    let places = 0;
    const place = () => ({ address: `10.0.0.${(places += 1)}`, agent: 'kiosk' });
    for (let second = 0; second < 60; second += 1) {
      await devices.find(secret, place);
      clock += 1000;
    }
    expect(await seen()).toEqual([new Date(START).toISOString(), HALL.address]);
    await devices.find(secret, place);
    await devices.find(secret, place);
    expect(await seen()).toEqual([new Date(START + 60_000).toISOString(), '10.0.0.1']);
    expect(places).toBe(1);
  });

  it('is answered though the note fails', async () => {
    const { secret } = await bind();
    await devices.find(secret);
    clock += 120_000;
    const { db } = test.stores.postgres;
    await sql`ALTER TABLE display RENAME COLUMN last_seen_at TO elsewhere`.execute(db);
    expect(devices.find(secret)).toMatchObject({ kind: 'display' });
    await devices.idle();
    await sql`ALTER TABLE display RENAME COLUMN elsewhere TO last_seen_at`.execute(db);
  });
});

describe('the register', () => {
  const refusedAtOnce = async (secret: string, caller: Caller) => {
    expect(caller.ended.aborted).toBe(true);
    expect(await devices.find(secret)).toBeNull();
    expect((await devices.stateOf(secret)).state).toBe('revoked');
  };

  it('revokes at once and for good', async () => {
    const { secret, id } = await bind();
    const caller = (await devices.find(secret))!;
    const display = await revokeDisplay(test.stores.postgres, now(), SYSTEM, id, '失窃');
    devices.forget(id);
    expect(display).toMatchObject({ state: 'revoked', revokedAt: new Date(START).toISOString() });
    await refusedAtOnce(secret, caller);
    expect(await devices.stateOf(secret)).toEqual({ name: '大厅', screens: ['overview'], state: 'revoked' });
    for (const again of [revokeDisplay, reissueDisplay])
      await expect(again(test.stores.postgres, now(), SYSTEM, id, '测试')).rejects.toMatchObject({
        code: 'display.revoked',
      });
  });

  it('is obeyed though the device was being looked up meanwhile', async () => {
    const { secret, id } = await bind();
    const found = devices.find(secret);
    await revokeDisplay(test.stores.postgres, now(), SYSTEM, id, '失窃');
    devices.forget(id);
    await found;
    expect(await devices.find(secret)).toBeNull();
  });

  it('binds another device with a new token', async () => {
    const { secret, id } = await bind();
    const caller = (await devices.find(secret))!;
    const { token, display } = await reissueDisplay(test.stores.postgres, now(), SYSTEM, id, '换机');
    devices.forget(id);
    expect(display).toMatchObject({ state: 'unbound', boundAt: null, lastSeenAt: null, address: null });
    await refusedAtOnce(secret, caller);
    const other = await devices.claim(token, HALL);
    expect(await devices.find(other!.secret)).toMatchObject({ id });
    expect(await devices.find(secret)).toBeNull();
  });

  it('voids a token that was not used yet by a new one', async () => {
    const { token, display } = await issue();
    const later = await reissueDisplay(test.stores.postgres, now(), SYSTEM, display.id, '丢失');
    expect(await devices.claim(token, HALL)).toBeNull();
    expect(await devices.claim(later.token, HALL)).not.toBeNull();
  });

  it('gives other screens from the next call on', async () => {
    const { secret, id } = await bind();
    const before = (await devices.find(secret))!;
    const change = { screens: ['platform'], reason: '测试' };
    expect(await changeDisplay(test.stores.postgres, now(), SYSTEM, id, change)).toMatchObject({
      name: '大厅',
      screens: ['platform'],
    });
    devices.forget(id);
    expect(before.ended.aborted).toBe(true);
    const { rights } = (await devices.find(secret))!;
    expect(rights.may('wall.read', { screen: 'overview' })).toBe('elsewhere');
    expect(rights.may('wall.read', { screen: 'platform' })).toBe('yes');
  });

  it('does not end another display', async () => {
    const [kept, gone] = [await bind(), await bind()];
    const caller = (await devices.find(kept.secret))!;
    await revokeDisplay(test.stores.postgres, now(), SYSTEM, gone.id, '测试');
    devices.forget(gone.id);
    expect(caller.ended.aborted).toBe(false);
    expect(devices.find(kept.secret)).toBe(caller);
  });

  it('tells the trail of every event, once', async () => {
    const { id, token } = await bind();
    const { postgres } = test.stores;
    await changeDisplay(postgres, now(), SYSTEM, id, { name: '二楼', reason: '搬迁' });
    await changeDisplay(postgres, now(), SYSTEM, id, { name: '二楼', reason: '没有变化' });
    await reissueDisplay(postgres, now(), SYSTEM, id, '换机');
    await revokeDisplay(postgres, now(), SYSTEM, id, '报废');
    const lines = await linesOf(`display:${id}`);
    expect(lines.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'display.issue done',
      'display.bind done',
      'display.change done',
      'display.reissue done',
      'display.revoke done',
    ]);
    expect(lines[1]!.line).toMatchObject({ actor: id, actorName: '大厅', ...HALL });
    expect(lines[2]!.line).toMatchObject({ before: { name: '大厅' }, after: { name: '二楼' }, reason: '搬迁' });
    await devices.claim(token, HALL);
    const refused = (await linesOf('')).at(-1);
    expect(refused).toMatchObject({ action: 'display.bind', outcome: 'refused', line: { actor: 'nobody', ...HALL } });
  });

  it('keeps a revoked display in the list, and knows no other', async () => {
    const { id } = await bind();
    await revokeDisplay(test.stores.postgres, now(), SYSTEM, id, '测试');
    const displays = await listDisplays(test.stores.postgres);
    expect(displays.find((display) => display.id === id)).toMatchObject({ state: 'revoked' });
    await expect(revokeDisplay(test.stores.postgres, now(), SYSTEM, 'none', '测试')).rejects.toMatchObject({
      code: 'display.unknown',
    });
  });
});
