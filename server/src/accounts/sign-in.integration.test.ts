import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../rights/actor.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { DEMO_PASSWORD, loadDemoAccounts } from './demo-accounts.ts';
import { createPasswordAttempts } from './password-attempts.ts';
import { hashPassword, PASSWORD_RULES } from './passwords.ts';
import { changePassword, signIn, type SignInContext } from './sign-in.ts';

const PLACE = { address: '10.1.2.3', agent: 'Firefox' };
const GOOD = 'Yin-Zhang-1987';
const { MAX_AGE_DAYS } = PASSWORD_RULES;

let test: TestStores;
let clock: number;
let context: SignInContext;
let hash: string;
beforeAll(async () => {
  test = await openTestStores();
  await loadDemoAccounts(test.stores.postgres, new Date('2023-02-20T08:00:00+08:00'));
  hash = await hashPassword(GOOD);
});
afterAll(() => test.drop());

beforeEach(async () => {
  clock = Date.parse('2023-02-20T08:00:00+08:00');
  const { postgres } = test.stores;
  context = { postgres, now: () => new Date(clock), demo: true, attempts: createPasswordAttempts(postgres, 'secret') };
  const at = new Date(clock);
  await postgres.db.deleteFrom('former_password').execute();
  await postgres.db.deleteFrom('account').where('id', '=', 'wang').execute();
  await postgres.db.deleteFrom('sign_in_place').execute();
  await postgres.db.updateTable('account').set({ disabled: false }).execute();
  const account = { id: 'wang', login: 'wang', name: '王', unit: null, origin: 'local' as const };
  const rest = { subject: null, last_sign_in_at: null, created_at: at, password_changed_at: at };
  await postgres.db
    .insertInto('account')
    .values({ ...account, ...rest, password_hash: hash })
    .execute();
});

const tryIn = (login: string, password: string, over: Partial<SignInContext> = {}): Promise<string> =>
  signIn({ ...context, ...over }, login, password, { ...PLACE, browser: null }).then(
    ({ id }) => id,
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );
const trail = async () => {
  const { db } = test.stores.postgres;
  return (await db.selectFrom('audit_entry').select('line').orderBy('sequence').execute()).map(({ line }) => line);
};
const accountOf = (id: string) =>
  test.stores.postgres.db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('signing in', () => {
  it('works by name in any case, and the password as it is', async () => {
    expect(await tryIn('wang', GOOD)).toBe('wang');
    expect(await tryIn('WANG', GOOD)).toBe('wang');
    expect(await tryIn('wang', GOOD.toLowerCase())).toMatch(/^sign-in.refused/);
    expect(await tryIn('head', DEMO_PASSWORD)).toBe('demo-head');
  });

  it('says the same of a wrong name, a wrong password and a disabled account', async () => {
    const answers = [await tryIn('nobody', GOOD), await tryIn('wang', 'wrong')];
    await test.stores.postgres.db
      .updateTable('account')
      .set({ disabled: true })
      .where('id', '=', 'demo-head')
      .execute();
    answers.push(await tryIn('head', DEMO_PASSWORD), await tryIn("' OR 1=1 --", GOOD), await tryIn('', ''));
    expect(new Set(answers).size).toBe(1);
  });

  it('lets nobody in by a demo account where there is no demo', async () => {
    expect(await tryIn('head', DEMO_PASSWORD, { demo: false })).toMatch(/^sign-in.refused/);
  });

  it(`asks for a new password after ${MAX_AGE_DAYS} days`, async () => {
    clock += (MAX_AGE_DAYS + 1) * 86_400_000;
    expect(await tryIn('wang', GOOD)).toBe('wang');
    expect((await accountOf('wang')).must_change).toBe(true);
  });

  it('leaves who, from where and how it went in the trail, and neither a password nor an unknown name', async () => {
    await tryIn('wang', GOOD);
    await tryIn('wang', 'My-Secret-1');
    await tryIn('My-Secret-2', 'x');
    const lines = (await trail()).slice(-3).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ actor, outcome, address, reason }) => [actor, outcome, address, reason])).toEqual([
      ['wang', 'done', '10.1.2.3', ''],
      ['wang', 'refused', '10.1.2.3', 'wrong password'],
      ['nobody', 'refused', '10.1.2.3', 'unknown name'],
    ]);
    expect((await trail()).join()).not.toMatch(/My-Secret|argon2/);
  });
});

describe('changing the password', () => {
  const actor = { id: 'wang', name: '王', ...PLACE, browser: null };
  const change = (current: string, next: string, id = 'wang') =>
    changePassword(context, { ...actor, id }, current, next).then(
      () => 'changed',
      (error: { code?: string }) => error.code,
    );

  it('wants the present one and a good next one, and lets in with that alone', async () => {
    expect(await change('wrong', 'Hai-Lu-2031-x')).toBe('sign-in.refused');
    expect(await change(GOOD, 'short')).toBe('password.weak');
    expect(await change(GOOD, GOOD)).toBe('password.used-before');
    expect(await change(GOOD, 'Hai-Lu-2031-x')).toBe('changed');
    expect(await tryIn('wang', GOOD)).toMatch(/^sign-in.refused/);
    expect(await tryIn('wang', 'Hai-Lu-2031-x')).toBe('wang');
  });

  it('takes none of the last ones again', async () => {
    let present = GOOD;
    for (const next of ['Hai-Lu-2031-a', 'Hai-Lu-2031-b']) {
      expect(await change(present, next)).toBe('changed');
      present = next;
    }
    expect(await change(present, 'Hai-Lu-2031-a')).toBe('password.used-before');
  });

  it('ends the duty to change it', async () => {
    await test.stores.postgres.db.updateTable('account').set({ must_change: true }).where('id', '=', 'wang').execute();
    expect(await change(GOOD, 'Hai-Lu-2031-x')).toBe('changed');
    expect((await accountOf('wang')).must_change).toBe(false);
  });

  it('makes wait who guesses at the present one', async () => {
    for (let turn = 0; turn < 5; turn += 1) expect(await change('wrong', 'Hai-Lu-2031-x')).toBe('sign-in.refused');
    expect(await change(GOOD, 'Hai-Lu-2031-x')).toBe('sign-in.wait');
    clock += 1000;
    expect(await change(GOOD, 'Hai-Lu-2031-x')).toBe('changed');
  });

  it('is not for demo accounts: the login page tells their password', async () => {
    expect(await change(DEMO_PASSWORD, 'Hai-Lu-2031-x', 'demo-head')).toBe('password.of-demo');
  });
});

it('demo accounts are made once', async () => {
  await loadDemoAccounts(context.postgres, new Date(clock));
  const accounts = await context.postgres.db.selectFrom('account').select('id').where('origin', '=', 'demo').execute();
  expect(accounts).toHaveLength(8);
  expect((await trail()).filter((line) => line.includes(`"actor":"${SYSTEM.id}"`))).toHaveLength(8);
});
