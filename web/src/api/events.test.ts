import { describe, expect, it } from 'vitest';
import { backOffMs } from './events.ts';

describe('backOffMs', () => {
  it('doubles from one second and stops at sixty', () => {
    expect([0, 1, 2, 5, 6, 30].map((attempt) => backOffMs(attempt, 1))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
    ]);
  });

  it('never waits less than half of the full time', () => {
    expect(backOffMs(0, 0)).toBe(500);
    expect(backOffMs(10, 0)).toBe(30_000);
  });
});
