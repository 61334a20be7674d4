import { describe, expect, it } from 'vitest';
import { changedDigits } from './changed-digits.ts';

describe('changedDigits', () => {
  it('leaves equal digits alone', () => {
    expect(changedDigits('83.42', '83.57')).toEqual([3, 4]);
    expect(changedDigits('83.42', '83.42')).toEqual([]);
  });

  it('counts places from the right', () => {
    expect(changedDigits('99.50', '100.50')).toEqual([0, 1, 2]);
    expect(changedDigits('207,124', '1,207,124')).toEqual([0, 1]);
    expect(changedDigits('100.00', '99.00')).toEqual([0, 1]);
  });
});
