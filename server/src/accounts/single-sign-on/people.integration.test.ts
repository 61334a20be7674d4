import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { loadDemoAccounts } from '../demo-accounts.ts';
import type { Identity } from './identity-provider.ts';
import { accountFor, type Admission } from './people.ts';
import type { GroupRole } from './settings.ts';

const PLACE = { address: '10.0.0.7', agent: 'browser' };
const ROLES: readonly GroupRole[] = [
  { group: 'heads', role: 'head', unit: 'XC-D29', index: null },
  { group: 'bureau', role: 'head', unit: 'XC-D29', index: null },
  { group: 'audit', role: 'auditor', unit: null, index: null },
  { group: 'lead', role: 'leader', unit: null, index: null },
  { group: 'weights', role: 'evaluator', unit: null, index: 'XC-DEPARTMENT' },
];

let test: TestStores;
let number = 0;
let clock = Date.parse('2023-02-20T08:00:00Z');
beforeAll(async () => {
  test = await openTestStores();
  await loadDemoAccounts(test.stores.postgres, new Date(clock));
});
afterAll(() => test.drop());

const someone = (over: Partial<Identity> = {}): Identity => ({
  issuer: 'https://id.example',
  subject: `s${(number += 1)}`,
  login: `wang.wei${number}`,
  name: '王伟',
  groups: ['heads'],
  ...over,
});

const enter = (identity: Identity): Promise<Admission> =>
  accountFor({ postgres: test.stores.postgres, roles: ROLES }, new Date((clock += 60_000)), identity, PLACE);

async function admitted(identity: Identity) {
  const admission = await enter(identity);
  if (!admission.admitted) throw new Error(admission.why);
  return admission;
}

const accountOf = (id: string) =>
  test.stores.postgres.db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const grantsOf = async (id: string) => {
  const rows = await test.stores.postgres.db
    .selectFrom('account_grant')
    .selectAll()
    .where('account', '=', id)
    .orderBy('id')
    .execute();
  return rows.map(({ role, unit, scheme, valid_to: to }) => [role, unit, scheme, to === null ? 'holds' : 'over']);
};
const linesOf = async (id: string) => {
  const rows = await test.stores.postgres.db
    .selectFrom('audit_entry')
    .select('line')
    .where('target', '=', `account:${id}`)
    .orderBy('sequence')
    .execute();
  return rows.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
};

describe('somebody a provider vouches for', () => {
  it('has an account from the first time on', async () => {
    const identity = someone();
    const first = await admitted(identity);
    expect(first).toMatchObject({ name: '王伟', changed: true });
    expect(await accountOf(first.account)).toMatchObject({
      login: identity.login,
      origin: 'single-sign-on',
      password_hash: null,
      subject: `https://id.example ${identity.subject}`,
    });
    expect(await admitted(identity)).toEqual({ ...first, changed: false });
    const [line, ...more] = await linesOf(first.account);
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      action: 'account.create',
      actor: 'single-sign-on',
      after: { login: identity.login, grants: [{ role: 'head', unit: 'XC-D29', index: null }] },
      ...PLACE,
    });
  });

  it('is made once by two windows that come in at once', async () => {
    const identity = someone();
    const [one, other] = await Promise.all([admitted(identity), admitted(identity)]);
    expect(one.account).toBe(other.account);
    expect(await grantsOf(one.account)).toEqual([['head', 'XC-D29', null, 'holds']]);
    expect(await linesOf(one.account)).toHaveLength(1);
  });

  it('does not come in by groups that give what nobody holds together, and nothing is changed', async () => {
    const both = ['audit', 'weights'];
    expect(await enter(someone({ groups: both }))).toEqual({
      admitted: false,
      account: null,
      why: 'conflict',
      changed: false,
    });
    const identity = someone();
    const { account } = await admitted(identity);
    expect(await enter({ ...identity, groups: both })).toMatchObject({ admitted: false, account, why: 'conflict' });
    expect(await grantsOf(account)).toEqual([['head', 'XC-D29', null, 'holds']]);
    // Beside what was given by hand, too.
    const grant = { account, role: 'evaluator' as const, unit: null, scheme: null };
    await test.stores.postgres.db
      .insertInto('account_grant')
      .values({ ...grant, valid_from: new Date(clock), valid_to: null, granted_by: 'boss', reason: '' })
      .execute();
    expect(await enter({ ...identity, groups: ['audit'] })).toMatchObject({ admitted: false, why: 'conflict' });
    expect(await linesOf(account)).toHaveLength(1);
  });

  it('has the roles of the groups, each once, and others when the groups are', async () => {
    const identity = someone({ groups: ['heads', 'bureau', 'unknown'] });
    const { account } = await admitted(identity);
    expect(await grantsOf(account)).toEqual([['head', 'XC-D29', null, 'holds']]);
    expect(await admitted({ ...identity, groups: ['lead', 'weights'] })).toMatchObject({ changed: true });
    expect(await grantsOf(account)).toEqual([
      ['head', 'XC-D29', null, 'over'],
      ['leader', null, null, 'holds'],
      ['evaluator', null, 'XC-DEPARTMENT', 'holds'],
    ]);
    const line = (await linesOf(account)).at(-1);
    expect(line).toMatchObject({
      action: 'account.change',
      before: { grants: [{ role: 'head', unit: 'XC-D29', index: null }] },
      after: { grants: [{ role: 'leader' }, { role: 'evaluator', index: 'XC-DEPARTMENT' }] },
      reason: 'single sign-on groups',
    });
  });

  it('stays out without a group that has a role, and loses what there was', async () => {
    expect(await enter(someone({ groups: [] }))).toMatchObject({ admitted: false, account: null, why: 'no-role' });
    const identity = someone();
    const { account } = await admitted(identity);
    const out = { admitted: false, account, why: 'no-role', changed: true };
    expect(await enter({ ...identity, groups: ['unknown'] })).toEqual(out);
    expect(await grantsOf(account)).toEqual([['head', 'XC-D29', null, 'over']]);
    expect(await enter({ ...identity, groups: ['unknown'] })).toEqual({ ...out, changed: false });
  });

  it('keeps what an administrator gave by hand', async () => {
    const identity = someone();
    const { account } = await admitted(identity);
    await test.stores.postgres.db
      .insertInto('account_grant')
      .values([
        {
          account,
          role: 'leader',
          unit: null,
          scheme: null,
          valid_from: new Date(clock),
          valid_to: null,
          granted_by: 'demo-admin',
          reason: '测试',
        },
      ])
      .execute();
    await admitted({ ...identity, groups: ['weights'] });
    expect(await grantsOf(account)).toEqual([
      ['head', 'XC-D29', null, 'over'],
      ['leader', null, null, 'holds'],
      ['evaluator', null, 'XC-DEPARTMENT', 'holds'],
    ]);
  });

  it('stays out when disabled, whatever the groups', async () => {
    const identity = someone();
    const { account } = await admitted(identity);
    await test.stores.postgres.db.updateTable('account').set({ disabled: true }).where('id', '=', account).execute();
    expect(await enter({ ...identity, groups: ['audit'] })).toMatchObject({
      admitted: false,
      account,
      why: 'disabled',
    });
    expect(await grantsOf(account)).toEqual([['head', 'XC-D29', null, 'holds']]);
  });

  it('is never the account of that name that was here before', async () => {
    const one = await admitted(someone({ login: 'Admin' }));
    const other = await admitted(someone({ login: 'admin' }));
    const elsewhere = await admitted(someone({ issuer: 'https://other.example', subject: 's1', login: 'wang.wei1' }));
    expect(await accountOf(one.account)).toMatchObject({ login: 'admin-2', origin: 'single-sign-on' });
    expect(await accountOf(other.account)).toMatchObject({ login: 'admin-3' });
    expect(await accountOf(elsewhere.account)).toMatchObject({ login: 'wang.wei1-2' });
    expect(await accountOf('demo-admin')).toMatchObject({ login: 'admin', subject: null, origin: 'demo' });
  });

  it('is called as there, and signs in by letters accounts can have', async () => {
    const identity = someone({ login: '王伟', name: ' 王\n伟 '.repeat(30) });
    const { account, name } = await admitted(identity);
    expect(await accountOf(account)).toMatchObject({ login: 'person', name });
    expect(name).toMatch(/^\P{Cc}{1,50}$/u);
    await admitted({ ...identity, name: '王大伟' });
    expect(await accountOf(account)).toMatchObject({ name: '王大伟' });
    const long = await admitted(someone({ login: `--${'X'.repeat(300)}@例` }));
    expect((await accountOf(long.account)).login).toBe('x'.repeat(56));
    const brief = await admitted(someone({ login: 'Li' }));
    expect((await accountOf(brief.account)).login).toBe('li');
    const nameless = await admitted(someone({ login: '', name: '' }));
    expect(await accountOf(nameless.account)).toMatchObject({ login: 'person-2', name: '—' });
  });
});
