import { describe, expect, it } from 'vitest';
import { reachOf } from './forecast-reach.ts';

describe('reachOf', () => {
  it('compares with the goalposts, whichever way is better', () => {
    const higher = { pass: 60, target: 95 };
    expect([95, 60, 59.9].map((expected) => reachOf({ expected, ...higher }))).toEqual(['full', 'pass', 'below']);
    const lower = { pass: 0.5, target: 0 };
    expect([0, 0.4, 1].map((expected) => reachOf({ expected, ...lower }))).toEqual(['full', 'pass', 'below']);
  });

  it('is not misled by the last bit', () => {
    expect(reachOf({ expected: 0.1 + 0.2 + 94.7 - 1e-12, pass: 60, target: 95 })).toBe('full');
  });

  it('says nothing without a forecast or a goal', () => {
    expect(reachOf({ expected: null, pass: 1, target: 2 })).toBeNull();
    expect(reachOf({ expected: 1, pass: null, target: null })).toBeNull();
  });
});
