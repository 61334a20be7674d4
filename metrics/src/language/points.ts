import { toDecimal } from './exact.ts';

/**
 * Points 分值 are decimals with two digits, kept as whole hundredths so that sums are exact.
 */

/**
 * Hundredths of a weight written as a decimal.
 *
 * @returns `null` when the weight has more than two decimals, is negative or not finite
 */
export function toHundredths(weight: number): number | null {
  if (!(Number.isFinite(weight) && weight >= 0)) return null;
  const { units, scale } = toDecimal(weight);
  return scale > 2 ? null : Number(units * 10n ** BigInt(2 - scale));
}

/** `1234` → `"12.34"`. */
export function formatHundredths(hundredths: number): string {
  const sign = hundredths < 0 ? '-' : '';
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Splits a whole number in proportion to shares by largest remainder: the parts are whole and sum
 * to `total` exactly; equal remainders go to the earlier part. With no positive share the split is even.
 *
 * @param total whole number, may be negative
 * @param shares non-negative, any scale; at least one
 * @throws RangeError if there is no share, or one is negative or not finite
 */
export function splitByLargestRemainder(total: number, shares: readonly number[]): number[] {
  if (shares.length === 0) throw new RangeError('splitByLargestRemainder requires at least one share');
  if (!shares.every((share) => Number.isFinite(share) && share >= 0)) {
    throw new RangeError('splitByLargestRemainder requires finite shares of at least 0');
  }
  const sum = shares.reduce((a, b) => a + b, 0);
  return roundToTotal(
    shares.map((share) => (sum > 0 ? (total * share) / sum : total / shares.length)),
    total,
  );
}

/**
 * Rounds values to whole numbers that sum to `total` exactly, by largest remainder: each goes down to a
 * whole number, and the places still lacking go to those that lost most. Values may be negative.
 *
 * @param total whole; as a rule the rounded sum of the values. What the values are short of it or over
 *   it by more than one each is spread over them evenly
 * @returns as many as there are values
 */
export function roundToTotal(values: readonly number[], total: number): number[] {
  if (values.length === 0) return [];
  const excess = (total - values.reduce((sum, value) => sum + value, 0)) / values.length;
  const exact = Math.abs(excess) > 1 ? values.map((value) => value + excess) : values;
  // A value that is whole but for the last bit of its double is whole.
  const parts = exact.map((value) => Math.floor(value + 1e-9));
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - (parts[index] as number) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  const step = Math.sign(left);
  // Down again from the smallest remainder, should the total be below the whole parts.
  const order = step < 0 ? byRemainder.reverse() : byRemainder;
  // As often as each gets one, at once: however large the values are, this ends.
  const each = Math.floor(Math.abs(left) / order.length);
  const more = Math.abs(left) - each * order.length;
  order.forEach(({ index }, k) => (parts[index] = (parts[index] as number) + step * (each + (k < more ? 1 : 0))));
  return parts;
}
