import type { Role } from './roles.ts';

/**
 * How far a right reaches. `all`: the whole county, whatever unit the role is held for. `scope`: the unit the
 * role is held for and those below it; the whole county where it is held for none. `screens`: the screens a
 * display was given.
 */
export type Extent = 'all' | 'scope' | 'screens';

interface Action {
  /** Who may, and how far. A role that is not named may not. */
  readonly may: Partial<Record<Role, Extent>>;
  /** It decides about a unit: nobody does that about the unit they belong to. */
  readonly decides?: true;
}

const EVERYBODY = {
  leader: 'all',
  head: 'all',
  reporter: 'all',
  steward: 'all',
  evaluator: 'all',
  approver: 'all',
  admin: 'all',
  auditor: 'all',
} as const;

/** Every right there is: role × action × extent. What is not here is denied. */
export const RIGHTS = {
  /** What a page must know before anything else: the county, its months, its schemes. */
  'meta.read': { may: { ...EVERYBODY, display: 'all' } },
  /** Units, catalogue, schemes, published sources and records, the description of the API, and what the product is made of. */
  'catalogue.read': { may: EVERYBODY },
  /** One's own account: password and sessions. */
  'self.manage': { may: EVERYBODY },
  /** The stream that tells a page to look again; figures in it go to those who may read them. */
  'events.read': { may: { ...EVERYBODY, display: 'all' } },
  'wall.read': { may: { leader: 'all', evaluator: 'all', approver: 'all', auditor: 'all', display: 'screens' } },
  /** Ranks and totals of every unit; what is behind a unit's total needs `unit.read` as well. */
  'ranking.read': { may: { leader: 'all', head: 'all', evaluator: 'all', approver: 'all', auditor: 'all' } },
  /** A unit in full: its leaves, where each number comes from, what to do next. */
  'unit.read': {
    may: {
      leader: 'scope',
      head: 'scope',
      reporter: 'scope',
      steward: 'scope',
      evaluator: 'scope',
      approver: 'scope',
      auditor: 'scope',
    },
  },
  /** What was reported of a unit, with the raw record. */
  'observation.read': {
    may: {
      leader: 'scope',
      head: 'scope',
      reporter: 'scope',
      steward: 'scope',
      evaluator: 'scope',
      approver: 'scope',
      auditor: 'scope',
    },
  },
  'observation.report': { may: { reporter: 'scope', steward: 'scope' } },
  /** A value found on inspection outranks what the unit reported. */
  'observation.inspect': { may: { steward: 'scope' }, decides: true },
  /** A value that broke a guard counts, or goes back. */
  'observation.decide': { may: { steward: 'scope' }, decides: true },
  'source.read': { may: { steward: 'all', approver: 'all', admin: 'all', auditor: 'all' } },
  'source.pull': { may: { steward: 'all' } },
  /** Try other weights beside the ranking; nothing is kept. */
  'weights.try': { may: { evaluator: 'all', approver: 'all', auditor: 'all' } },
  'account.read': { may: { admin: 'all', auditor: 'all' } },
  'account.manage': { may: { admin: 'all' } },
  'display.read': { may: { admin: 'all', auditor: 'all' } },
  'display.manage': { may: { admin: 'all' } },
  'audit.read': { may: { admin: 'all', auditor: 'all' } },
  /** Figures about the server itself, for a monitor. */
  'metrics.read': { may: { admin: 'all', auditor: 'all' } },
  /** Whether figures are stored under the server's clock, and that they are although it looked wrong. */
  'clock.read': { may: { steward: 'all', admin: 'all', auditor: 'all' } },
  'clock.decide': { may: { admin: 'all' } },
  'backup.read': { may: { admin: 'all', auditor: 'all' } },
  'backup.make': { may: { admin: 'all' } },
  /** Whether what is stored is what was stored. */
  'integrity.read': { may: { admin: 'all', auditor: 'all' } },
  'integrity.check': { may: { admin: 'all' } },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof RIGHTS;
export const ACTIONS = Object.keys(RIGHTS) as ActionName[];

/** The extent of a role's right to an action; `null` where it has none. */
export function extentOf(role: Role, action: ActionName): Extent | null {
  const { may }: Action = RIGHTS[action];
  return may[role] ?? null;
}

/** Whether an action decides about a unit. */
export const decides = (action: ActionName): boolean => (RIGHTS[action] as Action).decides === true;
