import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHundredths, roundToTotal, splitByLargestRemainder, toHundredths } from './points.ts';

describe('points', () => {
  it('reads two decimals exactly and refuses more', () => {
    expect(toHundredths(13.33)).toBe(1333);
    expect(toHundredths(0.3)).toBe(30);
    expect(toHundredths(33.3300000001)).toBeNull();
    expect(toHundredths(123456789012.34)).toBe(12345678901234);
    expect(toHundredths(1.005)).toBeNull();
    expect(toHundredths(-1)).toBeNull();
    expect(toHundredths(Number.NaN)).toBeNull();
  });

  it('writes them with two decimals', () => {
    expect([0, 5, 1234, -250].map(formatHundredths)).toEqual(['0.00', '0.05', '12.34', '-2.50']);
  });

  it('splits by largest remainder: 100.00 in thirds is 33.34, 33.33, 33.33', () => {
    expect(splitByLargestRemainder(10_000, [1, 1, 1])).toEqual([3334, 3333, 3333]);
  });

  it('splits into whole parts that sum exactly and are each within one of their share', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), shares, (total, given) => {
        const parts = splitByLargestRemainder(total, Object.freeze(given));
        const sum = given.reduce((a, b) => a + b, 0);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        parts.forEach((part, index) => {
          expect(Number.isInteger(part)).toBe(true);
          const exact = sum > 0 ? (total * (given[index] ?? 0)) / sum : total / given.length;
          expect(Math.abs(part - exact)).toBeLessThan(1 + 1e-6);
        });
      }),
    );
  });

  it('refuses no share at all, and one that is negative', () => {
    expect(() => splitByLargestRemainder(1, [])).toThrow('at least one share');
    expect(() => splitByLargestRemainder(1, [1, -1])).toThrow('at least 0');
  });
});

describe('rounding to a total', () => {
  it('gives the lacking places to those that lost most, and takes none below its whole part', () => {
    expect(roundToTotal([33.4, 33.4, 33.2], 100)).toEqual([34, 33, 33]);
    expect(roundToTotal([-1.5, 4.25, 7.25], 10)).toEqual([-1, 4, 7]);
    expect(roundToTotal([], 0)).toEqual([]);
  });

  it('sums exactly and moves nothing by a whole place, whatever the signs', () => {
    const values = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, (given) => {
        const total = Math.round(given.reduce((sum, value) => sum + value, 0)) + 0;
        const parts = roundToTotal(Object.freeze(given), total);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        parts.forEach((part, k) => expect(Math.abs(part - (given[k] ?? 0))).toBeLessThan(1 + 1e-6));
      }),
    );
  });
});
