import type { SessionView } from '@dangzhi/metrics/contract';
import { ACCOUNT_ROLES, type AccountRole } from '@dangzhi/metrics/rights';
import { record } from '../audit/trail.ts';
import { SYSTEM } from '../rights/actor.ts';
import type { Postgres } from '../stores/index.ts';
import { targetOf } from './account.ts';
import { hashPassword } from './passwords.ts';

/** Told to everybody on the login page of a demo; good for nothing else. */
export const DEMO_PASSWORD = 'Dangzhi-2022';

const NAMES: Readonly<Record<AccountRole, string>> = {
  leader: '演示领导',
  head: '演示局长',
  reporter: '演示档案员',
  steward: '演示数据员',
  evaluator: '演示评价员',
  approver: '演示审定人',
  admin: '演示管理员',
  auditor: '演示审计员',
};

/** Where they work. The steward and the evaluator are of the archives: they decide nothing about it. */
const UNITS: Readonly<Partial<Record<AccountRole, string>>> = {
  head: 'XC-D29',
  reporter: 'XC-D29',
  steward: 'XC-D13',
  evaluator: 'XC-D13',
};

/** What the login page of a demo says. */
export const demoAccountList = (): SessionView['demoAccounts'] =>
  ACCOUNT_ROLES.map((role) => ({ login: role, name: NAMES[role], role }));

/** An account for each role, named after it; those that are there stay as they are. */
export async function loadDemoAccounts({ db }: Postgres, at: Date): Promise<void> {
  const there = await db.selectFrom('account').select('id').where('origin', '=', 'demo').execute();
  const missing = ACCOUNT_ROLES.filter((role) => !there.some(({ id }) => id === `demo-${role}`));
  if (missing.length === 0) return;
  const hash = await hashPassword(DEMO_PASSWORD);
  await db.transaction().execute(async (transaction) => {
    for (const role of missing) {
      const account = `demo-${role}`;
      const unit = UNITS[role] ?? null;
      const name = NAMES[role];
      await transaction
        .insertInto('account')
        .values({
          id: account,
          login: role,
          name,
          unit,
          origin: 'demo',
          password_hash: hash,
          password_changed_at: at,
          subject: null,
          last_sign_in_at: null,
          created_at: at,
        })
        .execute();
      const grant = { role, unit: role === 'head' || role === 'reporter' ? unit : null, scheme: null };
      await transaction
        .insertInto('account_grant')
        .values({ account, ...grant, valid_from: at, valid_to: null, granted_by: SYSTEM.id, reason: 'DEMO=on' })
        .execute();
      const after = { login: role, name, unit, grants: [{ role, unit: grant.unit, index: null }] };
      await record(transaction, SYSTEM, at, {
        action: 'account.create',
        target: targetOf(account),
        after,
        reason: 'DEMO=on',
      });
    }
  });
}

/** Without a demo nobody comes in by its accounts: everybody knows their password. */
export async function closeDemoAccounts({ db }: Postgres, at: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const closed = await transaction
      .updateTable('account')
      .set({ disabled: true })
      .where('origin', '=', 'demo')
      .where('disabled', '=', false)
      .returning('id')
      .execute();
    const event = { action: 'account.change', before: { disabled: false }, after: { disabled: true } };
    for (const { id } of closed)
      await record(transaction, SYSTEM, at, { ...event, target: targetOf(id), reason: 'DEMO=off' });
  });
}
