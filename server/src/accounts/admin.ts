import type { Account } from '@dangzhi/metrics/contract';
import { record, recordAlone } from '../audit/trail.ts';
import type { Actor } from '../rights/actor.ts';
import { Conflict } from '../base/errors.ts';
import { existing, ownAccount, rowOf, targetOf, type AccountContext } from './account.ts';
import { refuseGrants } from './grants.ts';
import { insertAccount, type NewAccount } from './new-account.ts';
import { hashPassword, makeFirstPassword } from './passwords.ts';

/** An account with the password it begins with, which is told once and kept as a hash only. */
export interface WithFirstPassword {
  readonly account: Account;
  readonly password: string;
}

/**
 * Makes an account with a first password, to be changed at once.
 *
 * @throws BadRequest as {@link refuseGrants}; Conflict when the login is taken
 */
export async function createAccount(
  { stores: { postgres }, now }: AccountContext,
  actor: Actor,
  input: Pick<NewAccount, 'login' | 'name' | 'unit' | 'grants' | 'reason'>,
): Promise<WithFirstPassword> {
  await refuseGrants(postgres, input.unit, input.grants);
  const password = makeFirstPassword();
  const hash = await hashPassword(password);
  const at = now();
  const id = await postgres.db
    .transaction()
    .execute((transaction) => insertAccount(transaction, at, actor, { ...input, hash, mustChange: true }));
  return { account: await existing(postgres, id, at), password };
}

/**
 * A new first password in place of the old one, to be changed at once; a lock ends, and every session.
 *
 * @throws NotFound; Conflict for one's own account, and where the password is not ours to set
 */
export async function resetPassword(
  { stores: { postgres }, now, sessions }: AccountContext,
  actor: Actor,
  id: string,
  reason: string,
): Promise<WithFirstPassword> {
  const password = makeFirstPassword();
  const hash = await hashPassword(password);
  const at = now();
  await postgres.db.transaction().execute(async (transaction) => {
    const { origin } = await rowOf(transaction, id);
    if (id === actor.id) throw ownAccount();
    if (origin === 'single-sign-on')
      throw new Conflict('口令由统一身份认证管理 · The password is kept by single sign-on; reset it there');
    if (origin === 'demo') throw new Conflict('演示账号的口令不能修改 · The password of a demo account stays as it is');
    await transaction
      .updateTable('account')
      .set({ password_hash: hash, password_changed_at: at, must_change: true, failures: 0, locked_until: null })
      .where('id', '=', id)
      .execute();
    await transaction.insertInto('former_password').values({ account: id, hash, at }).execute();
    await record(transaction, actor, at, { action: 'account.reset-password', target: targetOf(id), reason });
  });
  await sessions.endAllOf(id);
  return { account: await existing(postgres, id, at), password };
}

/**
 * Ends a lock after wrong passwords; the wrong ones so far are forgotten.
 *
 * @throws NotFound
 */
export async function unlockAccount(
  { stores: { postgres }, now }: AccountContext,
  actor: Actor,
  id: string,
  reason: string,
): Promise<Account> {
  const at = now();
  await postgres.db.transaction().execute(async (transaction) => {
    const row = await rowOf(transaction, id);
    await transaction.updateTable('account').set({ failures: 0, locked_until: null }).where('id', '=', id).execute();
    const before = { failures: row.failures, lockedUntil: row.locked_until };
    await record(transaction, actor, at, { action: 'account.unlock', target: targetOf(id), before, reason });
  });
  return existing(postgres, id, at);
}

/**
 * Ends every session of an account.
 *
 * @throws NotFound
 */
export async function endSessions(
  { stores: { postgres }, now, sessions }: AccountContext,
  actor: Actor,
  id: string,
): Promise<void> {
  const at = now();
  const { sessions: live } = await existing(postgres, id, at);
  // The line first: no session ends without one.
  const before = { sessions: live };
  await recordAlone(postgres, actor, at, { action: 'account.end-sessions', target: targetOf(id), before });
  await sessions.endAllOf(id);
}
