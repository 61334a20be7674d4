import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRounded, roundToUnits } from './rounding.ts';

describe('printed figures', () => {
  it.each([
    // 55.005 is a little less as a double: rounding to nine decimals first makes it what was meant.
    [55.005, 2, '55.01'],
    [1.005, 2, '1.01'],
    [79.18, 2, '79.18'],
    [56.026666666666664, 2, '56.03'],
    [0.004999999, 2, '0.00'],
    [0.0049999999999, 2, '0.01'],
    [99.995, 2, '100.00'],
    [0, 2, '0.00'],
    [-0.5, 0, '-1'],
    [-0.004, 2, '0.00'],
    [12.3456789, 6, '12.345679'],
    [7, 0, '7'],
  ])('%f to %i digits is %s', (value, digits, text) => {
    expect(printRounded(value, digits)).toBe(text);
  });

  it('rounds every half up, whatever its double is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
        expect(roundToUnits((hundredths * 10 + 5) / 1000, 2)).toBe(hundredths + 1);
      }),
    );
  });

  it('gives a whole-hundredths value back unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (hundredths) => {
        expect(roundToUnits(hundredths / 100, 2)).toBe(hundredths === 0 ? 0 : hundredths);
      }),
    );
  });

  it.each([
    [9_000_000, 2, '9000000.00'],
    [-123_456_789.128, 2, '-123456789.13'],
    [1e21, 1, '1000000000000000000000.0'],
    [1e22, 2, '10000000000000000000000.00'],
    [-123456789012345.67, 2, '-123456789012345.67'],
  ])('%f, beyond nine decimals of a double, to %i digits is %s', (value, digits, text) => {
    expect(printRounded(value, digits)).toBe(text);
  });

  it('refuses what cannot be printed', () => {
    expect(() => roundToUnits(Number.NaN, 2)).toThrow(RangeError);
    expect(() => roundToUnits(1e300, 2)).toThrow(RangeError);
  });
});
