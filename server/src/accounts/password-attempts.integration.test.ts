import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { listAccounts } from './queries.ts';
import {
  createPasswordAttempts,
  forgetFailuresOf,
  forgetOldFailures,
  FREE_AT_A_PLACE,
  FREE_OF_AN_ACCOUNT,
  FREE_OF_AN_ADDRESS,
  LONGEST_WAIT_OF_AN_ADDRESS_S,
  LONGEST_WAIT_S,
  type AdmittedAttempt,
  type PasswordAttempts,
} from './password-attempts.ts';

let test: TestStores;
let attempts: PasswordAttempts;
let clock: number;
beforeAll(async () => {
  test = await openTestStores();
  const rest = { name: '王', unit: null, origin: 'local' as const, password_hash: null, password_changed_at: null };
  const made = { ...rest, subject: null, last_sign_in_at: null, created_at: new Date(0) };
  await test.stores.postgres.db
    .insertInto('account')
    .values(['wang', 'li'].map((id) => ({ id, login: id, ...made })))
    .execute();
});
afterAll(() => test.drop());
beforeEach(async () => {
  clock = Date.parse('2023-02-20T08:00:00+08:00');
  await test.stores.postgres.db.deleteFrom('sign_in_place').execute();
  await test.stores.postgres.db.deleteFrom('password_attempt').execute();
  restart();
});

/** What another process on the same stores has. */
const another = (): PasswordAttempts => createPasswordAttempts(test.stores.postgres, 'a secret');
const restart = (): void => void (attempts = another());
const transact = <T>(work: Parameters<ReturnType<typeof begun>['execute']>[0]) => begun().execute(work) as Promise<T>;
const begun = () => test.stores.postgres.db.transaction();

interface From {
  readonly account?: string | null;
  readonly login?: string;
  readonly address?: string;
  readonly browser?: string | null;
  /** The process that is asked. */
  readonly by?: PasswordAttempts;
}
const NOBODY: From = { account: null, login: 'nobody' };
const admit = ({ account = 'wang', login = 'wang', address = '10.0.0.1', browser = null, by = attempts }: From) =>
  by.admit({ account, login, address, browser }, new Date(clock));

/** What comes of an attempt: `wrong`, the secret of the browser that was let in, or the seconds to wait. */
async function attempt(isRight: boolean, from: From = {}): Promise<string | number> {
  let admitted: AdmittedAttempt;
  try {
    admitted = await admit(from);
  } catch (error) {
    const { code, params } = error as { code: string; params: { seconds: number } };
    expect(code).toBe('sign-in.wait');
    return params.seconds;
  }
  try {
    const at = new Date(clock);
    if (isRight) return await transact<string>((transaction) => admitted.succeed(transaction, at));
    await transact((transaction) => admitted.fail(transaction, at));
    return 'wrong';
  } finally {
    await admitted.end();
  }
}
const guess = (from: From = {}) => attempt(false, from);
const enter = (from: From = {}) => attempt(true, from);
const guesses = async (count: number, fromOf: (turn: number) => From = () => ({})) => {
  const answers = [];
  for (let turn = 0; turn < count; turn += 1) answers.push(await guess(fromOf(turn)));
  return answers;
};
const seconds = (count: number): void => void (clock += count * 1000);
const wrong = (count: number) => Array<string>(count).fill('wrong');

describe('a place', () => {
  it('waits after a few wrong passwords, twice as long each time, and no longer than a quarter of an hour', async () => {
    expect(await guesses(FREE_AT_A_PLACE + 1)).toEqual([...wrong(FREE_AT_A_PLACE), 1]);
    for (const wait of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, LONGEST_WAIT_S, LONGEST_WAIT_S]) {
      expect(await guess()).toBe(wait);
      seconds(wait - 1);
      expect(await guess()).toBe(1);
      seconds(1);
      expect(await guess()).toBe('wrong');
    }
  });

  it('is let in with the right password when the wait is over, and begins anew', async () => {
    await guesses(FREE_AT_A_PLACE + 1);
    expect(await enter()).toBe(1);
    seconds(1);
    expect(await enter()).toEqual(expect.any(String));
    expect(await guesses(FREE_AT_A_PLACE)).toEqual(wrong(FREE_AT_A_PLACE));
  });

  it('waits the same for a name that nobody has', async () => {
    expect(await guesses(FREE_AT_A_PLACE + 1, () => NOBODY)).toEqual([...wrong(FREE_AT_A_PLACE), 1]);
    expect(await guess({ ...NOBODY, login: 'NOBODY' })).toBe(1);
    expect(await guess({ ...NOBODY, login: 'other' })).toBe('wrong');
  });

  it('waits on after a start, and a day without a failure forgets it', async () => {
    await guesses(FREE_AT_A_PLACE);
    restart();
    expect(await guess()).toBe(1);
    seconds(86_400);
    expect(await guesses(FREE_AT_A_PLACE)).toEqual(wrong(FREE_AT_A_PLACE));
  });

  it('that tries many at once has as many of them looked at as may be wrong, though it asks two processes', async () => {
    const other = another();
    const tries = Array.from({ length: 30 }, (_, turn) => guess(turn % 2 === 0 ? {} : { by: other }));
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(FREE_AT_A_PLACE);
  });

  it('is told to wait for no attempt twice, as wrong and as under way', async () => {
    await guesses(FREE_AT_A_PLACE - 2);
    const admitted = await admit({});
    await transact((transaction) => admitted.fail(transaction, new Date(clock)));
    expect(await guess()).toBe('wrong');
    await admitted.end();
    expect(await guess()).toBe(1);
  });

  it('waits for no attempt that ended without an answer, nor for one of a process that died', async () => {
    await guesses(FREE_AT_A_PLACE - 1);
    await (await admit({})).end();
    await admit({});
    expect(await guess()).toBe(1);
    seconds(61);
    expect(await guess()).toBe('wrong');
  });

  it('never waits longer than it has to, though the clock was set back', async () => {
    await guesses(FREE_AT_A_PLACE);
    seconds(-3600);
    expect(await guess()).toBe(1);
  });
});

describe('an account that many guess at', () => {
  const from = (turn: number): From => ({ address: `10.9.${turn >> 8}.${turn & 255}` });

  it('lets in the right password from a place that has not failed', async () => {
    await guesses(100, from);
    expect(await enter({ address: '10.0.0.7' })).toEqual(expect.any(String));
  });

  it('keeps each place waiting that is wrong once, also after somebody got in elsewhere', async () => {
    await guesses(FREE_OF_AN_ACCOUNT + 4, from);
    expect(await guess(from(0))).toBe(16);
    expect(await guess(from(600))).toBe('wrong');
    expect(await guess(from(600))).toBe(32);
    await enter({ address: '10.0.0.7' });
    expect(await guess(from(600))).toBe(32);
    expect(await guess({ account: 'li', login: 'li', ...from(600) })).toBe('wrong');
  });

  it('says so to an admin, who can end the waiting', async () => {
    await guesses(FREE_OF_AN_ACCOUNT, from);
    const { items } = await listAccounts(test.stores.postgres, new Date(clock), {}, { page: 1, pageSize: 9 });
    expect(items.map(({ id, state, wrongPasswords }) => [id, state, wrongPasswords])).toEqual([
      ['li', 'active', 0],
      ['wang', 'slowed', FREE_OF_AN_ACCOUNT],
    ]);
    expect(await guess(from(0))).toBe(1);
    await transact((transaction) => forgetFailuresOf(transaction, 'wang'));
    expect(await guess(from(0))).toBe('wrong');
  });

  it('tells once that it became one, though many are wrong at once', async () => {
    const all = await Promise.all(Array.from({ length: FREE_OF_AN_ACCOUNT + 2 }, (_, turn) => admit(from(turn))));
    const reached = await Promise.all(
      all.map((admitted) => transact<boolean>((transaction) => admitted.fail(transaction, new Date(clock)))),
    );
    await Promise.all(all.map((admitted) => admitted.end()));
    expect(reached.filter(Boolean)).toHaveLength(1);
  });
});

describe('an address', () => {
  const names = (turn: number): From => ({ account: null, login: `name ${turn}` });

  it('waits after many failures under whatever names, a minute at most', async () => {
    expect(await guesses(FREE_OF_AN_ADDRESS + 1, names)).toEqual([...wrong(FREE_OF_AN_ADDRESS), 1]);
    for (let turn = 0; turn < 10; turn += 1) {
      seconds(LONGEST_WAIT_OF_AN_ADDRESS_S);
      await guess(names(100 + turn));
    }
    expect(await enter()).toBe(LONGEST_WAIT_OF_AN_ADDRESS_S);
    expect(await enter({ address: '10.0.0.2' })).toEqual(expect.any(String));
  });

  it('of an office counts failures only: whoever gets in takes back their own', async () => {
    const person = (turn: number): From => ({
      account: turn % 2 === 0 ? 'wang' : 'li',
      login: turn % 2 === 0 ? 'wang' : 'li',
    });
    for (let turn = 0; turn < 4 * FREE_OF_AN_ADDRESS; turn += 1) {
      expect(await guess(person(turn))).toBe('wrong');
      expect(await enter(person(turn))).toEqual(expect.any(String));
    }
  });

  it('is a /64 of IPv6', async () => {
    expect(await guesses(FREE_AT_A_PLACE + 1, (turn) => ({ address: `2001:db8::${turn}` }))).toEqual([
      ...wrong(FREE_AT_A_PLACE),
      1,
    ]);
  });
});

describe('a browser in which somebody got in', () => {
  it('is let in by that account whatever others at its address do', async () => {
    const browser = String(await enter());
    await guesses(FREE_AT_A_PLACE + 1);
    await guesses(FREE_OF_AN_ADDRESS + 1, (turn) => ({ account: null, login: `name ${turn}` }));
    expect(await enter()).toEqual(expect.any(Number));
    expect(await enter({ browser })).toBe(browser);
  });

  it('waits for its own wrong passwords, and is known for no other account', async () => {
    const browser = String(await enter());
    expect(await guesses(FREE_AT_A_PLACE + 1, () => ({ browser }))).toEqual([...wrong(FREE_AT_A_PLACE), 1]);
    const li = { account: 'li', login: 'li', address: '10.0.0.3' };
    expect(await guesses(FREE_AT_A_PLACE + 1, () => ({ ...li, browser }))).toEqual([...wrong(FREE_AT_A_PLACE), 1]);
    // A secret nobody gave is none.
    expect(await guess({ ...li, browser: 'x'.repeat(43) })).toBe(1);
  });

  it('is one of the last few of its account', async () => {
    const first = String(await enter());
    for (let turn = 0; turn < 20; turn += 1) {
      seconds(1);
      await enter();
    }
    const places = await test.stores.postgres.db.selectFrom('sign_in_place').select('place').execute();
    expect(places).toHaveLength(20);
    await guesses(FREE_AT_A_PLACE);
    expect(await enter({ browser: first })).toBe(1);
  });
});

it('keeps no name in clear, and no more places than are remembered', async () => {
  await guess({ account: null, login: 'My-Secret-1' });
  for (const turn of [1, 2, 3, 4, 5]) {
    seconds(1);
    await guess({ address: `10.0.1.${turn}` });
  }
  const { postgres } = test.stores;
  const listed = async () =>
    (await postgres.db.selectFrom('sign_in_place').selectAll().orderBy('failed_at').execute()).map((row) =>
      JSON.stringify(row),
    );
  expect((await listed()).join()).not.toContain('My-Secret');
  expect(await listed()).toHaveLength(6);
  await forgetOldFailures(postgres, new Date(clock), 3);
  expect(await listed()).toHaveLength(3);
  expect((await listed()).join()).toContain('10.0.1.5');
  seconds(86_400);
  await forgetOldFailures(postgres, new Date(clock));
  expect(await listed()).toEqual([]);
});
