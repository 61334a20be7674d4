import { ROLES_OF_A_UNIT, type AccountRole } from '@dangzhi/metrics/rights';
import type { GrantView } from '../../../api/people.ts';
import type { NewAccount } from '../../../api/types.ts';

/** As the server has it: letters, digits and a few signs, 2 to 64. */
const LOGIN = /^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/;
const NOT_WITH_ADMIN: ReadonlySet<AccountRole> = new Set(['steward', 'evaluator', 'approver']);

export interface AccountFaults {
  login?: string;
  name?: string;
  grants?: string;
  reason?: string;
}

/** The key of what is wrong with roles held together; `undefined` where nothing is. */
export function grantFault(grants: readonly GrantView[]): string | undefined {
  const roles = new Set(grants.map(({ role }) => role));
  if (grants.some(({ role, unit }) => ROLES_OF_A_UNIT.has(role) && unit === null)) return 'people.fault.unitNeeded';
  if (roles.has('auditor') && roles.size > 1) return 'people.fault.auditorAlone';
  if (roles.has('admin') && [...roles].some((role) => NOT_WITH_ADMIN.has(role))) return 'people.fault.adminApart';
  const seen = grants.map(({ role, unit, index }) => JSON.stringify([role, unit, index]));
  return new Set(seen).size < seen.length ? 'people.fault.grantTwice' : undefined;
}

/** What is wrong with an account before it is sent, by field, each as the key of its sentence. Empty: nothing is. */
export function accountFaults(
  draft: Pick<NewAccount, 'name' | 'grants' | 'reason'> & { login?: string | undefined },
): AccountFaults {
  const grants = grantFault(draft.grants);
  return {
    ...(draft.login !== undefined && !LOGIN.test(draft.login.trim()) && { login: 'people.fault.login' }),
    ...(draft.name.trim() === '' && { name: 'people.fault.name' }),
    ...(grants !== undefined && { grants }),
    ...(draft.reason.trim() === '' && { reason: 'people.fault.reason' }),
  };
}
