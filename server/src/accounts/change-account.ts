import type { Account } from '@dangzhi/metrics/contract';
import type { Grant } from '@dangzhi/metrics/rights';
import type { Transaction } from 'kysely';
import { record } from '../audit/trail.ts';
import type { Actor } from '../rights/actor.ts';
import { refuse } from '../base/errors.ts';
import type { Database } from '../stores/tables.ts';
import { existing, ownAccount, rowOf, targetOf, type AccountContext, type AccountRow } from './account.ts';
import { hasOtherAdmin, lockAdmins } from './admins.ts';
import { changeGrants, heldGrants, isSameGrants, refuseGrants, refuseOwnAuditor } from './grants.ts';

/** What may be changed of an account; what is left out stays. */
export interface AccountChange {
  readonly name?: string | undefined;
  readonly unit?: string | null | undefined;
  readonly disabled?: boolean | undefined;
  readonly grants?: readonly Grant[] | undefined;
  readonly reason: string;
}

/** What of an account the audit trail tells. */
interface AccountState {
  readonly name: string;
  readonly unit: string | null;
  readonly disabled: boolean;
  readonly grants: readonly Grant[];
}

/**
 * Changes name, unit, roles, or whether somebody comes in; at once, for who is signed in too. Where nothing differs
 * nothing is written.
 *
 * @throws CallRefused `account.unknown`; as {@link refuseGrants} and {@link refuseOwnAuditor}; `account.own` where more than the name is changed of
 *   one's own; `admin.last` where nobody would be left who administers
 */
export async function changeAccount(
  { stores: { postgres }, now, sessions }: AccountContext,
  actor: Actor,
  id: string,
  { reason, ...change }: AccountChange,
): Promise<Account> {
  // What others hold already is not judged anew because of a new name.
  if (change.grants !== undefined || change.unit != null)
    await refuseGrants(postgres, change.unit ?? null, change.grants ?? []);
  const at = now();
  const after = await postgres.db.transaction().execute(async (transaction): Promise<AccountState | null> => {
    const row = await rowOf(transaction, id);
    const { name, unit, disabled } = row;
    const before = { name, unit, disabled, grants: await heldGrants(transaction, id) };
    const next = stateAfter(before, change);
    const isMoreThanName = next.unit !== unit || next.disabled !== disabled || next.grants !== before.grants;
    if (!isMoreThanName && next.name === name) return null;
    if (isMoreThanName && id === actor.id) throw ownAccount();
    refuseOwnAuditor(actor, next.grants, before.grants);
    await refuseLastAdmin(transaction, row, before, next);
    const columns = { name: next.name, unit: next.unit, disabled: next.disabled };
    await transaction.updateTable('account').set(columns).where('id', '=', id).execute();
    await changeGrants(transaction, id, next.grants, { actor, at, reason });
    const event = { action: 'account.change', target: targetOf(id), before, after: next, reason };
    await record(transaction, actor, at, event);
    return next;
  });
  if (after !== null) sessions.forget(id);
  if (after?.disabled === true) await sessions.endAllOf(id);
  return existing(postgres, id, at);
}

/** The same list of roles where it gives the same. */
function stateAfter(before: AccountState, change: Omit<AccountChange, 'reason'>): AccountState {
  const { name = before.name, unit = before.unit, disabled = before.disabled, grants = before.grants } = change;
  return { name, unit, disabled, grants: isSameGrants(grants, before.grants) ? before.grants : grants };
}

const administers = ({ disabled, grants }: AccountState): boolean =>
  !disabled && grants.some(({ role }) => role === 'admin');

async function refuseLastAdmin(
  transaction: Transaction<Database>,
  account: Pick<AccountRow, 'id' | 'origin'>,
  before: AccountState,
  after: AccountState,
): Promise<void> {
  if (!administers(before) || administers(after)) return;
  await lockAdmins(transaction);
  if (!(await hasOtherAdmin(transaction, account))) throw refuse('admin.last');
}
