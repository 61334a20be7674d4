import type { Display } from '@dangzhi/metrics/contract';
import type { Transaction } from 'kysely';
import { record, recordAlone, type AuditEvent } from '../audit/trail.ts';
import { nobodyAt, type Actor, type Place } from '../rights/actor.ts';
import { refuse } from '../base/errors.ts';
import { digestOf, newId, newSecret } from '../rights/secrets.ts';
import type { Postgres } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';
import { findDisplay, type DisplayRow } from './queries.ts';

/** A token as it is told once: nothing but its digest is kept. */
export interface IssuedToken {
  readonly display: Display;
  readonly token: string;
}

const targetOf = (id: string): string => `display:${id}`;

/** What belongs to a bound device and not to the display. */
const NO_DEVICE = { device_digest: null, bound_at: null, last_seen_at: null, address: null, agent: null } as const;

/** Registers a display for screens, without a device yet. */
export async function issueDisplay(
  postgres: Postgres,
  at: Date,
  actor: Actor,
  { name, screens, reason }: { readonly name: string; readonly screens: readonly string[]; readonly reason: string },
): Promise<IssuedToken> {
  const id = newId();
  const token = newSecret();
  await postgres.db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('display')
      .values({
        id,
        name,
        screens: [...screens],
        token_digest: digestOf(token),
        ...NO_DEVICE,
        created_at: at,
        created_by: actor.id,
        revoked_at: null,
      })
      .execute();
    const after = { name, screens };
    await record(transaction, actor, at, { action: 'display.issue', target: targetOf(id), after, reason });
  });
  return { display: await findRegistered(postgres, id), token };
}

/**
 * A new token in place of the old one; the device that was bound is bound no longer.
 *
 * @throws CallRefused as {@link changeDisplay}
 */
export async function reissueDisplay(
  postgres: Postgres,
  at: Date,
  actor: Actor,
  id: string,
  reason: string,
): Promise<IssuedToken> {
  const token = newSecret();
  await changing(postgres, id, async (transaction, { bound_at: boundAt }) => {
    await setDisplay(transaction, id, { token_digest: digestOf(token), ...NO_DEVICE });
    const before = { boundAt };
    await record(transaction, actor, at, { action: 'display.reissue', target: targetOf(id), before, reason });
  });
  return { display: await findRegistered(postgres, id), token };
}

/**
 * Another name, other screens; what is left out stays. Where nothing differs nothing is written.
 *
 * @throws CallRefused `display.unknown`; `display.revoked`, which is for good
 */
export async function changeDisplay(
  postgres: Postgres,
  at: Date,
  actor: Actor,
  id: string,
  {
    name,
    screens,
    reason,
  }: {
    readonly name?: string | undefined;
    readonly screens?: readonly string[] | undefined;
    readonly reason: string;
  },
): Promise<Display> {
  await changing(postgres, id, async (transaction, row) => {
    const before = { name: row.name, screens: row.screens };
    const after = { name: name ?? row.name, screens: [...(screens ?? row.screens)] };
    if (after.name === before.name && isSameSet(after.screens, before.screens)) return;
    await setDisplay(transaction, id, after);
    await record(transaction, actor, at, { action: 'display.change', target: targetOf(id), before, after, reason });
  });
  return findRegistered(postgres, id);
}

/**
 * The display is answered no more, and its token binds nothing; for good.
 *
 * @throws CallRefused as {@link changeDisplay}
 */
export async function revokeDisplay(
  postgres: Postgres,
  at: Date,
  actor: Actor,
  id: string,
  reason: string,
): Promise<Display> {
  await changing(postgres, id, async (transaction, { name, screens }) => {
    // The device's digest stays: whoever holds it is told that it was revoked.
    await setDisplay(transaction, id, { token_digest: null, revoked_at: at });
    const before = { name, screens };
    await record(transaction, actor, at, { action: 'display.revoke', target: targetOf(id), before, reason });
  });
  return findRegistered(postgres, id);
}

/**
 * Binds a device by the first use of a token, which is void afterwards.
 *
 * @param secret the device's own, from now on
 * @returns `null` when the token is unknown, was used, or its display is revoked
 */
export async function bindDevice(
  postgres: Postgres,
  at: Date,
  { token, secret }: { readonly token: string; readonly secret: string },
  place: Place,
): Promise<Display | null> {
  const id = await postgres.db.transaction().execute(async (transaction) => {
    // One statement: of two devices that come at once the second finds the token used.
    const bound = await transaction
      .updateTable('display')
      .set({ token_digest: null, device_digest: digestOf(secret), bound_at: at, last_seen_at: at, ...place })
      .where('token_digest', '=', digestOf(token))
      .where('revoked_at', 'is', null)
      .returning(['id', 'name'])
      .executeTakeFirst();
    if (bound === undefined) return null;
    const event: AuditEvent = { action: 'display.bind', target: targetOf(bound.id), after: place };
    await record(transaction, { ...bound, ...place }, at, event);
    return bound.id;
  });
  if (id !== null) return findRegistered(postgres, id);
  const reason = 'unknown or used token';
  await recordAlone(postgres, nobodyAt(place), at, { action: 'display.bind', outcome: 'refused', target: '', reason });
  return null;
}

/** A change of a display that is not revoked, while nobody else changes it. */
async function changing(
  { db }: Postgres,
  id: string,
  change: (transaction: Transaction<Database>, row: DisplayRow) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const row = await transaction.selectFrom('display').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (row === undefined) throw refuse('display.unknown', { display: id });
    if (row.revoked_at !== null) throw refuse('display.revoked', { name: row.name });
    await change(transaction, row);
  });
}

const setDisplay = (transaction: Transaction<Database>, id: string, change: Partial<DisplayRow>) =>
  transaction.updateTable('display').set(change).where('id', '=', id).execute();

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  new Set(one).size === new Set(other).size && one.every((each) => other.includes(each));

async function findRegistered(postgres: Postgres, id: string): Promise<Display> {
  const display = await findDisplay(postgres, id);
  if (display === null) throw refuse('display.unknown', { display: id });
  return display;
}
