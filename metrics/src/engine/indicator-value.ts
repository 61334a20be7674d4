import type { Formula } from '../language/catalogue.ts';
import { scaledQuotient } from '../language/exact.ts';
import type { MissingKind } from '../language/missing.ts';
import { roundToUnits } from '../language/rounding.ts';

/** What an indicator is worth for one unit at one period: a value, or the reason there is none. */
export interface IndicatorValue {
  readonly value: number | null;
  readonly missing: MissingKind | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** How the value was made of its parts, where that is known; for derivations only. */
  readonly quotient?: Quotient;
}

/** numerator ÷ denominator × factor, rounded half-up to `digits` decimals; `null`: not rounded. */
export interface Quotient {
  readonly factor: number;
  readonly digits: number | null;
}

/** Exact decimals as the store summed them; `null` where a part is absent. */
export interface IndicatorParts {
  readonly numerator: string | null;
  readonly denominator: string | null;
  /** The amount, or the ratio where it is reported without its parts. */
  readonly amount: string | null;
}

const absent = (missing: MissingKind): IndicatorValue => ({
  value: null,
  missing,
  numerator: null,
  denominator: null,
});

/**
 * Turns exact parts into the double the engine works with; the first double in the way of the data.
 *
 * @param parts decimals as text; parts of a ratio take precedence over its bare rate
 * @param missing the reason to give when the parts do not make a value
 * @param digits the value is rounded to, half-up; `null` leaves it as it is
 * @returns value in the indicator's unit of measure; `no-cases` for a denominator of 0
 */
export function indicatorValue(
  formula: Formula,
  parts: IndicatorParts,
  missing: MissingKind,
  digits: number | null = null,
): IndicatorValue {
  const rounded = (value: number): number => (digits === null ? value : roundToUnits(value, digits) / 10 ** digits);
  if (formula.kind === 'ratio' && parts.numerator !== null && parts.denominator !== null) {
    const numerator = Number(parts.numerator);
    const denominator = Number(parts.denominator);
    if (denominator === 0) return { value: null, missing: 'no-cases', numerator, denominator };
    return {
      value: rounded(scaledQuotient(parts.numerator, parts.denominator, formula.factor)),
      missing: null,
      numerator,
      denominator,
    };
  }
  if (parts.amount === null) return absent(missing);
  return { value: rounded(Number(parts.amount)), missing: null, numerator: null, denominator: null };
}
