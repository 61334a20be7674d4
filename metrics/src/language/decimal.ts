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
