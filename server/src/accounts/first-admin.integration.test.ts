import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ACCOUNT_ROLES } from '@dangzhi/metrics/rights';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { ADMIN, notingKeeper, trailOf } from '../../testing/accounts.ts';
import { createAccount } from './admin.ts';
import { changeAccount } from './change-account.ts';
import { closeDemoAccounts, loadDemoAccounts } from './demo-accounts.ts';
import { createFirstAdmin, ensureSetUpToken, type FirstAdmin } from './first-admin.ts';
import { listAccounts } from './queries.ts';
import { createPasswordAttempts } from './password-attempts.ts';
import { signIn } from './sign-in.ts';

const PLACE = { address: '10.1.2.3', agent: 'Firefox' };
const now = (): Date => new Date('2023-02-20T00:00:00Z');
const GOOD = { login: 'Chen.Jing', name: '陈静', password: 'Hai-Lu-2031' };

let test: TestStores;
beforeEach(async () => {
  test = await openTestStores();
});
afterEach(() => test.drop());

const ensure = () => ensureSetUpToken(test.dataDir, test.stores.postgres);
const setUp = (given: FirstAdmin): Promise<string> =>
  createFirstAdmin({ postgres: test.stores.postgres, dataDir: test.dataDir, now }, PLACE, given).then(
    () => 'done',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );
const file = (): string => path.join(test.dataDir, 'set-up.digest');
const leftovers = () => readdirSync(test.dataDir).filter((name) => name.startsWith('set-up'));

describe('where nobody administers', () => {
  it('the token makes one admin, who can sign in, and is void then', async () => {
    const token = (await ensure())!;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(readFileSync(file(), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(await setUp({ ...GOOD, token })).toBe('done');
    expect(leftovers()).toEqual([]);

    const { items } = await listAccounts(test.stores.postgres, now(), {}, { page: 1, pageSize: 9 });
    expect(items).toMatchObject([
      { login: 'chen.jing', mustChangePassword: false, grants: [{ role: 'admin', unit: null, index: null }] },
    ]);
    const { postgres } = test.stores;
    const context = { postgres, now, demo: false, attempts: createPasswordAttempts(postgres, 'secret') };
    expect((await signIn(context, 'chen.jing', GOOD.password, { ...PLACE, browser: null })).id).toBe(items[0]!.id);
    const [line] = await trailOf(test.stores);
    expect(line).toMatchObject({
      actor: 'set-up',
      address: '10.1.2.3',
      action: 'account.create',
      target: `account:${items[0]!.id}`,
      after: { login: 'chen.jing', name: '陈静' },
    });

    expect(await setUp({ ...GOOD, login: 'second', token })).toMatch(/^set-up-link.unknown: .*unknown or was used/);
    expect(await ensure()).toBeNull();
  });

  it('a new start makes a new token and the old one void', async () => {
    const first = (await ensure())!;
    const second = (await ensure())!;
    expect(second).not.toBe(first);
    expect(await setUp({ ...GOOD, token: first })).toMatch(/^set-up-link.unknown/);
    expect(await setUp({ ...GOOD, token: second })).toBe('done');
  });

  it('a wrong token makes nobody, and stands in the trail without itself', async () => {
    expect(await setUp({ ...GOOD, token: 'none' })).toMatch(/^set-up-link.unknown/);
    await ensure();
    for (const token of ['none', readFileSync(file(), 'utf8').trim(), ''])
      expect(await setUp({ ...GOOD, token })).toMatch(/^set-up-link.unknown/);
    writeFileSync(file(), '');
    expect(await setUp({ ...GOOD, token: '' })).toMatch(/^set-up-link.unknown/);
    const trail = await trailOf(test.stores);
    expect(trail.map(({ actor, action, outcome }) => [actor, action, outcome])).toEqual(
      Array.from({ length: 5 }, () => ['nobody', 'account.create', 'refused']),
    );
    expect(JSON.stringify(trail)).not.toContain('none');
    expect((await listAccounts(test.stores.postgres, now(), {}, { page: 1, pageSize: 9 })).total).toBe(0);
  });

  it('a bad password costs nothing but the attempt', async () => {
    const token = (await ensure())!;
    expect(await setUp({ ...GOOD, password: 'short', token })).toMatch(/^password.weak: /);
    expect(await setUp({ ...GOOD, password: 'Chen.Jing-2031', token })).toMatch(/^password.weak: /);
    expect(await setUp({ ...GOOD, token })).toBe('done');
  });

  it('one of two at once makes the admin', async () => {
    const token = (await ensure())!;
    const both = await Promise.all([setUp({ ...GOOD, token }), setUp({ ...GOOD, login: 'second', token })]);
    expect(both.sort()).toEqual([expect.stringMatching(/^admin.exists: .*administrator already/), 'done']);
  });
});

it('is not offered, nor taken, once somebody administers in another way', async () => {
  const context = { stores: test.stores, now, sessions: notingKeeper() };
  const token = (await ensure())!;
  const grants = [{ role: 'admin' as const, unit: null, index: null }];
  await createAccount(context, ADMIN, { login: 'other', name: '甲', unit: null, grants, reason: '到任' });
  expect(await setUp({ ...GOOD, token })).toMatch(/^admin.exists/);
  expect([await ensure(), leftovers()]).toEqual([null, []]);
});

it('is offered again where only accounts of a demo that is over, or disabled ones, hold the role', async () => {
  await loadDemoAccounts(test.stores.postgres, now());
  expect(await ensure()).toBeNull();
  await closeDemoAccounts(test.stores.postgres, now());
  await closeDemoAccounts(test.stores.postgres, now());
  const closed = (await trailOf(test.stores)).filter(({ action }) => action === 'account.change');
  expect(closed.map(({ target }) => target).sort()).toEqual(ACCOUNT_ROLES.map((role) => `account:demo-${role}`).sort());
  expect(closed[0]).toMatchObject({ actor: 'system', before: { disabled: false }, after: { disabled: true } });
  const token = (await ensure())!;
  expect(await setUp({ ...GOOD, token })).toBe('done');
  const context = { stores: test.stores, now, sessions: notingKeeper() };
  const { items } = await listAccounts(test.stores.postgres, now(), { q: 'chen' }, { page: 1, pageSize: 9 });
  await changeAccount(context, ADMIN, 'demo-admin', { disabled: false, reason: '测试' });
  await expect(changeAccount(context, ADMIN, items[0]!.id, { disabled: true, reason: '测试' })).rejects.toThrow('last');
});
