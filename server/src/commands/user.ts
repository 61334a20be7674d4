import type { Account, FirstPassword } from '@dangzhi/metrics/contract';
import { ACCOUNT_ROLES, ROLES_OF_A_UNIT, type AccountRole, type Grant } from '@dangzhi/metrics/rights';
import { defineCommand } from 'citty';
import { UserError } from '../base/errors.ts';
import { callServer, orSentence } from './server-api.ts';

const json = { type: 'boolean', default: false, description: 'Print the answer as JSON' } as const;
const login = { type: 'positional', required: true, description: 'Name the person signs in by' } as const;
const reason = { type: 'string', required: true, description: 'Why; stands in the audit trail' } as const;

const list = defineCommand({
  meta: { name: 'list', description: 'Every account: login, name, unit, state, roles' },
  args: { json },
  run: ({ args }) =>
    orSentence(async () => {
      const accounts = await listAccounts('');
      print(args.json, accounts, accounts.map(describe).join('\n') || '尚无账号 There is no account yet.');
    }),
});

const create = defineCommand({
  meta: { name: 'create', description: 'Make an account; its first password is printed once' },
  args: {
    login,
    name: { type: 'positional', required: true, description: 'Name of the person' },
    role: { type: 'string', required: true, description: ACCOUNT_ROLES.join(', ') },
    unit: { type: 'string', description: 'Unit where the person works, e.g. XC-D29; none by default' },
    for: {
      type: 'string',
      description:
        'Unit the role is held for, with those below it; by default the whole county, for head and reporter --unit',
    },
    index: { type: 'string', description: 'Scheme the role is held for, e.g. XC-DEPARTMENT; all by default' },
    reason,
    json,
  },
  run: ({ args }) =>
    orSentence(async () => {
      const role = roleOf(args.role);
      const unit = args.unit ?? null;
      const heldFor = args.for ?? (ROLES_OF_A_UNIT.has(role) ? unit : null);
      const grants: Grant[] = [{ role, unit: heldFor, index: args.index ?? null }];
      const body = { login: args.login, name: args.name, unit, grants, reason: args.reason };
      printPassword(args.json, await callServer('POST /accounts', { body }));
    }),
});

const resetPassword = defineCommand({
  meta: { name: 'reset-password', description: 'A new first password, printed once; every session ends' },
  args: { login, reason, json },
  run: ({ args }) =>
    orSentence(async () => {
      const { id } = await findAccount(args.login);
      const body = { reason: args.reason };
      printPassword(args.json, await callServer('POST /accounts/{id}/password', { params: { id }, body }));
    }),
});

const unlock = defineCommand({
  meta: { name: 'unlock', description: 'Forget wrong passwords: nobody waits for them' },
  args: { login, reason, json },
  run: ({ args }) =>
    orSentence(async () => {
      const { id } = await findAccount(args.login);
      const body = { reason: args.reason };
      printAccount(args.json, await callServer('POST /accounts/{id}/unlock', { params: { id }, body }));
    }),
});

const shutting = (name: 'disable' | 'enable', description: string) =>
  defineCommand({
    meta: { name, description },
    args: { login, reason, json },
    run: ({ args }) =>
      orSentence(async () => {
        const { id } = await findAccount(args.login);
        const body = { disabled: name === 'disable', reason: args.reason };
        printAccount(args.json, await callServer('PATCH /accounts/{id}', { params: { id }, body }));
      }),
  });

/** In the operator's name, with the token on this machine: it works while single sign-on does not. */
export const user = defineCommand({
  meta: { name: 'user', description: 'Accounts: list, create, reset a password, unlock, disable, enable' },
  subCommands: {
    list,
    create,
    'reset-password': resetPassword,
    unlock,
    disable: shutting('disable', 'Let nobody in by an account any more; every session ends'),
    enable: shutting('enable', 'Let the person in again'),
  },
});

function roleOf(text: string): AccountRole {
  const role = ACCOUNT_ROLES.find((one) => one === text);
  if (role === undefined) throw new UserError(`--role ${text} must be one of ${ACCOUNT_ROLES.join(', ')}.`);
  return role;
}

const PAGE_SIZE = 500;

/** Every account whose login or name holds the words. */
async function listAccounts(words: string): Promise<Account[]> {
  const accounts: Account[] = [];
  for (let page = 1; ; page += 1) {
    const query = { q: words, page, pageSize: PAGE_SIZE };
    const { items, total } = await callServer('GET /accounts', { query });
    accounts.push(...items);
    if (items.length === 0 || accounts.length >= total) return accounts;
  }
}

async function findAccount(name: string): Promise<Account> {
  const found = (await listAccounts(name)).find((account) => account.login === name.toLowerCase());
  if (found === undefined) throw new UserError(`There is no account ${name}; \`dangzhi user list\` shows all.`);
  return found;
}

function describe({ login: name, name: person, unit, state, grants }: Account): string {
  const roles = grants.map(({ role, unit: heldFor, index }) => [role, heldFor, index].filter(Boolean).join('/'));
  return [name, person, unit ?? '-', state, roles.join(' ') || '-'].join('\t');
}

const print = (asJson: boolean, answer: unknown, sentence: string): void =>
  void process.stdout.write(`${asJson ? JSON.stringify(answer) : sentence}\n`);

const printAccount = (asJson: boolean, account: Account): void => print(asJson, account, describe(account));

function printPassword(asJson: boolean, answer: FirstPassword): void {
  const { account, password } = answer;
  const told = `初始口令（仅显示一次，登录后须修改） First password, shown once and to be changed: ${password}`;
  print(asJson, answer, `${describe(account)}\n${told}`);
}
