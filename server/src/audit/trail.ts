import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Actor } from '../rights/actor.ts';
import type { Postgres } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';

/** What was done, or was tried and refused. Secrets never come in here: nothing is ever taken out again. */
export interface AuditEvent {
  /** A permanent word, `thing.verb`. */
  readonly action: string;
  readonly outcome?: 'done' | 'refused';
  /** `kind:id`, or `''`. */
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
}

/** A line as it is hashed and kept; members in this order. */
export interface AuditLine {
  readonly sequence: number;
  readonly at: string;
  readonly actor: string;
  readonly actorName: string;
  readonly address: string;
  readonly agent: string;
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly target: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string;
}

/** What the first line follows. */
export const NO_HASH = '0'.repeat(64);

/** The hash of a line: SHA-256 over the hash before it and the line as it is kept. */
export const hashOf = (before: string, line: string): string =>
  createHash('sha256').update(before).update('\n').update(line).digest('hex');

/**
 * Adds a line to the audit trail, in the transaction of what it tells of: either both are kept or neither.
 * One at a time, whoever writes: the chain has no branches. It comes last in its transaction: one that
 * waits here must hold nothing that the one before it still wants.
 */
export async function record(
  transaction: Transaction<Database>,
  actor: Actor,
  at: Date,
  event: AuditEvent,
): Promise<void> {
  // A server may be set not to wait for its disk: what is in the trail is waited for all the same.
  await sql`
    SELECT
      pg_advisory_xact_lock(${AUDIT_LOCK}),
      CASE current_setting('synchronous_commit')
        WHEN 'off' THEN set_config('synchronous_commit', 'local', true)
      END`.execute(transaction);
  const last = await transaction
    .selectFrom('audit_entry')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const sequence = Number(last?.sequence ?? 0) + 1;
  const entry: AuditLine = {
    sequence,
    at: at.toISOString(),
    actor: storable(actor.id),
    actorName: actor.name,
    address: actor.address,
    agent: actor.agent,
    action: storable(event.action),
    outcome: event.outcome ?? 'done',
    target: storable(event.target),
    before: event.before ?? null,
    after: event.after ?? null,
    reason: event.reason ?? '',
  };
  const line = JSON.stringify(entry);
  await transaction
    .insertInto('audit_entry')
    .values({
      sequence,
      at,
      actor: entry.actor,
      action: entry.action,
      outcome: entry.outcome,
      target: entry.target,
      line,
      hash: hashOf(last?.hash ?? NO_HASH, line),
    })
    .execute();
}

/** What a column can hold: it must say the same as the line, which can hold anything. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

/** The same where there is nothing else to keep: a refused sign-in, a call to another system. */
export const recordAlone = ({ db }: Postgres, actor: Actor, at: Date, event: AuditEvent): Promise<void> =>
  db.transaction().execute((transaction) => record(transaction, actor, at, event));

/** Any number nobody else locks. */
const AUDIT_LOCK = 20_261_128;
