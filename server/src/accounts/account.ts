import type { Account } from '@dangzhi/metrics/contract';
import type { Selectable, Transaction } from 'kysely';
import { Conflict, NotFound } from '../base/errors.ts';
import type { Stores } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';
import { findAccount } from './queries.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** What everything that is done to accounts needs. */
export interface AccountContext {
  readonly stores: Pick<Stores, 'postgres'>;
  readonly now: () => Date;
  readonly sessions: SessionKeeper;
}

export type AccountRow = Selectable<Database['account']>;

/** An account as the audit trail names it. */
export const targetOf = (id: string): string => `account:${id}`;
const nobodyOf = (id: string) => new NotFound(`There is no account ${id}`);

/** What nobody does to himself. */
export const ownAccount = () =>
  new Conflict(
    '不能更改自己账号的单位、角色、停用或重置口令，请由另一位管理员办理 · This is your own account; ask another administrator',
  );

/**
 * An account, while nobody else changes it.
 *
 * @throws NotFound
 */
export async function rowOf(transaction: Transaction<Database>, id: string): Promise<AccountRow> {
  const row = await transaction.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw nobodyOf(id);
  return row;
}

/** @throws NotFound */
export async function existing(postgres: Stores['postgres'], id: string, now: Date): Promise<Account> {
  const account = await findAccount(postgres, id, now);
  if (account === null) throw nobodyOf(id);
  return account;
}
