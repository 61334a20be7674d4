import { ROLES_OF_A_UNIT, rightsOfDisplay, rightsOfPerson, type Holder } from '@dangzhi/metrics/rights';
import type { RouteLocationNamedRaw } from 'vue-router';
import type { PersonView, SessionView, UnitList } from '../api/types.ts';

type UnitPlaces = UnitList['items'];

/** The rights of whoever is there, by the same table the server enforces; `null` for nobody. */
export function rightsOf(view: SessionView | undefined, units: UnitPlaces): Holder | null {
  if (view?.person) return rightsOfPerson(view.person, units);
  return view?.display?.state === 'active' ? rightsOfDisplay(view.display.screens) : null;
}

/** Units somebody belongs to: where they work, and those they are head or reporter of. */
export const ownUnits = ({ unit, grants }: Pick<PersonView, 'unit' | 'grants'>): string[] => [
  ...new Set(
    [unit, ...grants.map((grant) => (ROLES_OF_A_UNIT.has(grant.role) ? grant.unit : null))].flatMap((one) => one ?? []),
  ),
];

/** The unit whose page is somebody's own: by their role as its head or reporter; `null` without such a role. */
export const homeUnit = ({ grants }: Pick<PersonView, 'grants'>): string | null =>
  grants.find(({ role, unit }) => ROLES_OF_A_UNIT.has(role) && unit !== null)?.unit ?? null;

/** The first page after sign-in: among those the person may see, the one their work begins with. */
export function landingOf(person: PersonView): RouteLocationNamedRaw {
  const rights = rightsOfPerson(person, []);
  const may = (action: Parameters<Holder['may']>[0]) => rights.may(action) === 'yes';
  const unit = homeUnit(person);
  // A person who reads every unit begins with all of them, even as the head of one.
  const readsAll = rights.reach('unit.read').some(({ units }) => units === null);
  if (unit !== null && !readsAll) return { name: 'unit', params: { code: unit } };
  if (may('ranking.read')) return { name: 'ranking' };
  if (may('account.manage')) return { name: 'accounts' };
  return { name: may('catalogue.read') ? 'catalogue' : 'account' };
}
