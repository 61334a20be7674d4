import { describe, expect, it } from 'vitest';
import { endOfDay, instantOfMinute, startOfDay } from './county-time.ts';

describe('times of the address', () => {
  it('are read by the clock of the county', () => {
    expect(startOfDay('2026-11-28')).toBe('2026-11-27T16:00:00.000Z');
    expect(endOfDay('2026-11-28')).toBe('2026-11-28T16:00:00.000Z');
    expect(instantOfMinute('2026-11-28T09:30')).toBe('2026-11-28T01:30:00.000Z');
  });

  it('are nothing where somebody wrote nonsense', () => {
    for (const nonsense of [undefined, '', 'yesterday', '2026-13-01', '2026-11-28T']) {
      expect(startOfDay(nonsense)).toBeUndefined();
      expect(endOfDay(nonsense)).toBeUndefined();
      expect(instantOfMinute(nonsense)).toBeUndefined();
    }
  });
});
