import { rightsOfPerson, type Holder } from '@dangzhi/metrics/rights';
import { listUnits } from '../county/queries.ts';
import type { Postgres } from '../stores/index.ts';
import { heldGrants } from './grants.ts';

/** An account as whoever holds its session acts. */
export interface AccountHolder {
  readonly id: string;
  readonly name: string;
  readonly rights: Holder;
  readonly mustChangePassword: boolean;
}

/** Somebody's account with the roles it holds now; `null` when it is not there, or disabled. */
export async function findHoldingAccount({ db }: Postgres, id: string) {
  const account = await db
    .selectFrom('account')
    .select(['id', 'login', 'name', 'unit', 'must_change', 'password_hash', 'origin'])
    .where('id', '=', id)
    .where('disabled', '=', false)
    .executeTakeFirst();
  if (account === undefined) return null;
  return { ...account, grants: await heldGrants(db, id) };
}

/** Rights of an account as of now, laid out; `null` when it may do nothing any more. */
export async function readHolder(postgres: Postgres, id: string): Promise<AccountHolder | null> {
  const [account, units] = await Promise.all([findHoldingAccount(postgres, id), listUnits(postgres)]);
  if (account === null) return null;
  return {
    id: account.id,
    name: account.name,
    rights: rightsOfPerson(account, units),
    mustChangePassword: account.must_change,
  };
}
