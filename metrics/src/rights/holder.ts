import type { Unit } from '../language/catalogue.ts';
import { ROLES_OF_A_UNIT, type AccountRole, type Role } from './roles.ts';
import { ACTIONS, decides, extentOf, type ActionName } from './table.ts';

/** A role as somebody holds it. */
export interface Grant {
  readonly role: AccountRole;
  /** For this unit and those below it; `null` for the whole county. */
  readonly unit: string | null;
  /** For this scheme (评价方案) only; `null` for all. */
  readonly index: string | null;
}

export interface Person {
  /** Where the person works, and so decides nothing; `null` for nowhere in the county. */
  readonly unit: string | null;
  readonly grants: readonly Grant[];
}

/** What is asked about. What is left out is not in question: a list narrows itself by {@link Holder.reach}. */
export interface Target {
  readonly unit?: string;
  readonly index?: string;
  readonly screen?: string;
}

/** `no-right`: no role of theirs may. `elsewhere`: one may, but not there. `recused`: it is their own unit. */
export type Verdict = 'yes' | 'no-right' | 'elsewhere' | 'recused';

/** One way an action is allowed: in these units, for this index, on these screens. `null` is any. */
export interface Reach {
  readonly units: ReadonlySet<string> | null;
  readonly index: string | null;
  readonly screens: ReadonlySet<string> | null;
}

/** Somebody's rights, laid out once so that a check is a look-up. */
export interface Holder {
  /** Whether the action may be done there. */
  may(action: ActionName, target?: Target): Verdict;
  /** Everywhere it may be done; empty for nowhere. */
  reach(action: ActionName): readonly Reach[];
  /** Units in whose own affairs nothing is decided. */
  readonly own: ReadonlySet<string>;
}

type UnitPlace = Pick<Unit, 'code' | 'parent'>;

/** The rights of a person over the county's units. A role of a unit held for no unit gives nothing. */
export function rightsOfPerson(person: Person, units: readonly UnitPlace[]): Holder {
  const below = new Map(
    [...new Set(person.grants.flatMap(({ unit }) => unit ?? []))].map((root) => [root, unitsBelow(root, units)]),
  );
  const own = new Set([
    ...(person.unit === null ? [] : [person.unit]),
    ...person.grants.flatMap(({ role, unit }) => (ROLES_OF_A_UNIT.has(role) && unit !== null ? [unit] : [])),
  ]);
  const reaches = (action: ActionName): Reach[] =>
    person.grants.flatMap(({ role, unit, index }): Reach[] => {
      const extent = extentOf(role, action);
      if (extent === null || (unit === null && ROLES_OF_A_UNIT.has(role))) return [];
      const units = extent === 'all' || unit === null ? null : (below.get(unit) ?? new Set<string>());
      return [{ units, index, screens: null }];
    });
  return holderOf(reaches, own);
}

/** The rights of a display: what its role may, on its screens. */
export function rightsOfDisplay(screens: readonly string[]): Holder {
  const given = new Set(screens);
  return holderOf((action) => {
    const extent = extentOf('display', action);
    return extent === null ? [] : [{ units: null, index: null, screens: extent === 'screens' ? given : null }];
  }, new Set());
}

/** A role for the whole county, as a table of all rights shows it. */
export const rightsOfRole = (role: Role, units: readonly UnitPlace[]): Holder =>
  role === 'display'
    ? rightsOfDisplay([])
    : rightsOfPerson({ unit: null, grants: [{ role, unit: null, index: null }] }, units);

function holderOf(reaches: (action: ActionName) => readonly Reach[], own: ReadonlySet<string>): Holder {
  const byAction = new Map(ACTIONS.map((action) => [action, reaches(action)]));
  const reach = (action: ActionName): readonly Reach[] => byAction.get(action) ?? [];
  return {
    reach,
    own,
    may: (action, target = {}) => {
      const ways = reach(action);
      if (ways.length === 0) return 'no-right';
      if (!ways.some((way) => holds(way, target))) return 'elsewhere';
      return target.unit !== undefined && own.has(target.unit) && decides(action) ? 'recused' : 'yes';
    },
  };
}

const holds = ({ units, index, screens }: Reach, target: Target): boolean =>
  (target.unit === undefined || units === null || units.has(target.unit)) &&
  (target.index === undefined || index === null || index === target.index) &&
  (target.screen === undefined || screens === null || screens.has(target.screen));

/** A unit and every unit below it. */
function unitsBelow(root: string, units: readonly UnitPlace[]): Set<string> {
  const found = new Set([root]);
  // Parents may come after their children: as often as anything was still found.
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { code, parent } of units) if (parent !== null && found.has(parent)) found.add(code);
  }
  return found;
}
