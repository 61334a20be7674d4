/** Whom a right is given to. A display is a device, never a person. */
export const ROLES = [
  'leader',
  'head',
  'reporter',
  'steward',
  'evaluator',
  'approver',
  'admin',
  'auditor',
  'display',
] as const;
export type Role = (typeof ROLES)[number];

/** The roles a person can hold. */
export const ACCOUNT_ROLES = ROLES.filter((role) => role !== 'display');
export type AccountRole = Exclude<Role, 'display'>;

/** Roles that are nothing without the unit they are held for: whoever holds one belongs to that unit. */
export const ROLES_OF_A_UNIT: ReadonlySet<Role> = new Set(['head', 'reporter']);
