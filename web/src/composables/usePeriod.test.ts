import { describe, expect, it } from 'vitest';
import { monthOfQuery } from './usePeriod.ts';

describe('monthOfQuery', () => {
  it('takes a month and nothing else', () => {
    expect(monthOfQuery('2022-12')).toBe('2022-12');
    for (const nonsense of ['2022-13', '2022', '2022-1', ['2022-12'], null, undefined]) {
      expect(monthOfQuery(nonsense)).toBeUndefined();
    }
  });
});
