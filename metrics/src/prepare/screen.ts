import { unitAvailability, type UnitAvailability } from './availability.ts';

/** Why a unit stays, or goes. */
export type ScreenReason =
  | 'enough-data'
  | 'too-little-data'
  | 'too-many-zeros'
  | 'too-little-data-and-too-many-zeros'
  | 'forced-in'
  | 'forced-out';

export interface ScreenOptions {
  /** Which shares decide. */
  readonly by: 'availability' | 'non-zero' | 'both';
  /** Least share of the columns with a value, in [0, 1]; a unit that has just as much stays. Two thirds by default. */
  readonly minAvailable?: number;
  /** Least share of the values that are not 0, in [0, 1]; a unit that has just as much stays. 0.05 by default. */
  readonly minNonZero?: number;
  /** By row index: kept (`true`) or dropped (`false`) whatever its data. */
  readonly force?: ReadonlyMap<number, boolean>;
}

export interface ScreenedUnit extends UnitAvailability {
  readonly kept: boolean;
  readonly reason: ScreenReason;
}

/**
 * Which units have enough data to be compared (COINr's `Screen`). The columns are left as they are; see
 * {@link keepUnits}.
 *
 * A unit without any value has no share of values that are not 0: screened for zeros it goes, for it has
 * none. (The reference leaves a row of nothing in its place.)
 *
 * @param columns at least one; NaN is absent
 * @returns by unit
 * @throws RangeError if there is no column, a share is outside [0, 1], or a forced row is not there
 */
export function screenUnits(columns: readonly Float64Array[], options: ScreenOptions): ScreenedUnit[] {
  const { by, minAvailable = 2 / 3, minNonZero = 0.05, force = new Map<number, boolean>() } = options;
  for (const share of [minAvailable, minNonZero]) {
    if (!(share >= 0 && share <= 1)) throw new RangeError('screenUnits requires shares from 0 to 1');
  }
  const units = unitAvailability(columns);
  for (const row of force.keys()) {
    if (units[row] === undefined) throw new RangeError(`screenUnits was told to force row ${row}, which is not there`);
  }
  return units.map((unit, row) => {
    const lacksData = by !== 'non-zero' && unit.availableShare < minAvailable;
    const lacksNonZeros = by !== 'availability' && (unit.nonZeroShare === null || unit.nonZeroShare < minNonZero);
    const forced = force.get(row);
    if (forced !== undefined) return { ...unit, kept: forced, reason: forced ? 'forced-in' : 'forced-out' };
    return { ...unit, kept: !lacksData && !lacksNonZeros, reason: reasonOf(lacksData, lacksNonZeros) };
  });
}

function reasonOf(lacksData: boolean, lacksNonZeros: boolean): ScreenReason {
  if (lacksData && lacksNonZeros) return 'too-little-data-and-too-many-zeros';
  if (lacksData) return 'too-little-data';
  return lacksNonZeros ? 'too-many-zeros' : 'enough-data';
}

/**
 * A column without the units that were dropped.
 *
 * @param units what {@link screenUnits} said of each row
 * @returns as long as the number of units kept, in their order
 */
export function keepUnits(column: Float64Array, units: readonly Pick<ScreenedUnit, 'kept'>[]): Float64Array {
  return column.filter((_, row) => units[row]?.kept === true);
}
