import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Account } from '@dangzhi/metrics/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerError } from '../api/answer-to-error.ts';
import { loadUnits, trailOf } from '../../testing/accounts.ts';
import { adminRoutes } from '../accounts/admin-routes.ts';
import { createSessions, type Sessions } from '../accounts/sessions.ts';
import { createPasswordAttempts } from '../accounts/password-attempts.ts';
import { signIn, type SignInContext } from '../accounts/sign-in.ts';
import { enforceRights } from '../rights/enforce.ts';
import { createFindCaller } from '../api/find-caller.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { runCli } from '../../testing/cli.ts';

const TOKEN = 'operator-of-the-test';
const now = (): Date => new Date();

let test: TestStores;
let app: FastifyInstance;
let sessions: Sessions;
let env: Record<string, string>;

beforeAll(async () => {
  test = await openTestStores();
  await loadUnits(test.stores);
  const { postgres } = test.stores;
  context = { postgres, now, demo: false, attempts: createPasswordAttempts(postgres, TOKEN) };
  sessions = createSessions(postgres, now);
  app = Fastify();
  app.setErrorHandler(answerError);
  enforceRights(app, createFindCaller(TOKEN, sessions, { find: () => null }));
  const routes = adminRoutes({ stores: test.stores, now, sessions, config: test });
  await app.register(routes, { prefix: '/api/v1' });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const dataDir = path.join(test.dataDir, 'of-the-command');
  mkdirSync(dataDir);
  writeFileSync(path.join(dataDir, 'operator.token'), `${TOKEN}\n`);
  env = { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: port };
});
afterAll(async () => {
  await app.close();
  await test.drop();
});

const user = (...args: string[]) => runCli(['user', ...args], env);
const asJson = async <Body>(...args: string[]) => JSON.parse((await user(...args, '--json')).stdout) as Body;
let context: SignInContext;
const tryIn = (login: string, password: string) =>
  signIn(context, login, password, { address: '', agent: '', browser: null }).then(
    () => 'in',
    () => 'out',
  );
const why = ['--reason', '测试'];

describe('dangzhi user', () => {
  it('leads an account from its making to its end, in the operator’s name', async () => {
    const none = await user('list');
    expect([none.code, none.stdout, none.stderr]).toEqual([0, '尚无账号 There is no account yet.\n', '']);

    const made = await user('create', 'Wang', '王芳', '--role', 'head', '--unit', 'XC-D29', ...why);
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(made.stdout.split('\n')[0]).toBe('wang\t王芳\tXC-D29\tactive\thead/XC-D29');
    const password = /: (\S{16})\n$/.exec(made.stdout)![1]!;
    expect(await tryIn('wang', password)).toBe('in');
    expect((await user('list')).stdout).toBe('wang\t王芳\tXC-D29\tactive\thead/XC-D29\n');

    const { password: next } = await asJson<{ password: string }>('reset-password', 'WANG', ...why);
    expect([await tryIn('wang', password), await tryIn('wang', next)]).toEqual(['out', 'in']);
    for (let turn = 0; turn < 5; turn += 1) await tryIn('wang', 'wrong');
    expect((await asJson<Account[]>('list')).map(({ wrongPasswords }) => wrongPasswords)).toEqual([5]);
    expect((await asJson<Account>('unlock', 'wang', ...why)).wrongPasswords).toBe(0);
    expect(await tryIn('wang', next)).toBe('in');
    expect((await user('disable', 'wang', ...why)).stdout).toContain('\tdisabled\t');
    expect(await tryIn('wang', next)).toBe('out');
    expect((await user('enable', 'wang', ...why)).stdout).toContain('\tactive\t');
    expect(await tryIn('wang', next)).toBe('in');

    const lines = (await trailOf(test.stores)).filter(({ actor }) => actor === 'operator');
    expect(lines.map(({ action, reason }) => [action, reason])).toEqual(
      ['create', 'reset-password', 'unlock', 'change', 'change'].map((verb) => [`account.${verb}`, '测试']),
    );
    expect(lines[0]!['actorName']).toMatch(/^本机操作员（自称 .+@.+）$/);
  });

  it('gives a role for the county, for another unit, for a scheme', async () => {
    const grantsOf = async (login: string, ...args: string[]) =>
      (await asJson<{ account: Account }>('create', login, '李雷', ...args, ...why)).account.grants;
    expect(await grantsOf('li', '--role', 'steward', '--unit', 'XC-D13')).toEqual([
      { role: 'steward', unit: null, index: null },
    ]);
    expect(await grantsOf('lu', '--role', 'evaluator', '--for', '330624', '--index', 'XC-DEPARTMENT')).toEqual([
      { role: 'evaluator', unit: '330624', index: 'XC-DEPARTMENT' },
    ]);
  });

  it.each([
    ['a role that is none', ['create', 'x1', 'X', '--role', 'king', ...why], /^--role king must be one of leader, /],
    ['a head of nothing', ['create', 'x1', 'X', '--role', 'head', ...why], /^grant.unit-needed: .*held for a unit/],
    ['a login that is taken', ['create', 'li', 'X', '--role', 'leader', ...why], /^login.taken: .*taken/],
    ['an account that is not there', ['disable', 'l', ...why], /^There is no account l; `dangzhi user list`/],
  ])('%s: one sentence, no stack, exit code 1', async (_case, args, sentence) => {
    const { code, stdout, stderr } = await user(...args);
    expect(stderr.trim()).toMatch(sentence);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1]);
  });
});
