import { ROLES_OF_A_UNIT, type AccountRole, type Grant } from '@dangzhi/metrics/rights';
import type { Kysely, Transaction } from 'kysely';
import { OPERATOR_ID, type Actor } from '../rights/actor.ts';
import { listUnits } from '../county/queries.ts';
import { listSchemes } from '../schemes/queries.ts';
import { refuse, type CallRefused } from '../base/errors.ts';
import type { Postgres } from '../stores/index.ts';
import type { Database } from '../stores/tables.ts';

/** An account that grants roles holds no right to values, weights or rulings: it could grant itself any result. */
const NOT_WITH_ADMIN: ReadonlySet<AccountRole> = new Set(['evaluator', 'approver', 'steward']);

const keyOf = ({ role, unit, index }: Grant): string => JSON.stringify([role, unit, index]);

/** A grant and nothing of what else a row or a setting has beside it. */
export const plain = ({ role, unit, index }: Grant): Grant => ({ role, unit, index });

/** The same list with each grant once. */
export const distinct = <G extends Grant>(grants: readonly G[]): G[] => [
  ...new Map(grants.map((grant) => [keyOf(grant), grant])).values(),
];

/**
 * Looks whether somebody may hold these roles together, and work there.
 *
 * @param worksAt unit of the person; `null` for nowhere in the county
 * @throws CallRefused naming the unit or scheme that is not there, the role without its unit, the grant given twice,
 *   or the two roles that nobody holds together
 */
export async function refuseGrants(
  postgres: Postgres,
  worksAt: string | null,
  grants: readonly Grant[],
): Promise<void> {
  const [units, schemes] = await Promise.all([listUnits(postgres), listSchemes(postgres)]);
  const fault = faultOf(worksAt, grants, {
    units: new Set(units.map(({ code }) => code)),
    schemes: new Set(schemes.map(({ document }) => document.code)),
  });
  if (fault !== null) throw fault;
}

interface Known {
  readonly units: ReadonlySet<string>;
  readonly schemes: ReadonlySet<string>;
}

function faultOf(worksAt: string | null, grants: readonly Grant[], { units, schemes }: Known): CallRefused | null {
  for (const unit of [worksAt, ...grants.map((grant) => grant.unit)])
    if (unit !== null && !units.has(unit)) return refuse('grant.unit-unknown', { unit });
  for (const { index } of grants)
    if (index !== null && !schemes.has(index)) return refuse('grant.scheme-unknown', { scheme: index });
  for (const { role, unit } of grants)
    if (unit === null && ROLES_OF_A_UNIT.has(role)) return refuse('grant.unit-needed', { role });
  const seen = new Set<string>();
  for (const grant of grants) {
    const { role, unit, index } = grant;
    if (seen.has(keyOf(grant))) return refuse('grant.repeated', { role, unit, scheme: index });
    seen.add(keyOf(grant));
  }
  const pair = incompatible(grants);
  if (pair === null) return null;
  const [one, other] = pair;
  return refuse('grant.roles-apart', { one, other });
}

/** Two of the roles that nobody holds together; `null` when all go together. */
export function incompatible(grants: readonly Grant[]): readonly [AccountRole, AccountRole] | null {
  const roles = new Set(grants.map(({ role }) => role));
  // Whoever looks at what everybody did has done none of it.
  const watched = [...roles].find((role) => role !== 'auditor');
  if (roles.has('auditor') && watched !== undefined) return ['auditor', watched];
  const judging = [...roles].find((role) => NOT_WITH_ADMIN.has(role));
  return roles.has('admin') && judging !== undefined ? ['admin', judging] : null;
}

/**
 * Nobody makes an auditor alone: who looks at what an admin did is not chosen by that admin. The role, and the password of
 * who has it, are given by the operator at the machine or by groups of single sign-on.
 *
 * @param held roles the account has already
 * @throws CallRefused `grant.auditor-at-machine`
 */
export function refuseOwnAuditor(
  actor: Pick<Actor, 'id'>,
  wanted: readonly Grant[],
  held: readonly Grant[] = [],
): void {
  const audits = (grants: readonly Grant[]): boolean => grants.some(({ role }) => role === 'auditor');
  if (actor.id !== OPERATOR_ID && audits(wanted) && !audits(held)) throw refuse('grant.auditor-at-machine');
}

/** Whether two lists give the same, in whatever order. */
export const isSameGrants = (one: readonly Grant[], other: readonly Grant[]): boolean =>
  one.length === other.length && new Set([...one, ...other].map(keyOf)).size === new Set(one.map(keyOf)).size;

/** Roles held now, in the order they were given. */
const held = (db: Kysely<Database>) =>
  db
    .selectFrom('account_grant')
    .select(['role', 'unit', 'scheme as index'])
    .where('valid_to', 'is', null)
    .orderBy('id');

/** Roles an account holds now, in the order they were given. */
export const heldGrants = (db: Kysely<Database>, account: string): Promise<Grant[]> =>
  held(db).where('account', '=', account).execute();

/** The same of several accounts; one without any is not there. */
export async function heldGrantsOf(
  db: Kysely<Database>,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, Grant[]>> {
  if (accounts.length === 0) return new Map();
  const rows = await held(db).select('account').where('account', 'in', accounts).execute();
  const byAccount = new Map<string, Grant[]>();
  for (const { account, ...grant } of rows) byAccount.set(account, [...(byAccount.get(account) ?? []), grant]);
  return byAccount;
}

/** Roles an account holds now, each with who gave it. */
export const heldGrantsWithGivers = (
  db: Kysely<Database>,
  account: string,
): Promise<(Grant & { readonly by: string })[]> =>
  held(db).select('granted_by as by').where('account', '=', account).execute();

/** By whom roles are given, when and why. */
export interface Giving {
  readonly actor: Pick<Actor, 'id'>;
  readonly at: Date;
  readonly reason: string;
}

/**
 * Makes what an account holds the wanted list: what ends is closed and stays as history, what is new begins now,
 * what stays is not touched.
 */
export async function changeGrants(
  transaction: Transaction<Database>,
  account: string,
  wanted: readonly Grant[],
  { actor, at, reason }: Giving,
): Promise<void> {
  const before = await held(transaction).select('id').where('account', '=', account).execute();
  const wantedKeys = new Set(wanted.map(keyOf));
  const heldKeys = new Set(before.map(keyOf));
  const ended = before.filter((grant) => !wantedKeys.has(keyOf(grant))).map(({ id }) => id);
  if (ended.length > 0)
    await transaction.updateTable('account_grant').set({ valid_to: at }).where('id', 'in', ended).execute();
  const begun = wanted.filter((grant) => !heldKeys.has(keyOf(grant)));
  if (begun.length === 0) return;
  await transaction
    .insertInto('account_grant')
    .values(
      begun.map(({ role, unit, index }) => {
        const grant = { account, role, unit, scheme: index };
        return { ...grant, valid_from: at, valid_to: null, granted_by: actor.id, reason };
      }),
    )
    .execute();
}
