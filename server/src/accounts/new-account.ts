import type { Grant } from '@dangzhi/metrics/rights';
import type { Transaction } from 'kysely';
import { record } from '../audit/trail.ts';
import type { Actor } from '../rights/actor.ts';
import { refuse } from '../base/errors.ts';
import { newId } from '../rights/secrets.ts';
import type { Database } from '../stores/tables.ts';
import { targetOf } from './account.ts';
import { changeGrants } from './grants.ts';

export interface NewAccount {
  /** In any case; kept in lower case. */
  readonly login: string;
  readonly name: string;
  readonly unit: string | null;
  readonly grants: readonly Grant[];
  readonly reason: string;
  /** Argon2id of the first password. */
  readonly hash: string;
  /** The first password was made by somebody else than the person. */
  readonly mustChange: boolean;
}

/**
 * Adds an account of its own password, its roles and its line in the audit trail.
 *
 * @returns its id
 * @throws CallRefused `login.taken`, by a disabled account too
 */
export async function insertAccount(
  transaction: Transaction<Database>,
  at: Date,
  actor: Actor,
  { login: typed, name, unit, grants, reason, hash, mustChange }: NewAccount,
): Promise<string> {
  const id = newId();
  const login = typed.toLowerCase();
  const made = await transaction
    .insertInto('account')
    .values({
      id,
      login,
      name,
      unit,
      origin: 'local',
      password_hash: hash,
      password_changed_at: at,
      must_change: mustChange,
      subject: null,
      last_sign_in_at: null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) throw refuse('login.taken', { login });
  await transaction.insertInto('former_password').values({ account: id, hash, at }).execute();
  await changeGrants(transaction, id, grants, { actor, at, reason });
  const after = { login, name, unit, disabled: false, grants };
  await record(transaction, actor, at, { action: 'account.create', target: targetOf(id), after, reason });
  return id;
}
