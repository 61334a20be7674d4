import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundDecimal, scaledQuotient, toDecimal } from './exact.ts';

describe('scaledQuotient', () => {
  // The right values are decimals written by hand: each is the quotient exactly, and Number() takes the nearest double.
  it.each([
    ['333', '1000', 100, 33.3],
    ['57', '100', 100, 57],
    ['7', '25', 100, 28],
    ['1', '3', 3, 1],
    ['0.1', '0.3', 3, 1],
    ['0.07', '1', 100, 7],
    ['-1', '8', 100, -12.5],
    ['1', '-8', 100, -12.5],
    ['0', '-8', 100, -0],
    ['12345678901234567890.5', '1', 1, 12345678901234567890.5],
    ['1', '1e22', 1e22, 1],
    ['1e-320', '1', 1, 1e-320],
    ['1e300', '1e-9', 1, Number.POSITIVE_INFINITY],
  ])('%s ÷ %s × %s is %s', (numerator, denominator, factor, right) => {
    expect(scaledQuotient(numerator, denominator, factor)).toBe(right);
  });

  it('is the double of the decimal wherever the quotient is one', () => {
    const digits = fc.integer({ min: 1, max: 10 ** 12 });
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 9 }), digits, fc.integer({ min: 0, max: 6 }), (v, s, d, e) => {
        const value = `${v}e-${s}`;
        const denominator = `${d}e-${e}`;
        const numerator = `${BigInt(v) * BigInt(d)}e-${s + e}`;
        expect(scaledQuotient(numerator, denominator)).toBe(Number(value));
        expect(scaledQuotient(`${BigInt(v) * BigInt(d)}e-${s + e + 2}`, denominator, 100)).toBe(Number(value));
      }),
    );
  });

  it('does not depend on the unit the parts are counted in', () => {
    const part = fc.integer({ min: 1, max: 10 ** 9 });
    fc.assert(
      fc.property(part, part, fc.integer({ min: -9, max: 9 }), (a, b, shift) => {
        expect(scaledQuotient(`${a}e${shift}`, `${b}e${shift}`, 100)).toBe(scaledQuotient(a, b, 100));
      }),
    );
  });

  it('refuses to divide by 0', () => {
    expect(() => scaledQuotient('1', '0.00')).toThrow(RangeError);
  });
});

describe('toDecimal', () => {
  it.each([
    ['-0.50', -50n, 2],
    ['+3.', 3n, 0],
    ['.5', 5n, 1],
    ['1.5e3', 1500n, 0],
    ['1.5e-3', 15n, 4],
    [1e21, 10n ** 21n, 0],
    [1e-7, 1n, 7],
  ])('reads %s', (value, units, scale) => {
    expect(toDecimal(value)).toEqual({ units, scale });
  });

  it.each(['', '.', '1,5', '0x10', 'NaN', ' 1', Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => toDecimal(value)).toThrow(SyntaxError);
  });
});

it.each([
  ['8388608.995', 2, 'half-up', 838860900n],
  ['2.5', 0, 'half-even', 2n],
  ['3.5', 0, 'half-even', 4n],
  ['2.51', 0, 'half-even', 3n],
  ['2.999', 2, 'down', 299n],
  ['7', 2, 'down', 700n],
] as const)('roundDecimal: %s to %s digits, %s', (value, digits, mode, right) => {
  expect(roundDecimal(toDecimal(value), digits, mode)).toBe(right);
});
