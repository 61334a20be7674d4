import type { PersonView } from '@dangzhi/metrics/contract';
import { record, type AuditEvent } from '../audit/trail.ts';
import { nobodyAt, type Actor, type Place } from '../rights/actor.ts';
import { refuse } from '../base/errors.ts';
import { listUnits } from '../county/queries.ts';
import { listSchemes } from '../schemes/queries.ts';
import type { Postgres } from '../stores/index.ts';
import { targetOf } from './account.ts';
import { findHoldingAccount } from './holders.ts';
import {
  forgetOldFailures,
  FREE_OF_AN_ACCOUNT,
  type AdmittedAttempt,
  type PasswordAttempts,
} from './password-attempts.ts';
import { hashPassword, isUsedBefore, passwordFaults, PASSWORD_RULES, verifyPassword } from './passwords.ts';

const { KEPT_FORMER, MAX_AGE_DAYS } = PASSWORD_RULES;
const DAY_MS = 86_400_000;

export interface SignInContext {
  readonly postgres: Postgres;
  readonly now: () => Date;
  /** Demo accounts may come in. */
  readonly demo: boolean;
  readonly attempts: PasswordAttempts;
}

/** From where somebody tries, and by which browser. */
export interface SignInPlace extends Place {
  /** Secret of the cookie that the browser got when somebody was let in there; `null` for none. */
  readonly browser: string | null;
}

/**
 * Proves who somebody is by name and password. Wrong name, wrong password and disabled are one answer that takes one time,
 * and so is having to wait; which it was stands in the audit trail.
 *
 * @returns the account, and the secret by which its browser is known from now on
 * @throws CallRefused `sign-in.refused`; `sign-in.wait` where too much failed before: the password was not looked at
 */
export async function signIn(
  { postgres, now, demo, attempts }: SignInContext,
  login: string,
  password: string,
  { browser, ...place }: SignInPlace,
): Promise<{ id: string; browser: string }> {
  const at = now();
  const account = await postgres.db
    .selectFrom('account')
    .select(['id', 'name', 'password_hash', 'password_changed_at', 'disabled', 'origin'])
    .where('login', '=', login.toLowerCase())
    .executeTakeFirst();
  const attempt = await attempts.admit({ account: account?.id ?? null, login, address: place.address, browser }, at);
  try {
    const isRight = await verifyPassword(account?.password_hash ?? null, password);
    if (account === undefined) {
      // The name itself is not kept: people type their password into the wrong field.
      await noteFailure(postgres, attempt, at, nobodyAt(place), refused('', 'unknown name'));
      throw refuse('sign-in.refused');
    }
    const actor: Actor = { id: account.id, name: account.name, ...place };
    const target = targetOf(account.id);
    const isShut = account.disabled || (account.origin === 'demo' && !demo);
    if (!isRight || isShut) {
      await noteFailure(postgres, attempt, at, actor, refused(target, isShut ? 'disabled' : 'wrong password'));
      throw refuse('sign-in.refused');
    }
    const changedAt = account.password_changed_at?.getTime() ?? 0;
    const isOld = account.origin === 'local' && at.getTime() - changedAt > MAX_AGE_DAYS * DAY_MS;
    const known = await postgres.db.transaction().execute(async (transaction) => {
      const secret = await attempt.succeed(transaction, at);
      await transaction
        .updateTable('account')
        .set({ last_sign_in_at: at, ...(isOld && { must_change: true }) })
        .where('id', '=', account.id)
        .execute();
      await record(transaction, actor, at, { action: 'session.start', target });
      return secret;
    });
    return { id: account.id, browser: known };
  } finally {
    await attempt.end();
  }
}

const refused = (target: string, reason: string): AuditEvent => ({
  action: 'session.start',
  outcome: 'refused',
  target,
  reason,
});

/** Counted in the store, so that a start forgets none. The trail comes last, as everywhere. */
async function noteFailure(
  postgres: Postgres,
  attempt: AdmittedAttempt,
  at: Date,
  actor: Actor,
  event: AuditEvent,
): Promise<void> {
  await postgres.db.transaction().execute(async (transaction) => {
    const isGuessedAt = await attempt.fail(transaction, at);
    await record(transaction, actor, at, event);
    // Of an account there is; who waits is told nothing of it.
    if (isGuessedAt && event.target !== '') await record(transaction, actor, at, slowDown(event.target));
  });
  await forgetOldFailures(postgres, at);
}

/** From now on each place waits that is wrong once. */
const slowDown = (target: string): AuditEvent => ({
  action: 'account.slow-down',
  target,
  after: { wrongPasswords: FREE_OF_AN_ACCOUNT },
});

/** Notes that somebody else proved who it is: single sign-on. */
export async function noteSignIn(postgres: Postgres, id: string, at: Date, actor: Actor): Promise<void> {
  await postgres.db.transaction().execute(async (transaction) => {
    await transaction.updateTable('account').set({ last_sign_in_at: at }).where('id', '=', id).execute();
    await record(transaction, actor, at, { action: 'session.start', target: targetOf(id) });
  });
}

/**
 * Changes one's own password. A wrong present one counts as at signing in: a session left open is no place to guess at.
 *
 * @param browser secret of its cookie; `null` for none
 * @throws CallRefused `sign-in.refused` when the present one is wrong, `sign-in.wait`; `password.…` for what is wrong with
 *   the next
 */
export async function changePassword(
  { postgres, now, attempts }: Pick<SignInContext, 'postgres' | 'now' | 'attempts'>,
  actor: Actor & { readonly browser: string | null },
  current: string,
  next: string,
): Promise<void> {
  const at = now();
  const account = await findHoldingAccount(postgres, actor.id);
  if (account === null) throw refuse('sign-in.refused');
  if (account.origin === 'demo') throw refuse('password.of-demo');
  if (account.password_hash === null) throw refuse('password.kept-elsewhere');
  const { login, password_hash: present } = account;
  const attempt = await attempts.admit({ ...actor, account: account.id, login }, at);
  try {
    if (!(await verifyPassword(present, current))) {
      const event: AuditEvent = { action: 'account.change-password', outcome: 'refused', target: targetOf(account.id) };
      await noteFailure(postgres, attempt, at, actor, event);
      throw refuse('sign-in.refused');
    }
  } finally {
    await attempt.end();
  }
  const faults = passwordFaults(next, account);
  if (faults.length > 0) throw refuse('password.weak', { faults: [...faults] });
  if (next === current || (await isUsedBefore(postgres, account.id, next)))
    throw refuse('password.used-before', { last: KEPT_FORMER });
  const hash = await hashPassword(next);
  await postgres.db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('account')
      .set({ password_hash: hash, password_changed_at: at, must_change: false })
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
