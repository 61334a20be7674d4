import { shiftDecimal, type NumberReading } from '@dangzhi/metrics';

/**
 * A figure in the system's own unit and writing.
 *
 * @param value decimal as text, in our unit
 * @param numbersAs how it writes a number that has no marks
 */
export function writeNumber(
  value: string,
  { written = 'plain', shift = 0 }: Omit<NumberReading, 'measure'>,
  numbersAs: 'number' | 'text',
): number | string {
  const own = shiftDecimal(value, -shift);
  switch (written) {
    case 'plain':
      return numbersAs === 'number' ? Number(own) : own;
    case 'grouped':
      return own.replace(/\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ','));
    case 'percent':
      return `${own}%`;
  }
}
