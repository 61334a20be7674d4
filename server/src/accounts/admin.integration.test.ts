import type { Grant } from '@dangzhi/metrics/rights';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyTrail } from '../audit/verify.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { findAccess } from './access.ts';
import type { AccountContext } from './account.ts';
import { ADMIN, loadUnits, notingKeeper, trailOf } from '../../testing/accounts.ts';
import { createAccount, endSessions, resetPassword, unlockAccount } from './admin.ts';
import { changeAccount, type AccountChange } from './change-account.ts';
import { loadDemoAccounts } from './demo-accounts.ts';
import { FREE_OF_AN_ACCOUNT } from './password-attempts.ts';
import { passwordFaults, verifyPassword } from './passwords.ts';
import { findAccount, listAccounts, listGrants } from './queries.ts';
import { createSessions } from './sessions.ts';

let test: TestStores;
let clock: number;
let keeper: ReturnType<typeof notingKeeper>;
let context: AccountContext;
/** A login nobody has yet, for each test. */
let login: string;
let number = 0;

beforeAll(async () => {
  test = await openTestStores();
  await loadUnits(test.stores);
  clock = Date.parse('2023-02-20T00:00:00Z');
});
afterAll(() => test.drop());
beforeEach(() => {
  keeper = notingKeeper();
  context = { stores: test.stores, now: () => new Date(clock), sessions: keeper };
  login = `person-${(number += 1)}`;
  clock += 86_400_000;
});

const grant = (role: Grant['role'], unit: string | null = null, index: string | null = null): Grant => ({
  role,
  unit,
  index,
});
const draft = (grants: Grant[] = [grant('head', 'XC-D29')], unit: string | null = 'XC-D29') => ({
  login,
  name: '王芳',
  unit,
  grants,
  reason: '到任',
});
const make = async (...given: Parameters<typeof draft>) =>
  (await createAccount(context, ADMIN, draft(...given))).account;
const change = (id: string, given: Omit<AccountChange, 'reason'>, actor = ADMIN) =>
  changeAccount(context, actor, id, { ...given, reason: '调岗' });
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );
const rowOf = (id: string) =>
  test.stores.postgres.db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const lastLine = async () => (await trailOf(test.stores)).at(-1)!;
const minutes = (count: number): void => void (clock += count * 60_000);

describe('a new account', () => {
  it('has its roles, a good first password to be changed, and a line in the trail', async () => {
    login = 'Wang.Fang';
    const { account, password } = await createAccount(context, ADMIN, draft());
    expect(account).toEqual({
      id: expect.stringMatching(/^[\w-]{16}$/) as string,
      login: 'wang.fang',
      name: '王芳',
      unit: 'XC-D29',
      origin: 'local',
      state: 'active',
      wrongPasswords: 0,
      mustChangePassword: true,
      passwordChangedAt: new Date(clock).toISOString(),
      lastSignInAt: null,
      createdAt: new Date(clock).toISOString(),
      sessions: 0,
      grants: [grant('head', 'XC-D29')],
    });
    expect(passwordFaults(password, account)).toEqual([]);
    expect(await verifyPassword((await rowOf(account.id)).password_hash, password)).toBe(true);
    expect(await lastLine()).toMatchObject({
      actor: 'boss',
      address: '10.0.0.7',
      action: 'account.create',
      target: `account:${account.id}`,
      before: null,
      after: { login: 'wang.fang', unit: 'XC-D29', grants: [grant('head', 'XC-D29')] },
      reason: '到任',
    });
  });

  it('takes no login that is taken, in whatever case, and leaves nothing behind', async () => {
    await make();
    const lines = (await trailOf(test.stores)).length;
    login = login.toUpperCase();
    expect(await refusal(createAccount(context, ADMIN, draft()))).toMatch(/^login.taken: .*taken/);
    expect(await trailOf(test.stores)).toHaveLength(lines);
    const { db } = test.stores.postgres;
    const orphans = db.selectFrom('account_grant').where('valid_from', '=', new Date(clock)).selectAll();
    expect(await orphans.execute()).toHaveLength(1);
  });

  it('is made once, however many ask at once', async () => {
    const tries = await Promise.all([1, 2, 3].map(() => refusal(createAccount(context, ADMIN, draft()))));
    expect(tries.filter((one) => one === 'done')).toHaveLength(1);
  });

  it.each<[string, Grant[], RegExp]>([
    ['a unit that is not there', [grant('leader', 'NOWHERE')], /^grant.unit-unknown: .*no unit NOWHERE/],
    ['a scheme that is not there', [grant('evaluator', null, 'NONE')], /^grant.scheme-unknown: .*no scheme NONE/],
    ['a head of nothing', [grant('head')], /^grant.unit-needed: .*role head is held for a unit/],
    ['a reporter of nothing', [grant('reporter')], /^grant.unit-needed: .*role reporter is held for a unit/],
    ['a role twice', [grant('leader'), grant('leader')], /^grant.repeated: .*leader is given twice/],
    ['admin and evaluator', [grant('evaluator'), grant('admin')], /^grant.roles-apart: .*both admin and evaluator/],
    ['admin and approver', [grant('admin'), grant('approver')], /^grant.roles-apart: .*both admin and approver/],
    ['admin and steward', [grant('admin'), grant('steward')], /^grant.roles-apart: .*both admin and steward/],
    ['auditor and anything', [grant('leader'), grant('auditor')], /^grant.roles-apart: .*both auditor and leader/],
    ['auditor and admin', [grant('admin'), grant('auditor')], /^grant.roles-apart: .*both auditor and admin/],
  ])('is refused: %s', async (_case, grants, wanted) => {
    expect(await refusal(createAccount(context, ADMIN, draft(grants)))).toMatch(wanted);
    expect(
      (await listAccounts(test.stores.postgres, context.now(), { q: login }, { page: 1, pageSize: 9 })).total,
    ).toBe(0);
  });

  it('of an auditor is made at the machine, and by no admin alone', async () => {
    const audits = [grant('auditor')];
    const alone = /^grant.auditor-at-machine: .*no administrator makes an auditor/;
    expect(await refusal(createAccount(context, ADMIN, draft(audits, null)))).toMatch(alone);
    const { id } = await make([], null);
    expect(await refusal(change(id, { grants: audits }))).toMatch(alone);
    const operator = { ...ADMIN, id: 'operator' };
    expect((await change(id, { grants: audits }, operator)).grants).toEqual(audits);
    // The password of one would do as well.
    expect(await refusal(resetPassword(context, ADMIN, id, '忘记'))).toMatch(alone);
    expect((await resetPassword(context, operator, id, '忘记')).account.id).toBe(id);
    expect((await change(id, { name: '审计员', disabled: true })).state).toBe('disabled');
  });

  it('is refused at a unit that is not there', async () => {
    expect(await refusal(createAccount(context, ADMIN, draft([], 'NOWHERE')))).toMatch(/no unit NOWHERE/);
  });

  it('may hold a role for two units, a scheme, or none at all', async () => {
    const grants = [grant('head', 'XC-D29'), grant('head', 'XC-D30'), grant('evaluator', null, 'XC-DEPARTMENT')];
    expect((await make(grants)).grants).toEqual(grants);
    login += '-b';
    expect((await make([])).grants).toEqual([]);
  });
});

describe('a change', () => {
  it('closes what ends, begins what is new, leaves what stays, and takes effect at once', async () => {
    const { id } = await make([grant('head', 'XC-D29'), grant('leader')]);
    const madeAt = new Date(clock).toISOString();
    minutes(5);
    const changedAt = new Date(clock).toISOString();
    const changed = await change(id, { grants: [grant('leader'), grant('head', 'XC-D30')], unit: 'XC-D30' });
    expect([changed.unit, changed.grants]).toEqual(['XC-D30', [grant('leader'), grant('head', 'XC-D30')]]);
    const history = await listGrants(test.stores.postgres, id);
    expect(history.map(({ role, unit, from, to, reason }) => [role, unit, from, to, reason])).toEqual([
      ['head', 'XC-D30', changedAt, null, '调岗'],
      ['leader', null, madeAt, null, '到任'],
      ['head', 'XC-D29', madeAt, changedAt, '到任'],
    ]);
    expect(history.map(({ grantedBy }) => grantedBy)).toEqual(['boss', 'boss', 'boss']);
    expect(keeper.told).toEqual([`forget ${id}`]);
    expect(await lastLine()).toMatchObject({
      action: 'account.change',
      before: { name: '王芳', unit: 'XC-D29', disabled: false, grants: [grant('head', 'XC-D29'), grant('leader')] },
      after: { name: '王芳', unit: 'XC-D30', disabled: false, grants: [grant('leader'), grant('head', 'XC-D30')] },
    });
  });

  it('to what it is already writes nothing', async () => {
    const { id } = await make([grant('leader'), grant('head', 'XC-D29')]);
    const lines = (await trailOf(test.stores)).length;
    await change(id, { name: '王芳', disabled: false, grants: [grant('head', 'XC-D29'), grant('leader')] });
    expect(await trailOf(test.stores)).toHaveLength(lines);
    expect(keeper.told).toEqual([]);
    expect(await listGrants(test.stores.postgres, id)).toHaveLength(2);
  });

  it('is refused as a new account would be, and changes nothing then', async () => {
    const { id } = await make();
    expect(await refusal(change(id, { name: '别名', grants: [grant('head')] }))).toMatch(/^grant.unit-needed/);
    expect(await refusal(change(id, { name: '别名', unit: 'NOWHERE' }))).toMatch(/^grant.unit-unknown/);
    expect((await findAccount(test.stores.postgres, id, context.now()))?.name).toBe('王芳');
  });

  it('of nobody is not found', async () => {
    const works = [
      change('none', { name: 'x' }),
      resetPassword(context, ADMIN, 'none', '忘记'),
      unlockAccount(context, ADMIN, 'none', '忘记'),
      endSessions(context, ADMIN, 'none'),
    ];
    expect(new Set(await Promise.all(works.map(refusal)))).toEqual(
      new Set(['account.unknown: There is no account none']),
    );
  });

  it('disabling ends every session; enabling lets in again', async () => {
    const { id } = await make();
    expect((await change(id, { disabled: true })).state).toBe('disabled');
    expect(keeper.told).toEqual([`forget ${id}`, `end ${id}`]);
    expect((await change(id, { disabled: false })).state).toBe('active');
  });

  it('of the own account is the name only', async () => {
    const { id } = await make([grant('admin')], null);
    const self = { ...ADMIN, id };
    for (const given of [
      { disabled: true },
      { grants: [grant('admin'), grant('leader')] },
      { grants: [] },
      { unit: 'XC-D29' },
    ])
      expect(await refusal(change(id, given, self))).toMatch(/^account.own: .*own account/);
    expect(await refusal(resetPassword(context, self, id, '忘记'))).toMatch(/^account.own: .*own account/);
    expect((await change(id, { name: '王芳芳', grants: [grant('admin')] }, self)).name).toBe('王芳芳');
  });
});

describe('the last administrator', () => {
  const others = async (): Promise<void> => {
    await test.stores.postgres.db.updateTable('account').set({ disabled: true }).execute();
  };
  beforeEach(others);

  it('stays one', async () => {
    const { id } = await make([grant('admin')], null);
    for (const given of [{ disabled: true }, { grants: [] }])
      expect(await refusal(change(id, given))).toMatch(/^admin.last: .*last administrator/);
    login += '-b';
    const second = await make([grant('admin')], null);
    await change(id, { grants: [] });
    expect(await refusal(change(second.id, { disabled: true }))).toMatch(/last administrator/);
  });

  it('is left when two go at once', async () => {
    const first = await make([grant('admin')], null);
    login += '-b';
    const second = await make([grant('admin')], null);
    const gone = await Promise.all(
      [first, second].map(({ id }, index) => refusal(change(id, index === 0 ? { disabled: true } : { grants: [] }))),
    );
    expect(gone.filter((one) => one === 'done')).toHaveLength(1);
  });

  it('is not one of the demo', async () => {
    const { id } = await make([grant('admin')], null);
    await loadDemoAccounts(test.stores.postgres, context.now());
    expect(await refusal(change(id, { disabled: true }))).toMatch(/last administrator/);
    expect((await change('demo-admin', { disabled: true })).state).toBe('disabled');
  });
});

/** So many wrong passwords that each place waits. */
const failAt = (account: string) =>
  test.stores.postgres.db
    .insertInto('sign_in_place')
    .values({
      who: `account:${account}`,
      place: '10.0.0.1',
      failures: FREE_OF_AN_ACCOUNT,
      failed_at: new Date(clock),
      succeeded_at: null,
    })
    .execute();

describe('the password of somebody else', () => {
  it('is reset to a first one; waiting after wrong ones and every session end', async () => {
    const { account, password: before } = await createAccount(context, ADMIN, draft());
    const { db } = test.stores.postgres;
    await db.updateTable('account').set({ must_change: false }).where('id', '=', account.id).execute();
    await failAt(account.id);
    expect(await findAccount(test.stores.postgres, account.id, context.now())).toMatchObject({
      state: 'slowed',
      wrongPasswords: FREE_OF_AN_ACCOUNT,
    });
    const reset = await resetPassword(context, ADMIN, account.id, '忘记');
    expect(reset.account).toMatchObject({ state: 'active', wrongPasswords: 0, mustChangePassword: true });
    const { password_hash: hash } = await rowOf(account.id);
    expect([await verifyPassword(hash, reset.password), await verifyPassword(hash, before)]).toEqual([true, false]);
    expect(keeper.told).toEqual([`end ${account.id}`]);
    expect(await lastLine()).toMatchObject({ action: 'account.reset-password', reason: '忘记', before: null });
  });

  it('is not ours where single sign-on or the demo keeps it', async () => {
    const { id } = await make();
    const { db } = test.stores.postgres;
    await db.updateTable('account').set({ origin: 'single-sign-on' }).where('id', '=', id).execute();
    expect(await refusal(resetPassword(context, ADMIN, id, '忘记'))).toMatch(
      /^account.password-elsewhere: .*single sign-on/,
    );
    await loadDemoAccounts(test.stores.postgres, context.now());
    expect(await refusal(resetPassword(context, ADMIN, 'demo-head', '忘记'))).toMatch(
      /^account.password-of-demo: .*demo account/,
    );
  });

  it('stays as it is when wrong ones are forgotten', async () => {
    const { account, password } = await createAccount(context, ADMIN, draft());
    await failAt(account.id);
    expect((await unlockAccount(context, ADMIN, account.id, '本人来电')).state).toBe('active');
    expect(await verifyPassword((await rowOf(account.id)).password_hash, password)).toBe(true);
    const before = { wrongPasswords: FREE_OF_AN_ACCOUNT };
    expect(await lastLine()).toMatchObject({ action: 'account.unlock', before, reason: '本人来电' });
  });
});

describe('the list', () => {
  const list = async (filter: Parameters<typeof listAccounts>[2], page = 1, pageSize = 50) =>
    listAccounts(test.stores.postgres, context.now(), filter, { page, pageSize });
  const logins = async (...given: Parameters<typeof list>) => (await list(...given)).items.map((one) => one.login);

  it('finds by words, role, unit and state, page by page', async () => {
    const [base] = [login];
    login = `${base}-a`;
    const a = await make([grant('reporter', 'XC-D31')], 'XC-D31');
    login = `${base}-b`;
    const b = await make([grant('head', 'XC-D31')], null);
    login = `${base}-c`;
    const c = await make([grant('leader')], 'XC-D32');
    await change(c.id, { disabled: true });
    await change(b.id, { name: '李%雷' });
    await failAt(a.id);
    const q = base.toUpperCase();
    expect(await logins({ q })).toEqual([`${base}-a`, `${base}-b`, `${base}-c`]);
    expect(await logins({ q: '李%' })).toEqual([`${base}-b`]);
    expect(await logins({ q, role: 'head' })).toEqual([`${base}-b`]);
    expect(await logins({ unit: 'XC-D31' })).toEqual([`${base}-a`, `${base}-b`]);
    expect(await logins({ q, state: 'slowed' })).toEqual([`${base}-a`]);
    expect(await logins({ q, state: 'disabled' })).toEqual([`${base}-c`]);
    expect(await logins({ q, state: 'active' })).toEqual([`${base}-b`]);
    expect([await logins({ q }, 2, 2), (await list({ q }, 2, 2)).total]).toEqual([[`${base}-c`], 3]);
    minutes(24 * 60);
    expect(await logins({ q, state: 'active' })).toEqual([`${base}-a`, `${base}-b`]);
    await change(b.id, { grants: [] });
    expect(await logins({ q, role: 'head' })).toEqual([]);
  });

  it('counts the sessions that live, and ends them', async () => {
    const { id } = await make();
    const sessions = createSessions(test.stores.postgres, context.now);
    const place = { address: '10.0.0.8', agent: 'Firefox' };
    const token = await sessions.start(id, place);
    await sessions.start(id, place);
    const count = async () => (await findAccount(test.stores.postgres, id, context.now()))?.sessions;
    expect(await count()).toBe(2);
    minutes(31);
    expect(await count()).toBe(0);
    minutes(-31);
    expect(await sessions.find(token)).not.toBeNull();
    await endSessions({ ...context, sessions }, ADMIN, id);
    expect([await count(), await sessions.find(token)]).toEqual([0, null]);
    expect(await lastLine()).toMatchObject({ action: 'account.end-sessions', before: { sessions: 2 } });
    await sessions.idle();
  });
});

describe('who could see a unit', () => {
  const seers = async (unit: string, at?: number) => {
    const iso = at === undefined ? undefined : new Date(at).toISOString();
    const { items } = await findAccess(test.stores.postgres, unit, context.now(), iso);
    return items.filter((one) => one.login.startsWith(login));
  };

  it('is told as of any instant, by the roles of then', async () => {
    const before = clock - 1;
    const { id } = await make([grant('head', 'XC-D29')]);
    const madeAt = clock;
    minutes(60);
    await change(id, { grants: [grant('leader')], unit: null });
    const changedAt = clock;
    minutes(60);
    await change(id, { disabled: true });
    const disabledAt = clock;
    minutes(60);
    const told = async (at?: number) =>
      (await seers('XC-D29', at)).map(({ role, through, since }) => [role, through, Date.parse(since)]);
    expect(await told(before)).toEqual([]);
    expect(await told(madeAt)).toEqual([['head', 'XC-D29', madeAt]]);
    expect(await told(changedAt - 1)).toEqual([['head', 'XC-D29', madeAt]]);
    expect(await told(changedAt)).toEqual([['leader', null, changedAt]]);
    expect(await told(disabledAt - 1)).toEqual([['leader', null, changedAt]]);
    expect(await told(disabledAt)).toEqual([]);
    expect(await told()).toEqual([]);
    expect((await seers('XC-D30', madeAt)).length).toBe(0);
    // What is yet to come nobody knows: it is answered as of now.
    const later = await findAccess(test.stores.postgres, 'XC-D29', context.now(), '2999-01-01T00:00:00Z');
    expect(later.at).toBe(new Date(clock).toISOString());
  });

  it('says by which role, through which unit, and what that lets do', async () => {
    const { id } = await make([grant('steward'), grant('leader', '330624')], 'XC-D13');
    const told = async (unit: string, at?: number) =>
      (await seers(unit, at)).map(({ role, through, actions }) => [role, through, actions.join(' ')]);
    const steward = 'unit.read observation.read observation.report observation.inspect observation.decide';
    expect(await told('XC-D29')).toEqual([
      ['steward', null, steward],
      ['leader', '330624', 'unit.read observation.read'],
    ]);
    // The account's own unit: it is seen, and nothing about it is decided.
    const recused = steward.replace(' observation.inspect observation.decide', '');
    expect((await told('XC-D13'))[0]).toEqual(['steward', null, recused]);
    const thereUntil = clock;
    minutes(5);
    await change(id, { unit: 'XC-D29' });
    expect([(await told('XC-D13'))[0]?.[2], (await told('XC-D29'))[0]?.[2]]).toEqual([steward, recused]);
    expect((await told('XC-D13', thereUntil))[0]?.[2]).toBe(recused);
  });

  it('is nobody by a role that sees no unit', async () => {
    await make([grant('admin')], null);
    expect(await seers('XC-D29')).toEqual([]);
  });

  it('is refused for a unit that is not there and for what is no instant', async () => {
    const find = (unit: string, at?: string) => refusal(findAccess(test.stores.postgres, unit, context.now(), at));
    expect(await find('NOWHERE')).toMatch(/^unit.unknown: There is no unit NOWHERE/);
    for (const at of ['0000-01-01T00:00:00Z', '2022-12-31T23:59:60Z', 'x'])
      expect(await find('XC-D29', at)).toMatch(/^instant.unreadable: querystring.at /);
  });
});

it('the trail is whole and holds neither a password nor a hash', async () => {
  const { account, password } = await createAccount(context, ADMIN, draft());
  const reset = await resetPassword(context, ADMIN, account.id, '忘记');
  const lines = JSON.stringify(await trailOf(test.stores));
  for (const secret of ['argon2', password, reset.password]) expect(lines).not.toContain(secret);
  expect(await verifyTrail(test.stores.postgres)).toMatchObject({ intact: true });
});
