/**
 * A number as a person types it: the shortest digits that give the same double back, without an
 * exponent, the sign (−) of a negative one inside brackets.
 *
 * @throws RangeError if `value` is not finite
 */
export function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('printNumber requires a finite value');
  const digits = withoutExponent(String(Math.abs(value)));
  return value < 0 ? `(−${digits})` : digits;
}

function withoutExponent(text: string): string {
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  if (shift < 0) return `0.${'0'.repeat(-shift - 1)}${whole}${fraction}`;
  // From 1e21 on, where every digit of the shortest form stands before the point.
  return `${whole}${fraction}${'0'.repeat(shift - fraction.length)}`;
}

/** Template tag: numbers are printed by {@link printNumber}, texts are parts of an expression already. */
export function expression(texts: TemplateStringsArray, ...parts: readonly (number | string)[]): string {
  return texts.reduce((sum, text, index) => {
    const part = parts[index - 1] ?? '';
    return `${sum}${typeof part === 'number' ? printNumber(part) : part}${text}`;
  });
}
