import type { PersonView } from '@dangzhi/metrics/contract';
import { record, recordAlone, type AuditEvent } from '../audit/trail.ts';
import { nobodyAt, type Actor, type Place } from '../rights/actor.ts';
import { refuse } from '../base/errors.ts';
import { listUnits } from '../county/queries.ts';
import { listSchemes } from '../schemes/queries.ts';
import type { Postgres } from '../stores/index.ts';
import { targetOf } from './account.ts';
import { findHoldingAccount } from './holders.ts';
import { hashPassword, isUsedBefore, passwordFaults, PASSWORD_RULES, verifyPassword } from './passwords.ts';

const { FAILURES_BEFORE_LOCK, KEPT_FORMER, LOCK_MINUTES, MAX_AGE_DAYS } = PASSWORD_RULES;
const DAY_MS = 86_400_000;

export interface SignInContext {
  readonly postgres: Postgres;
  readonly now: () => Date;
  /** Demo accounts may come in. */
  readonly demo: boolean;
}

/**
 * Proves who somebody is by name and password. Wrong name, wrong password, locked and disabled are one answer
 * that takes one time; which it was stands in the audit trail.
 *
 * @returns the account
 * @throws CallRefused `sign-in.refused`
 */
export async function signIn(
  { postgres, now, demo }: SignInContext,
  login: string,
  password: string,
  place: Place,
): Promise<{ id: string }> {
  const at = now();
  const account = await postgres.db
    .selectFrom('account')
    .select(['id', 'name', 'password_hash', 'password_changed_at', 'disabled', 'locked_until', 'origin'])
    .where('login', '=', login.toLowerCase())
    .executeTakeFirst();
  const isRight = await verifyPassword(account?.password_hash ?? null, password);
  if (account === undefined) {
    // The name itself is not kept: people type their password into the wrong field.
    await recordAlone(postgres, nobodyAt(place), at, refused('', 'unknown name'));
    throw refuse('sign-in.refused');
  }
  const actor: Actor = { id: account.id, name: account.name, ...place };
  const target = targetOf(account.id);
  const isShut = account.disabled || (account.origin === 'demo' && !demo);
  const isLocked = account.locked_until !== null && account.locked_until > at;
  if (!isRight || isShut || isLocked) {
    const why = isShut ? 'disabled' : isLocked ? 'locked' : 'wrong password';
    await noteFailure(postgres, account.id, at, { actor, event: refused(target, why), counts: !isShut && !isLocked });
    throw refuse('sign-in.refused');
  }
  const changedAt = account.password_changed_at?.getTime() ?? 0;
  const isOld = account.origin === 'local' && at.getTime() - changedAt > MAX_AGE_DAYS * DAY_MS;
  await postgres.db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('account')
      .set({ failures: 0, locked_until: null, last_sign_in_at: at, ...(isOld && { must_change: true }) })
      .where('id', '=', account.id)
      .execute();
    await record(transaction, actor, at, { action: 'session.start', target });
  });
  return { id: account.id };
}

const refused = (target: string, reason: string): AuditEvent => ({
  action: 'session.start',
  outcome: 'refused',
  target,
  reason,
});

/** Counted in the store, so that attempts at the same time are all counted. The trail comes last, as everywhere. */
async function noteFailure(
  postgres: Postgres,
  id: string,
  at: Date,
  { actor, event, counts }: { actor: Actor; event: AuditEvent; counts: boolean },
): Promise<void> {
  await postgres.db.transaction().execute(async (transaction) => {
    if (!counts) return record(transaction, actor, at, event);
    const { failures } = await transaction
      .updateTable('account')
      .set(({ eb }) => ({ failures: eb('failures', '+', 1) }))
      .where('id', '=', id)
      .returning('failures')
      .executeTakeFirstOrThrow();
    if (failures < FAILURES_BEFORE_LOCK) return record(transaction, actor, at, event);
    const until = new Date(at.getTime() + LOCK_MINUTES * 60_000);
    await transaction.updateTable('account').set({ failures: 0, locked_until: until }).where('id', '=', id).execute();
    const lock: AuditEvent = { action: 'account.lock', target: event.target, after: { until: until.toISOString() } };
    await record(transaction, actor, at, event);
    await record(transaction, actor, at, lock);
  });
}

/** Notes that somebody else proved who it is: single sign-on. */
export async function noteSignIn(postgres: Postgres, id: string, at: Date, actor: Actor): Promise<void> {
  await postgres.db.transaction().execute(async (transaction) => {
    await transaction.updateTable('account').set({ last_sign_in_at: at }).where('id', '=', id).execute();
    await record(transaction, actor, at, { action: 'session.start', target: targetOf(id) });
  });
}

/**
 * Changes one's own password.
 *
 * @throws CallRefused `sign-in.refused` when the present one is wrong; `password.…` for what is wrong with the next
 */
export async function changePassword(
  { postgres, now }: SignInContext,
  actor: Actor,
  current: string,
  next: string,
): Promise<void> {
  const at = now();
  const account = await findHoldingAccount(postgres, actor.id);
  if (account === null) throw refuse('sign-in.refused');
  if (account.origin === 'demo') throw refuse('password.of-demo');
  if (account.password_hash === null) throw refuse('password.kept-elsewhere');
  if (!(await verifyPassword(account.password_hash, current))) {
    const event: AuditEvent = { action: 'account.change-password', outcome: 'refused', target: targetOf(account.id) };
    await noteFailure(postgres, account.id, at, { actor, event, counts: true });
    throw refuse('sign-in.refused');
  }
  const faults = passwordFaults(next, account);
  if (faults.length > 0) throw refuse('password.weak', { faults: [...faults] });
  if (next === current || (await isUsedBefore(postgres, account.id, next)))
    throw refuse('password.used-before', { last: KEPT_FORMER });
  const hash = await hashPassword(next);
  await postgres.db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('account')
      .set({ password_hash: hash, password_changed_at: at, must_change: false, failures: 0 })
      .where('id', '=', account.id)
      .execute();
    await transaction.insertInto('former_password').values({ account: account.id, hash, at }).execute();
    await record(transaction, actor, at, { action: 'account.change-password', target: targetOf(account.id) });
  });
}

/** An account as its own pages show it; `null` when it is gone or disabled. */
export async function findPerson(postgres: Postgres, id: string): Promise<PersonView | null> {
  const account = await findHoldingAccount(postgres, id);
  if (account === null) return null;
  const { login, name, unit, grants, must_change: mustChangePassword, password_hash: hash } = account;
  const named = new Set([unit, ...grants.flatMap((grant) => [grant.unit, grant.index])]);
  const [units, schemes] = await Promise.all([listUnits(postgres), listSchemes(postgres)]);
  const names = [...units, ...schemes.map(({ document }) => document)].flatMap((one) =>
    named.has(one.code) ? [{ code: one.code, name: one.name }] : [],
  );
  return { id, login, name, unit, grants, mustChangePassword, hasPassword: hash !== null, names };
}
