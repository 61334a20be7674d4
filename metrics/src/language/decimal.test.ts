import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftDecimal } from './decimal.ts';

const decimals = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.option(fc.stringMatching(/^\d{1,10}$/)))
  .map(([isNegative, whole, fraction]) => `${isNegative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`);

/** A decimal as a whole number of 10^-40, which no shift of these tests leaves. */
function inUnits(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(40, '0'));
  return decimal.startsWith('-') ? -units : units;
}

describe('a shifted decimal', () => {
  it('is exactly the power of ten times the decimal', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 20 }), (decimal, by) => {
        expect(inUnits(shiftDecimal(decimal, by))).toBe(inUnits(decimal) * 10n ** BigInt(by));
        expect(inUnits(shiftDecimal(decimal, -by)) * 10n ** BigInt(by)).toBe(inUnits(decimal));
      }),
    );
  });

  it('comes back by the opposite shift', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: -20, max: 20 }), (decimal, by) => {
        expect(inUnits(shiftDecimal(shiftDecimal(decimal, by), -by))).toBe(inUnits(decimal));
      }),
    );
  });

  it('is written without idle zeros', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: -20, max: 20 }), (decimal, by) => {
        fc.pre(by !== 0);
        expect(shiftDecimal(decimal, by)).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });

  it.each([
    ['2991000000', -8, '29.91'],
    ['0.8363', 2, '83.63'],
    ['7', 3, '7000'],
    ['-0.5', -1, '-0.05'],
    ['1.0', 0, '1.0'],
  ])('%s by %i is %s', (decimal, by, shifted) => expect(shiftDecimal(decimal, by)).toBe(shifted));
});
