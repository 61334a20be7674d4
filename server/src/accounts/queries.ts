import type { Account } from '@dangzhi/metrics/contract';
import type { AccountRole, Grant } from '@dangzhi/metrics/rights';
import { sql } from 'kysely';
import { readLine } from '../audit/queries.ts';
import type { Postgres } from '../stores/index.ts';
import { matchWords } from '../stores/match-words.ts';
import { whereAll } from '../stores/tally.ts';
import { heldGrantsOf } from './grants.ts';
import { failuresOfAccount, FREE_OF_AN_ACCOUNT } from './password-attempts.ts';
import { IDLE_MINUTES } from './session-queries.ts';

const stateAt = (now: Date) =>
  sql<Account['state']>`CASE
    WHEN account.disabled THEN 'disabled'
    WHEN ${failuresOfAccount(now)} >= ${FREE_OF_AN_ACCOUNT} THEN 'slowed'
    ELSE 'active' END`;

const holdsNow = (column: 'role' | 'unit', value: string) =>
  sql`EXISTS (
    SELECT 1 FROM account_grant held
    WHERE held.account = account.id AND held.valid_to IS NULL AND held.${sql.ref(column)} = ${value})`;

const conditionsAt = (now: Date) => ({
  id: (id: string) => sql<boolean>`account.id = ${id}`,
  q: (words: string) =>
    sql<boolean>`(${matchWords(sql`account.login`, words)} OR ${matchWords(sql`account.name`, words)})`,
  role: (role: string) => sql<boolean>`${holdsNow('role', role)}`,
  /** Who works there, and who holds a role for it. */
  unit: (unit: string) => sql<boolean>`(account.unit = ${unit} OR ${holdsNow('unit', unit)})`,
  state: (state: string) => sql<boolean>`${stateAt(now)} = ${state}`,
});

type AccountFilter = Readonly<Partial<Record<keyof ReturnType<typeof conditionsAt>, string | undefined>>>;

/** A page of the accounts that fit, by login, with the roles they hold and their live sessions; and how many fit. */
export async function listAccounts(
  { db }: Postgres,
  now: Date,
  filter: AccountFilter,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ items: Account[]; total: number }> {
  const fitting = db.selectFrom('account').where(whereAll(conditionsAt(now), filter));
  const { total } = await fitting
    .select(({ fn }) => fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const idleSince = new Date(now.getTime() - IDLE_MINUTES * 60_000);
  const rows = await fitting
    .selectAll('account')
    .select([stateAt(now).as('state'), failuresOfAccount(now).as('wrongPasswords')])
    .select((eb) =>
      eb
        .selectFrom('session')
        .select(({ fn }) => fn.countAll<number | string>().as('live'))
        .whereRef('session.account', '=', 'account.id')
        .where('session.ends_at', '>', now)
        .where('session.last_seen_at', '>', idleSince)
        .as('sessions'),
    )
    .orderBy('account.login')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const grants = await heldGrantsOf(
    db,
    rows.map(({ id }) => id),
  );
  const items = rows.map((row) => ({
    id: row.id,
    login: row.login,
    name: row.name,
    unit: row.unit,
    origin: row.origin,
    state: row.state,
    wrongPasswords: row.wrongPasswords,
    mustChangePassword: row.must_change,
    passwordChangedAt: row.password_changed_at?.toISOString() ?? null,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    sessions: Number(row.sessions ?? 0),
    grants: grants.get(row.id) ?? [],
  }));
  return { items, total: Number(total) };
}

/** One account; `null` when there is none of that id. */
export async function findAccount(postgres: Postgres, id: string, now: Date): Promise<Account | null> {
  const { items } = await listAccounts(postgres, now, { id }, { page: 1, pageSize: 1 });
  return items[0] ?? null;
}

/** A role as somebody held it, and by whom and why it was given. */
export interface PastGrant {
  readonly role: AccountRole;
  readonly unit: string | null;
  readonly index: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly grantedBy: string;
  readonly reason: string;
}

/** Every role an account ever held, the latest given first. */
export async function listGrants({ db }: Postgres, account: string): Promise<PastGrant[]> {
  const rows = await db
    .selectFrom('account_grant as held')
    .leftJoin('account as giver', 'giver.id', 'held.granted_by')
    .select(['held.role', 'held.unit', 'held.scheme as index', 'held.valid_from', 'held.valid_to', 'held.reason'])
    .select(sql<string>`coalesce(giver.name, held.granted_by)`.as('grantedBy'))
    .where('held.account', '=', account)
    .orderBy('held.valid_from', 'desc')
    .orderBy('held.id', 'desc')
    .execute();
  return rows.map(({ valid_from: from, valid_to: to, ...rest }) => ({
    ...rest,
    from: from.toISOString(),
    to: to?.toISOString() ?? null,
  }));
}

/** A role somebody held at an instant. */
export interface HeldGrant extends Grant {
  readonly account: string;
  readonly login: string;
  readonly name: string;
  /** Where the person works now, and whether the account is disabled now; how it was at the instant, the trail says. */
  readonly worksAt: string | null;
  readonly disabled: boolean;
  readonly since: Date;
}

/** Every role anybody held at an instant, by login. */
export async function listGrantsHeldAt({ db }: Postgres, at: Date): Promise<HeldGrant[]> {
  return db
    .selectFrom('account_grant as held')
    .innerJoin('account', 'account.id', 'held.account')
    .select(['account.id as account', 'account.login', 'account.name', 'account.unit as worksAt', 'account.disabled'])
    .select(['held.role', 'held.unit', 'held.scheme as index', 'held.valid_from as since'])
    .where('held.valid_from', '<=', at)
    .where((eb) => eb.or([eb('held.valid_to', 'is', null), eb('held.valid_to', '>', at)]))
    .orderBy('account.login')
    .orderBy('held.id')
    .execute();
}

/** What the trail says an account was, before each change after an instant; the first change first. */
export async function listStatesBefore(
  { db }: Postgres,
  at: Date,
): Promise<{ readonly account: string; readonly before: unknown }[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .select(['target', 'line'])
    .where('action', '=', 'account.change')
    .where('outcome', '=', 'done')
    .where('at', '>', at)
    .orderBy('sequence')
    .execute();
  return rows.map(({ target, line }) => ({
    account: target.replace(/^account:/, ''),
    before: readLine(line)?.before ?? null,
  }));
}
