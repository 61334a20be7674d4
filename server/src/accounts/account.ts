import type { Account } from '@dangzhi/metrics/contract';
import type { Selectable, Transaction } from 'kysely';
import { refuse } from '../base/errors.ts';
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
const nobodyOf = (id: string) => refuse('account.unknown', { account: id });

/** What nobody does to himself. */
export const ownAccount = () => refuse('account.own');

/**
 * An account, while nobody else changes it.
 *
 * @throws CallRefused `account.unknown`
 */
export async function rowOf(transaction: Transaction<Database>, id: string): Promise<AccountRow> {
  const row = await transaction.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw nobodyOf(id);
  return row;
}

/** @throws CallRefused `account.unknown` */
export async function existing(postgres: Stores['postgres'], id: string, now: Date): Promise<Account> {
  const account = await findAccount(postgres, id, now);
  if (account === null) throw nobodyOf(id);
  return account;
}
