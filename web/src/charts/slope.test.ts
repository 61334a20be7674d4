import { describe, expect, it } from 'vitest';
import { slopeOf, slopePath } from './slope.ts';

describe('slopeOf', () => {
  it('orders each side by its ranks and joins the two', () => {
    const slope = slopeOf([
      { code: 'a', before: 1, after: 2 },
      { code: 'b', before: 2, after: 1 },
      { code: 'c', before: 3, after: 3 },
    ]);
    expect(slope.left).toEqual(['a', 'b', 'c']);
    expect(slope.right).toEqual(['b', 'a', 'c']);
    expect(slope.lines).toEqual([
      { code: 'c', from: 2, to: 2, isMoved: false },
      { code: 'a', from: 0, to: 1, isMoved: true },
      { code: 'b', from: 1, to: 0, isMoved: true },
    ]);
  });

  it('keeps the order of equal ranks, so that nothing crosses without a cause', () => {
    const { right } = slopeOf([
      { code: 'z', before: 1, after: 1 },
      { code: 'a', before: 2, after: 1 },
    ]);
    expect(right).toEqual(['z', 'a']);
  });

  it('draws no line to a side without a rank', () => {
    const slope = slopeOf([
      { code: 'gone', before: 1, after: null },
      { code: 'new', before: null, after: 1 },
    ]);
    expect([slope.left, slope.right, slope.lines]).toEqual([['gone'], ['new'], []]);
  });
});

describe('slopePath', () => {
  it('runs between the middles of two rows', () => {
    expect(slopePath({ from: 0, to: 2 }, 100, 20)).toBe('M0 10C45 10 55 50 100 50');
  });
});
