import { roundDecimal, toDecimal } from './exact.ts';

/** half-up: a half goes away from zero (四舍五入); half-even: to the even digit; down: towards zero. */
export const ROUNDING_MODES = ['half-up', 'half-even', 'down'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

/**
 * The printed figure (the measurement contract, §6): the double is rounded to 9 decimals, then
 * half-up (away from zero), or as the scheme declares, to its digits, all in whole numbers, so that 55.005
 * prints as 55.01 although its double is a little less. From 2²³ on a double has no nine decimals to be
 * rounded to: there the decimal it stands for is rounded, the shortest one that gives it back.
 *
 * @param value finite, |value| below 1e300
 * @param digits 0..9
 * @returns whole units of the last digit, e.g. hundredths for two digits
 * @throws RangeError if `value` is not finite or too large
 */
export function roundToUnits(value: number, digits: number, mode: RoundingMode = 'half-up'): number {
  const units = Number(sizeInUnits(value, digits, mode));
  return value < 0 && units > 0 ? -units : units;
}

/** Without the sign; more than a double holds exactly is a bigint. */
function sizeInUnits(value: number, digits: number, mode: RoundingMode): number | bigint {
  const size = Math.abs(value);
  if (!(size < 1e300)) throw new RangeError('roundToUnits requires a finite value below 1e300');
  return size < 2 ** 23
    ? wholeUnits(Math.round(size * 1e9), 10 ** (9 - digits), mode)
    : roundDecimal(toDecimal(size), digits, mode);
}

function wholeUnits(billionths: number, unit: number, mode: RoundingMode): number {
  if (mode === 'half-up') return Math.floor((billionths + unit / 2) / unit);
  const below = Math.floor(billionths / unit);
  const rest = billionths - below * unit;
  if (mode === 'down' || rest * 2 < unit) return below;
  return rest * 2 > unit || below % 2 === 1 ? below + 1 : below;
}

/** A value as the double nearest to its nine decimals: below those lies the rounding of the machine. */
export const toNineDecimals = (value: number): number => roundToUnits(value, 9) / 1e9;

/** The printed figure as text with exactly `digits` decimals; see {@link roundToUnits}. */
export function printRounded(value: number, digits: number, mode: RoundingMode = 'half-up'): string {
  const units = sizeInUnits(value, digits, mode);
  // Digits without an exponent, however many there are.
  const text = BigInt(units)
    .toString()
    .padStart(digits + 1, '0');
  const sign = value < 0 && units > 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
