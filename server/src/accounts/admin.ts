import type { Account, FirstPassword } from '@dangzhi/metrics/contract';
import { record, recordAlone } from '../audit/trail.ts';
import type { Actor } from '../rights/actor.ts';
import { refuse } from '../base/errors.ts';
import { existing, ownAccount, rowOf, targetOf, type AccountContext } from './account.ts';
import { heldGrants, refuseGrants, refuseOwnAuditor } from './grants.ts';
import { insertAccount, type NewAccount } from './new-account.ts';
import { failuresOfAccount, forgetFailuresOf } from './password-attempts.ts';
import { hashPassword, makeFirstPassword } from './passwords.ts';

/**
 * Makes an account with a first password, to be changed at once.
 *
 * @throws CallRefused as {@link refuseGrants} and {@link refuseOwnAuditor}; `login.taken`
 */
export async function createAccount(
  { stores: { postgres }, now }: AccountContext,
  actor: Actor,
  input: Pick<NewAccount, 'login' | 'name' | 'unit' | 'grants' | 'reason'>,
): Promise<FirstPassword> {
  await refuseGrants(postgres, input.unit, input.grants);
  refuseOwnAuditor(actor, input.grants);
  const password = makeFirstPassword();
  const hash = await hashPassword(password);
  const at = now();
  const id = await postgres.db
    .transaction()
    .execute((transaction) => insertAccount(transaction, at, actor, { ...input, hash, mustChange: true }));
  return { account: await existing(postgres, id, at), password };
}

/**
 * A new first password in place of the old one, to be changed at once; every session ends, and waiting after wrong ones.
 *
 * @throws CallRefused `account.unknown`, `account.own`, and `account.password-…` where it is not ours to set;
 *   as {@link refuseOwnAuditor}
 */
export async function resetPassword(
  { stores: { postgres }, now, sessions }: AccountContext,
  actor: Actor,
  id: string,
  reason: string,
): Promise<FirstPassword> {
  const password = makeFirstPassword();
  const hash = await hashPassword(password);
  const at = now();
  await postgres.db.transaction().execute(async (transaction) => {
    const { origin } = await rowOf(transaction, id);
    if (id === actor.id) throw ownAccount();
    if (origin === 'single-sign-on') throw refuse('account.password-elsewhere');
    if (origin === 'demo') throw refuse('account.password-of-demo');
    // Whoever is told an auditor's password is one.
    refuseOwnAuditor(actor, await heldGrants(transaction, id));
    await transaction
      .updateTable('account')
      .set({ password_hash: hash, password_changed_at: at, must_change: true })
      .where('id', '=', id)
      .execute();
    await transaction.insertInto('former_password').values({ account: id, hash, at }).execute();
    await forgetFailuresOf(transaction, id);
    await record(transaction, actor, at, { action: 'account.reset-password', target: targetOf(id), reason });
  });
  await sessions.endAllOf(id);
  return { account: await existing(postgres, id, at), password };
}

/**
 * Forgets the wrong passwords of an account so far: nobody waits for them.
 *
 * @throws CallRefused `account.unknown`
 */
export async function unlockAccount(
  { stores: { postgres }, now }: AccountContext,
  actor: Actor,
  id: string,
  reason: string,
): Promise<Account> {
  const at = now();
  await postgres.db.transaction().execute(async (transaction) => {
    await rowOf(transaction, id);
    const { wrongPasswords } = await transaction
      .selectFrom('account')
      .select(failuresOfAccount(at).as('wrongPasswords'))
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await forgetFailuresOf(transaction, id);
    const before = { wrongPasswords };
    await record(transaction, actor, at, { action: 'account.unlock', target: targetOf(id), before, reason });
  });
  return existing(postgres, id, at);
}

/**
 * Ends every session of an account.
 *
 * @throws CallRefused `account.unknown`
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
