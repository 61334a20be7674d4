import { scaledQuotient } from '../language/exact.ts';
import type { MissingKind } from '../language/missing.ts';
import { recordChanges, type CellChange, type DataColumn } from './cell-change.ts';

/** A column per head, per unit of area and so on, and where it has no value although there was one. */
export interface Denominated {
  readonly column: DataColumn;
  readonly changes: readonly CellChange[];
  readonly absent: readonly {
    readonly unit: number;
    readonly missing: Extract<MissingKind, 'no-cases' | 'no-source'>;
  }[];
}

/**
 * Divides a column by another: value ÷ (denominator ÷ scale), so `scale` 10,000 says "per ten thousand". Each
 * quotient is rounded once, so that equal rates are equal whatever they are rates of.
 *
 * A denominator of 0 leaves nothing to measure: the value is absent for `no-cases`. The reference
 * returns an infinity there, which is a fault not copied. A denominator that is itself absent leaves
 * the value absent for `no-source`.
 *
 * @param denominator by unit, as long as the column
 * @throws RangeError if the lengths differ, or `scale` is not a positive number
 */
export function denominate({ code, values }: DataColumn, denominator: Float64Array, scale = 1): Denominated {
  if (denominator.length !== values.length) throw new RangeError('denominate requires one denominator a unit');
  if (!(scale > 0 && Number.isFinite(scale))) throw new RangeError('denominate requires a positive scale');
  const divided = new Float64Array(values.length).fill(NaN);
  const absent: Denominated['absent'][number][] = [];
  for (let unit = 0; unit < values.length; unit += 1) {
    const value = values[unit] as number;
    const by = denominator[unit] as number;
    if (Number.isNaN(value)) continue;
    const quotient = by === 0 || Number.isNaN(by) ? Number.NaN : scaledQuotient(value, by, scale);
    // Not only 0: a denominator next to nothing takes the quotient out of the range of numbers as well.
    if (Number.isFinite(quotient)) divided[unit] = quotient;
    else absent.push({ unit, missing: Number.isNaN(by) ? 'no-source' : 'no-cases' });
  }
  return { column: { code, values: divided }, changes: recordChanges(code, values, divided, 'denominated'), absent };
}
