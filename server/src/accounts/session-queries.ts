import type { Postgres } from '../stores/index.ts';

/** Minutes without a request after which a session ends. */
export const IDLE_MINUTES = 30;

/** A session as it is kept; its token is not. */
export interface SessionRow {
  readonly id: string;
  readonly account: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
  readonly address: string;
  readonly agent: string;
}

const columns = [
  'id',
  'account',
  'started_at as startedAt',
  'last_seen_at as lastSeenAt',
  'ends_at as endsAt',
  'address',
  'agent',
] as const;

export async function insertSession(
  { db }: Postgres,
  { startedAt, endsAt, ...row }: Omit<SessionRow, 'lastSeenAt'> & { readonly digest: string },
): Promise<void> {
  await db
    .insertInto('session')
    .values({ ...row, started_at: startedAt, last_seen_at: startedAt, ends_at: endsAt })
    .execute();
}

/** The session of a token, by the token's digest; `null` when there is none. */
export async function findSession({ db }: Postgres, digest: string): Promise<SessionRow | null> {
  return (await db.selectFrom('session').select(columns).where('digest', '=', digest).executeTakeFirst()) ?? null;
}

/** Sessions of an account, the latest begun first. */
export async function listSessionsOf({ db }: Postgres, account: string): Promise<SessionRow[]> {
  return db
    .selectFrom('session')
    .select(columns)
    .where('account', '=', account)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .execute();
}

/**
 * @param account only if it is this account's
 * @returns whether there was one
 */
export async function deleteSession({ db }: Postgres, id: string, account?: string): Promise<boolean> {
  let statement = db.deleteFrom('session').where('id', '=', id);
  if (account !== undefined) statement = statement.where('account', '=', account);
  const [result] = await statement.execute();
  return (result?.numDeletedRows ?? 0n) > 0n;
}

/** Notes that a session is in use. */
export async function markSeen({ db }: Postgres, id: string, at: Date): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: at }).where('id', '=', id).execute();
}

/** Takes away what has ended long ago: after `ends_at` a session is nothing. */
export async function dropEndedSessions({ db }: Postgres, at: Date): Promise<void> {
  await db.deleteFrom('session').where('ends_at', '<=', at).execute();
}
