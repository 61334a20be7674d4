import { shiftDecimal, type NumberReading } from '@dangzhi/metrics';
import { isStorableDecimal } from '../../observations/batches.ts';
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
