import type { Grant } from '@dangzhi/metrics/rights';
import type { Transaction } from 'kysely';
import { record, type AuditEvent } from '../../audit/trail.ts';
import type { Actor, Place } from '../../rights/actor.ts';
import { newId } from '../../rights/secrets.ts';
import type { Postgres } from '../../stores/index.ts';
import type { Database } from '../../stores/tables.ts';
import { targetOf } from '../account.ts';
import { changeGrants, distinct, heldGrantsWithGivers, incompatible, isSameGrants, plain } from '../grants.ts';
import type { Identity } from './identity-provider.ts';
import type { GroupRole } from './settings.ts';

/** By whom, in the history of roles and in the trail. */
const BY = 'single-sign-on';
const REASON = 'single sign-on groups';

/** Who came in; or why not, where `account` is `null` for somebody who has none. `changed`: name or roles did. */
export type Admission = { readonly changed: boolean } & (
  | { readonly admitted: true; readonly account: string; readonly name: string }
  | { readonly admitted: false; readonly account: string | null; readonly why: 'disabled' | 'no-role' | 'conflict' }
);

interface PeopleContext {
  readonly postgres: Postgres;
  readonly roles: readonly GroupRole[];
}

/**
 * The account of somebody a provider vouches for, made the first time; its roles are brought in line with the
 * groups every time. It is found by issuer and subject and by nothing else: an account of that name that was here
 * before is somebody else's.
 *
 * Roles an administrator gave by hand stay beside those of the groups. Without any role from a group the
 * sign-in is refused, and roles that came from groups end. It is also refused where the groups give roles that may not
 * be held together; then nothing is changed.
 *
 * @param place from where, for the trail
 */
export async function accountFor(
  { postgres, roles }: PeopleContext,
  at: Date,
  identity: Identity,
  place: Place,
): Promise<Admission> {
  const wanted = grantsOf(identity.groups, roles);
  const name = lineOf(identity.name) || lineOf(identity.login) || '—';
  const subject = `${identity.issuer} ${identity.subject}`;
  return postgres.db.transaction().execute(async (transaction): Promise<Admission> => {
    const there = await findBySubject(transaction, subject);
    if (there === null && wanted.length === 0)
      return { admitted: false, account: null, why: 'no-role', changed: false };
    if (there === null && incompatible(wanted) !== null)
      return { admitted: false, account: null, why: 'conflict', changed: false };
    const { id, isNew, ...account } =
      there ?? (await create(transaction, at, { subject, name, login: loginOf(identity.login) }));
    if (account.disabled) return { admitted: false, account: id, why: 'disabled', changed: false };
    const held = await heldGrantsWithGivers(transaction, id);
    const before = held.map(plain);
    const next = inLine(held, wanted);
    if (incompatible(next) !== null) return { admitted: false, account: id, why: 'conflict', changed: false };
    await changeGrants(transaction, id, next, { actor: { id: BY }, at, reason: REASON });
    const isRenamed = account.name !== name;
    if (isRenamed) await transaction.updateTable('account').set({ name }).where('id', '=', id).execute();
    const changed = isNew || isRenamed || !isSameGrants(before, next);
    const event: Pick<AuditEvent, 'action' | 'before' | 'after'> = isNew
      ? { action: 'account.create', after: { login: account.login, name, unit: null, grants: next } }
      : {
          action: 'account.change',
          before: { name: account.name, grants: before },
          after: { name, grants: next },
        };
    const actor: Actor = { id: BY, name: '统一身份认证', ...place };
    if (changed) await record(transaction, actor, at, { ...event, target: targetOf(id), reason: REASON });
    if (wanted.length === 0) return { admitted: false, account: id, why: 'no-role', changed };
    return { admitted: true, account: id, name, changed };
  });
}

/** The roles of groups, each once. */
function grantsOf(groups: readonly string[], roles: readonly GroupRole[]): Grant[] {
  const given = roles.filter(({ group }) => groups.includes(group));
  return distinct(given.map(plain));
}

interface Found {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly isNew: boolean;
}

async function findBySubject(transaction: Transaction<Database>, subject: string): Promise<Found | null> {
  const row = await transaction
    .selectFrom('account')
    .select(['id', 'login', 'name', 'disabled'])
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : { ...row, isNew: false };
}

/** Makes an account; the name it signs in by is one nobody else has. */
async function create(
  transaction: Transaction<Database>,
  at: Date,
  { subject, name, login }: { readonly subject: string; readonly name: string; readonly login: string },
): Promise<Found> {
  for (let number = 1; ; number += 1) {
    const made = await transaction
      .insertInto('account')
      .values({
        id: newId(),
        login: number === 1 ? login : `${login}-${number}`,
        name,
        unit: null,
        origin: 'single-sign-on',
        password_hash: null,
        password_changed_at: null,
        subject,
        last_sign_in_at: null,
        created_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(['id', 'login', 'name', 'disabled'])
      .executeTakeFirst();
    if (made !== undefined) return { ...made, isNew: true };
    // Somebody else has the name; or the same person came in by another window meanwhile.
    const meanwhile = await findBySubject(transaction, subject);
    if (meanwhile !== null) return meanwhile;
  }
}

/** What somebody holds once no group gives less or more: what was given by hand stays beside it. */
function inLine(held: Awaited<ReturnType<typeof heldGrantsWithGivers>>, wanted: readonly Grant[]): Grant[] {
  const byHand = held.filter(({ by }) => by !== BY).map(plain);
  return distinct([...byHand, ...wanted]);
}

/** One line as names are kept: no control characters, not longer than a page has room for. */
const lineOf = (text: string): string =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 50)
    .toWellFormed();

/** A name to sign in by as accounts have them, from the provider's; a number may be put after it. */
function loginOf(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9._@-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 56);
  return plain.length < 2 ? 'person' : plain;
}
