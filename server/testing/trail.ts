import { sql } from 'kysely';
import type { Postgres } from '../src/stores/index.ts';
import { recordAlone, type AuditEvent } from '../src/audit/trail.ts';
import type { Actor } from '../src/rights/actor.ts';

export const ADMIN: Actor = { id: 'a1', name: '管理员甲', address: '10.0.0.7', agent: 'Firefox' };

export const at = (second: number): Date => new Date(Date.UTC(2026, 10, 28, 8, 0, second, 250));

/** Adds lines one after the other, a second apart. */
export async function append(postgres: Postgres, events: readonly AuditEvent[], actor = ADMIN): Promise<void> {
  for (const [index, event] of events.entries()) await recordAlone(postgres, actor, at(index), event);
}

/** So many lines of no meaning. */
export const plainEvents = (count: number): AuditEvent[] =>
  Array.from({ length: count }, (_, index) => ({ action: 'account.change', target: `account:${index + 1}` }));

/** Changes the table as somebody with a hand on the database could. */
export async function meddle({ db }: Postgres, ...statements: string[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`ALTER TABLE audit_entry DISABLE TRIGGER USER`.execute(transaction);
    for (const statement of statements) await sql.raw(statement).execute(transaction);
    await sql`ALTER TABLE audit_entry ENABLE TRIGGER USER`.execute(transaction);
  });
}

export const empty = (postgres: Postgres): Promise<void> => meddle(postgres, 'TRUNCATE audit_entry');
