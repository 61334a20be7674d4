/**
 * Where doubles begin: a figure is a decimal until it has been divided, and the double it becomes is the one nearest
 * to the exact quotient. So a value typed and the same value by its parts are the same double, and so are equal rates
 * (docs/adr/0032).
 */

/** A decimal number: `units` × 10^−`scale`. */
export interface Decimal {
  readonly units: bigint;
  /** At least 0. */
  readonly scale: number;
}

/**
 * @param value a decimal as text (`-0.50`, `1e-7`), or a double, which stands for the shortest decimal that gives it back
 * @throws SyntaxError if the text is no decimal, or the double not finite
 */
export function toDecimal(value: string | number): Decimal {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(String(value)) ?? [];
  if (sign === undefined || (whole === '' && fraction === '')) throw new SyntaxError(`"${value}" is no decimal number`);
  const units = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * numerator ÷ denominator × factor, rounded once, to the nearest double (to the even one of two as near).
 *
 * @param numerator decimals as for {@link toDecimal}, as are the other two
 * @returns infinite where the quotient is beyond a double
 * @throws RangeError if the denominator is 0
 */
export function scaledQuotient(
  numerator: string | number,
  denominator: string | number,
  factor: string | number = 1,
): number {
  if (Number(denominator) === 0) throw new RangeError('scaledQuotient requires a denominator that is not 0');
  // Whole numbers are exact as doubles, and their quotient is rounded once by itself: most figures end here.
  if ([numerator, denominator, factor].every(isWhole)) {
    const product = Number(numerator) * Number(factor);
    if (Number.isSafeInteger(product)) return product / Number(denominator);
  }
  const [top, below, by] = [toDecimal(numerator), toDecimal(denominator), toDecimal(factor)];
  const scale = top.scale + by.scale - below.scale;
  const dividend = top.units * by.units * 10n ** BigInt(Math.max(0, -scale));
  const divisor = below.units * 10n ** BigInt(Math.max(0, scale));
  return nearestDouble(dividend, divisor);
}

/** Whether it is a whole number that a double holds; a longer text may have digits that its double lost. */
const isWhole = (value: string | number): boolean =>
  Number.isSafeInteger(Number(value)) && (typeof value === 'number' || value.length <= 16);

/** The double nearest to a quotient of whole numbers, `divisor` not 0. */
function nearestDouble(dividend: bigint, divisor: bigint): number {
  const isNegative = dividend < 0n !== divisor < 0n;
  const [top, below] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  // Moved so that the quotient has more than 60 bits: a double keeps 53 of them.
  const shift = 64 - (bitsOf(top) - bitsOf(below));
  const shifted = shift > 0 ? top << BigInt(shift) : top;
  const by = shift < 0 ? below << BigInt(-shift) : below;
  // What is left over only says that the quotient is a little more: the last of the bits dropped says so as well.
  const quotient = (shifted / by) | (shifted % by === 0n ? 0n : 1n);
  // In two steps, since 2^shift itself may be beyond a double.
  const half = Math.trunc(shift / 2);
  const size = Number(quotient) * 2 ** -half * 2 ** -(shift - half);
  return isNegative ? -size : size;
}

/** Bits a whole number takes, or up to three more. */
const bitsOf = (value: bigint): number => value.toString(16).length * 4;

/** Below 0 where the first is less, above where it is greater, 0 where both are the same decimal. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const { units } = minusDecimal(one, other);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

/** The first less the second, exactly. */
export function minusDecimal(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  const units = one.units * 10n ** BigInt(scale - one.scale) - other.units * 10n ** BigInt(scale - other.scale);
  return { units, scale };
}

/** The product of two decimals, exactly. */
export const timesDecimal = (one: Decimal, other: Decimal): Decimal => ({
  units: one.units * other.units,
  scale: one.scale + other.scale,
});

/**
 * A decimal in whole units of its digit `digits` behind the point, half-up (away from zero), half to even, or down
 * (towards zero).
 *
 * @param value at least 0
 */
export function roundDecimal(
  { units, scale }: Decimal,
  digits: number,
  mode: 'half-up' | 'half-even' | 'down',
): bigint {
  if (scale <= digits) return units * 10n ** BigInt(digits - scale);
  const unit = 10n ** BigInt(scale - digits);
  const [below, rest] = [units / unit, units % unit];
  if (mode === 'down' || rest * 2n < unit) return below;
  return mode === 'half-up' || rest * 2n > unit || below % 2n === 1n ? below + 1n : below;
}
