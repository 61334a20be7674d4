import { printRounded } from './rounding.ts';

/** Decimals a figure is stated with in a sentence; a smaller one than 0.001 with as many digits that count. */
export const STATED_DIGITS = 4;

/** Differences below this are the machine's, not the figure's: 79.67999999999999 is 79.68. */
const DUST = 1e-9;

/**
 * A figure as a sentence states it: rounded half-up to {@link STATED_DIGITS}, with ≈ before it where that
 * leaves something out.
 *
 * @param value finite, below 1e300
 */
export function figure(value: number): string {
  const { text, isExact } = stateFigure(value);
  return isExact ? text : `≈${text}`;
}

/** @returns digits without an exponent and with a true minus, and whether they are all there are */
export function stateFigure(value: number): { readonly text: string; readonly isExact: boolean } {
  const text = printWithin(value, digitsFor(value));
  return { text, isExact: isWithinDust(Number(text.replace('−', '-')), value) };
}

/** Rounded half-up to at most `digits` decimals, without the zeros at their end. */
export function printWithin(value: number, digits: number): string {
  // From 1e15 on a double has no decimals; below it toFixed writes no exponent.
  const printed =
    digits <= 9 || Math.abs(value) >= 1e15 ? printRounded(value, Math.min(9, digits)) : value.toFixed(digits);
  const [whole = '', decimals = ''] = printed.split('.');
  const rest = decimals.replace(/0+$/, '');
  return `${whole}${rest === '' ? '' : `.${rest}`}`.replace('-', '−');
}

/** Whether two figures are the same but for what binary arithmetic leaves behind. */
export const isWithinDust = (one: number, other: number): boolean =>
  Math.abs(one - other) <= DUST * Math.max(1, Math.abs(other));

function digitsFor(value: number): number {
  const size = Math.abs(value);
  if (size >= 0.001 || size < 1e-12) return STATED_DIGITS;
  return STATED_DIGITS - Math.floor(Math.log10(size)) - 1;
}
