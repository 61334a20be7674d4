import type { Unit } from '@dangzhi/metrics';

/** The county whose cockpit this is: the one that has departments and townships here. */
export const findHome = (units: readonly Unit[]): Unit | undefined =>
  units.find(({ kind, code }) => kind === 'county' && units.some(({ parent }) => parent === code));

/** The county itself and every unit below it; other counties are only compared with it. */
export function unitsOfHome(units: readonly Unit[]): Unit[] {
  const home = findHome(units);
  return units.filter(({ code, parent }) => home !== undefined && (code === home.code || parent === home.code));
}
