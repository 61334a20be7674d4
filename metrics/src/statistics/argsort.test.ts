import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { argsortDescending } from './argsort.ts';

/** The same order, the slow way: absent last, equals in their order. */
function naive(scores: Float64Array): number[] {
  const places = Array.from(scores.keys());
  const present = places.filter((place) => !Number.isNaN(scores[place]));
  present.sort((a, b) => (scores[a]! > scores[b]! ? -1 : scores[a]! < scores[b]! ? 1 : a - b));
  return [...present, ...places.filter((place) => Number.isNaN(scores[place]))];
}

/** Repeats a short list until it is long enough to be sorted by its digits. */
const lengthen = (values: readonly number[], length: number): Float64Array =>
  Float64Array.from({ length }, (_, place) => values[place % values.length]! + Math.floor(place / 500));

describe('argsortDescending', () => {
  it('puts the highest first and absent ones last, equals in their order', () => {
    expect([...argsortDescending(Float64Array.of(3, NaN, 5, 3, -0, 0, -7, NaN))]).toEqual([2, 0, 3, 4, 5, 6, 1, 7]);
    expect([...argsortDescending(new Float64Array(0))]).toEqual([]);
  });

  const any = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, NaN, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE),
    fc.integer({ min: -3, max: 3 }),
    // Agree in the upper half of their bits.
    fc.integer({ min: 0, max: 50 }).map((step) => 1 + step * Number.EPSILON),
  );

  it('is the naive order of any short list', () => {
    fc.assert(
      fc.property(fc.array(any), (values) => {
        const scores = Float64Array.from(values);
        expect([...argsortDescending(scores)]).toEqual(naive(scores));
      }),
    );
  });

  it('is the naive order of any long list', () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 400 }), fc.boolean(), (values, repeats) => {
        const scores = repeats
          ? lengthen(values, 3_000)
          : Float64Array.from({ length: 3_000 }, (_, place) => values[(place * 7) % values.length]!);
        expect([...argsortDescending(scores)]).toEqual(naive(scores));
      }),
      { numRuns: 60 },
    );
  });

  it('sorts a part of a larger buffer, and leaves its input alone', () => {
    const whole = lengthen([3, 1, 2], 6_000);
    const before = whole.slice();
    const part = whole.subarray(1_001, 5_003);
    expect([...argsortDescending(part)]).toEqual(naive(part));
    expect(whole).toEqual(before);
  });

  it('sorts many scores that all agree in half of their bits', () => {
    // Put in order by insertion, they would take minutes.
    const scores = Float64Array.from({ length: 100_000 }, (_, place) => 50 + ((place * 7_919) % 100_000) * 1e-11);
    const order = argsortDescending(scores);
    expect([...order.subarray(0, 2_000)]).toEqual(naive(scores).slice(0, 2_000));
  });
});
