import type { NumberReading } from '@dangzhi/metrics';
import { isStorableDecimal } from '../observations/batches.ts';
import { textOf } from './fields.ts';

const NUMBER = /^(-?\d+(?:\.\d+)?)(?:[eE]([+-]?\d{1,2}))?$/;
const GROUPED = /^-?\d{1,3}(,\d{3})+(?=\.|$)/;

/**
 * A number of a source, JSON number or text, as decimal text in our unit of measure. Digits are moved, never
 * computed with, so none is lost.
 *
 * @returns `null` when it is no number as declared, or has more digits than are kept
 */
export function readNumber(
  value: unknown,
  { written = 'plain', shift = 0 }: Omit<NumberReading, 'measure'>,
): string | null {
  const [, decimal, exponent = '0'] = NUMBER.exec(withoutMarks(textOf(value), written)) ?? [];
  if (decimal === undefined) return null;
  const moved = shiftDecimal(decimal, shift + Number(exponent));
  return isStorableDecimal(moved) ? moved : null;
}

function withoutMarks(text: string, written: NonNullable<NumberReading['written']>): string {
  switch (written) {
    case 'plain':
      return text;
    case 'grouped':
      return GROUPED.test(text) ? text.replaceAll(',', '') : text;
    case 'percent':
      // Without its sign it may be a fraction.
      return /[%％]$/.test(text) ? text.slice(0, -1).trimEnd() : '';
  }
}

/**
 * A decimal times a power of ten, exactly: `shiftDecimal('2991000000', -8)` is `'29.91'`.
 *
 * @param decimal digits with an optional sign and point, as `-0.50`
 * @param by the power; 0 leaves the text as it is
 */
export function shiftDecimal(decimal: string, by: number): string {
  if (by === 0) return decimal;
  const sign = decimal.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = decimal.slice(sign.length).split('.');
  const point = whole.length + by;
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`.padEnd(point, '0');
  const at = Math.max(1, point);
  const rest = digits.slice(at).replace(/0+$/, '');
  return `${sign}${digits.slice(0, at).replace(/^0+(?=\d)/, '')}${rest === '' ? '' : `.${rest}`}`;
}
