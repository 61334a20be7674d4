import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from './normal.ts';
import { hashText, randomStream, seededRandom, splitMix64, xoshiro128 } from './random.ts';

const take = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

describe('published vectors', () => {
  it('xoshiro128** 1.1 from the state 1, 2, 3, 4, as its authors’ program gives them', () => {
    expect(take(10, xoshiro128([1, 2, 3, 4]))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('SplitMix64 from the seed 1234567', () => {
    expect(take(5, splitMix64(1234567n))).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });

  it('FNV-1a of nothing, of "a" and of "foobar"', () => {
    expect(['', 'a', 'foobar'].map(hashText)).toEqual([0xcbf29ce484222325n, 0xaf63dc4c8601ec8cn, 0x85944171f73967e8n]);
  });
});

describe('a seeded generator', () => {
  it('draws the same from the same seed, and something else from another', () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeNat(), fc.string()), fc.maxSafeNat(), (seed, other) => {
        const [first, again] = [take(20, seededRandom(seed)), take(20, seededRandom(seed))];
        expect(again).toEqual(first);
        expect(first.every((draw) => draw >= 0 && draw < 1)).toBe(true);
        if (other !== seed) expect(take(20, seededRandom(other))).not.toEqual(first);
      }),
    );
  });

  it('is even: mean and variance of 100,000 draws, and of each tenth of the line', () => {
    const draws = take(100_000, seededRandom(20260601));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) * (draw - mean), 0) / draws.length;
    // Four standard errors: 1 ÷ √(12 n), and about 0.0745 ÷ √n.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.0037);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
    const tenths = Array.from({ length: 10 }, (_, k) => draws.filter((draw) => Math.floor(draw * 10) === k).length);
    const chiSquare = tenths.reduce((sum, count) => sum + ((count - 10_000) * (count - 10_000)) / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.9);
  });

  it('has streams that do not touch each other', () => {
    expect(take(5, randomStream(7, 'weights'))).toEqual(take(5, randomStream('7', 'weights')));
    expect(take(5, randomStream(7, 'weights'))).not.toEqual(take(5, randomStream(7, 'values')));
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => seededRandom(seed)).toThrow(RangeError);
  });
  it('refuses a state of nothing but zeros', () => {
    expect(() => xoshiro128([0, 0, 0, 0])).toThrow(RangeError);
  });
});

describe('the normal quantile', () => {
  // Wichura's own check values, and what two other implementations agree on.
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167813],
    [1e-20, -9.262340089798408],
    [0.975, 1.959963984540054],
    [0.5, 0],
    [1e-9, -5.997807015007687],
    [1e-300, -37.0470962993612],
  ])('of %d', (probability, quantile) => {
    expect(Math.abs(normalQuantile(probability) - quantile)).toBeLessThanOrEqual(
      2e-15 * Math.max(1, Math.abs(quantile)),
    );
  });

  it('rises, and is even about one half', () => {
    const dyadic = fc.integer({ min: 1, max: 2 ** 30 - 1 }).map((k) => k / 2 ** 30);
    fc.assert(
      fc.property(dyadic, dyadic, (p, q) => {
        expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 12);
        if (p < q) expect(normalQuantile(p)).toBeLessThan(normalQuantile(q));
      }),
    );
  });
  it.each([0, 1, Number.NaN])('refuses %d', (probability) => {
    expect(() => normalQuantile(probability)).toThrow(RangeError);
  });
});
