import { describe, expect, it } from 'vitest';
import { expectClose } from '../../testing/reference.fixture.ts';
import { chiSquareUpperTail, upperGammaShare } from './incomplete-gamma.ts';

describe('upperGammaShare', () => {
  // SciPy 1.17.1, scipy.special.gammaincc.
  it.each([
    [0.5, 0.01, 0.887537083981715],
    [7, 3, 0.9664914646911588],
    [7, 12, 0.04582230688865106],
    [30.5, 30.5, 0.4759169119335499],
    [50, 80, 0.0001307839765914092],
    [0.5, 40, 3.744097384202887e-19],
  ])('Q(%s, %s)', (a, x, expected) => expectClose(upperGammaShare(a, x), expected, 1e-11));

  it('is 1 at 0, 0 at infinity, and never rises', () => {
    expect([upperGammaShare(3, 0), upperGammaShare(3, Infinity)]).toEqual([1, 0]);
    const shares = Array.from({ length: 200 }, (_, k) => upperGammaShare(3.5, k / 8));
    expect(shares.every((share, k) => k === 0 || share <= shares[k - 1]!)).toBe(true);
  });

  it.each([
    [0, 1],
    [-1, 1],
    [NaN, 1],
    [1, -1],
    [1, NaN],
  ])('refuses Q(%s, %s)', (a, x) => expect(() => upperGammaShare(a, x)).toThrow(RangeError));
});

describe('chiSquareUpperTail', () => {
  // SciPy 1.17.1, scipy.stats.chi2.sf.
  it.each([
    [12.56, 2, 0.0018734005942224238],
    [3.841458820694124, 1, 0.04999999999999989],
    [7.814727903251179, 3, 0.04999999999999998],
    [0.5, 1, 0.47950012218695337],
    [100, 10, 5.4497019829205215e-17],
    [1e-8, 3, 0.999999999999734],
    [18.307, 10, 0.05000058909139812],
    [700, 14, 2.5792581701061084e-140],
    [2, 14, 0.999916758850712],
  ])('of %s with %s degrees of freedom', (x, df, expected) => expectClose(chiSquareUpperTail(x, df), expected, 1e-11));

  it('has a closed form for an even number of degrees: e^(−x/2) Σ (x/2)^i ÷ i!', () => {
    for (const df of [2, 4, 10, 14]) {
      for (const x of [0.1, 1, 5, 20, 60]) {
        let term = Math.exp(-x / 2);
        let sum = term;
        for (let i = 1; i < df / 2; i += 1) sum += term *= x / 2 / i;
        expectClose(chiSquareUpperTail(x, df), sum, 1e-11);
      }
    }
  });
});
