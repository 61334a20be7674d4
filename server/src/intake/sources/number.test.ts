import { describe, expect, it } from 'vitest';
import { readNumber } from './number.ts';

describe('a number of a source', () => {
  it.each([
    [207124, {}, '207124'],
    [' 207124 ', {}, '207124'],
    ['1.50', {}, '1.50'],
    ['1e5', {}, '100000'],
    [1e-7, {}, '0.0000001'],
    ['2,991,000,000', { written: 'grouped', shift: -8 }, '29.91'],
    ['999', { written: 'grouped' }, '999'],
    ['-1,234.5', { written: 'grouped' }, '-1234.5'],
    ['83.63%', { written: 'percent' }, '83.63'],
    ['100 ％', { written: 'percent' }, '100'],
  ] as const)('%j read as %j is %s', (value, reading, number) => expect(readNumber(value, reading)).toBe(number));

  it.each([
    ['1,234', {}],
    ['83.63%', {}],
    ['0.8363', { written: 'percent' }],
    ['1,23', { written: 'grouped' }],
    ['1,2345', { written: 'grouped' }],
    ['约二百', {}],
    ['207件', {}],
    ['', {}],
    [true, {}],
    [{}, {}],
    ['1e999999999', {}],
    ['0x10', {}],
    ['NaN', {}],
    // More digits than are kept: refused, not rounded.
    ['1.5', { shift: -10 }],
    ['123456789', { shift: 20 }],
  ] as const)('%j read as %j is none', (value, reading) => expect(readNumber(value, reading)).toBeNull());
});
