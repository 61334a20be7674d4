import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from '../stores/tables.ts';

/** Held while it is looked at who administers: two at once must not both find the other one still there. */
export async function lockAdmins(transaction: Transaction<Database>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${ADMINS_LOCK})`.execute(transaction);
}

/** Any number nobody else locks. */
const ADMINS_LOCK = 20_261_129;

const admins = (db: Kysely<Database>) =>
  db
    .selectFrom('account_grant as held')
    .innerJoin('account', 'account.id', 'held.account')
    .select('account.id')
    .where('held.role', '=', 'admin')
    .where('held.valid_to', 'is', null)
    .where('account.disabled', '=', false)
    .limit(1);

/** Whether somebody who is not disabled holds the role of an admin. */
export const hasAdmin = async (db: Kysely<Database>): Promise<boolean> =>
  (await admins(db).executeTakeFirst()) !== undefined;

/**
 * Whether somebody else than this account does. A demo account stands in for no real one: without the demo
 * nobody comes in by it.
 */
export async function hasOtherAdmin(
  db: Kysely<Database>,
  account: { readonly id: string; readonly origin: string },
): Promise<boolean> {
  let others = admins(db).where('account.id', '!=', account.id);
  if (account.origin !== 'demo') others = others.where('account.origin', '!=', 'demo');
  return (await others.executeTakeFirst()) !== undefined;
}
