import type { Indicator } from '../language/catalogue.ts';
import { toNineDecimals } from '../language/rounding.ts';
import { indicatorValue, type IndicatorParts, type IndicatorValue, type Quotient } from './indicator-value.ts';

/** Where a unit's value comes from. */
export type Origin = 'own' | 'rolled-up' | 'not-connected' | 'none';

export interface SettledValue extends IndicatorValue {
  readonly origin: Origin;
  /** Both values, where a unit has one of its own and one rolled up that differ beyond the tolerance. */
  readonly conflict: { readonly own: number; readonly rolledUp: number; readonly relative: number } | null;
}

/** What the store found for one (unit, indicator, period); `null` where it found nothing. */
export interface FoundParts {
  readonly own: IndicatorParts | null;
  readonly rolledUp: IndicatorParts | null;
  /** Must be connected and is not. */
  readonly notConnected: boolean;
}

/**
 * Settles one value (the measurement contract, §3 and §4): a unit's own value beats a rolled-up one,
 * and both are kept when they differ by more than the tolerance; a unit that must be connected and is
 * not has the value 0; anything else is missing for `reason`.
 *
 * @param reason why there is no value, when none of the above gives one
 */
export function settleValue(
  indicator: Indicator,
  { own, rolledUp, notConnected }: FoundParts,
  reason: NonNullable<IndicatorValue['missing']>,
): SettledValue {
  const ownValue = own === null ? null : indicatorValue(indicator.formula, own, reason, indicator.digits);
  const rolledValue =
    rolledUp === null ? null : indicatorValue(rolledFormula(indicator), rolledUp, reason, indicator.digits);
  if (ownValue !== null && ownValue.value !== null) {
    return {
      ...ownValue,
      origin: 'own',
      conflict: conflictOf(ownValue.value, rolledValue?.value ?? null, indicator.tolerance),
    };
  }
  if (rolledValue !== null && rolledValue.value !== null)
    return { ...rolledValue, origin: 'rolled-up', conflict: null };
  if (notConnected) {
    return { value: 0, missing: null, numerator: null, denominator: null, origin: 'not-connected', conflict: null };
  }
  const absent = ownValue ?? rolledValue;
  if (absent !== null) return { ...absent, origin: ownValue === null ? 'rolled-up' : 'own', conflict: null };
  return { value: null, missing: reason, numerator: null, denominator: null, origin: 'none', conflict: null };
}

/** A share of units and a mean arrive as two parts whatever the indicator's own formula is. */
function rolledFormula({ formula, rollup }: Indicator): Indicator['formula'] {
  const twoParts = (factor: number): Indicator['formula'] => ({
    kind: 'ratio',
    numerator: '',
    denominator: '',
    factor,
  });
  if (rollup === 'share-of-units') return twoParts(100);
  return rollup === 'mean' ? twoParts(1) : formula;
}

/**
 * What the quotient behind a value of that origin was multiplied by and rounded to; `null` where the value
 * is no quotient.
 */
export function quotientOf(indicator: Indicator, origin: Origin): Quotient | null {
  const formula = origin === 'rolled-up' ? rolledFormula(indicator) : indicator.formula;
  return formula.kind === 'ratio' ? { factor: formula.factor, digits: indicator.digits } : null;
}

function conflictOf(own: number, rolledUp: number | null, tolerance: number): SettledValue['conflict'] {
  if (rolledUp === null || own === rolledUp) return null;
  const relative = own === 0 ? 1 : Math.abs(own - rolledUp) / Math.abs(own);
  // To nine decimals: 0.201 beside 0.2 is just inside a tolerance of 0.005, though not as a quotient of doubles.
  return toNineDecimals(relative) > tolerance ? { own, rolledUp, relative } : null;
}
