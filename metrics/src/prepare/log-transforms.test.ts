import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cells, expectAllClose, floats, readReference, type Cell } from '../../testing/reference.fixture.ts';
import { boxCox, logCt, logCtOrig, logCtPlus, logGii } from './log-transforms.ts';

type Vector = Cell[];

const { data, expected } = readReference<{
  data: { x: Vector };
  expected: Record<string, Vector>;
}>('small/13c_log_transforms.json');
const x = floats(data.x);
const negated = x.map((value) => -value);

describe('against the reference (small/13c)', () => {
  it.each<[string, Float64Array | null]>([
    ['log_CT', logCt(x)],
    ['log_CT_orig', logCtOrig(x)],
    ['log_CT_plus_posskew', logCtPlus(x)],
    ['log_CT_plus_negskew', logCtPlus(negated)],
    ['boxcox_0', boxCox(x, { lambda: 0 })],
    ['boxcox_0.5', boxCox(x, { lambda: 0.5 })],
    ['boxcox_0.5_nomakepos', boxCox(x, { lambda: 0.5, shift: false })],
  ])('%s', (name, actual) => {
    expectAllClose(cells(actual!), expected[name]!, 1e-10, name);
  });

  // Fault of the reference: it computes ln((max − 1)(x − min) ÷ (max − min) + 1) and returns x.
  it('log_GII_RETURNS_INPUT_UNCHANGED: ours is the transform itself', () => {
    expect(expected.log_GII_RETURNS_INPUT_UNCHANGED).toEqual(data.x);
    // Here max = 1000 and min = 1, so that (max − 1) ÷ (max − min) = 1 and the transform is ln x.
    expectAllClose(
      cells(logGii(x)!),
      data.x.map((value) => Math.log(value!)),
    );
  });

  it('every case of the file is one of these', () => {
    expect(Object.keys(expected).length).toBe(8);
  });
});

describe('edges', () => {
  const all = [logCt, logCtPlus, logCtOrig, logGii, (values: Float64Array) => boxCox(values, { lambda: 0.5 })];

  it('fewer than two different values have no transform', () => {
    for (const transform of all) {
      for (const values of [[], [NaN], [3], [3, 3, NaN]]) expect(transform(Float64Array.from(values))).toBeNull();
    }
  });

  it('where the transform of the GII would turn the order round there is none', () => {
    expect(logGii(Float64Array.of(0.1, 0.5, 0.9))).toBeNull();
    expect(logGii(Float64Array.of(-5, -1))).toBeNull();
  });

  it('Box and Cox need positive values, a finite lambda, and results within range', () => {
    expect(boxCox(Float64Array.of(0, 1), { lambda: 0.5, shift: false })).toBeNull();
    expect(boxCox(Float64Array.of(1, 1e300), { lambda: 5 })).toBeNull();
    expect(() => boxCox(Float64Array.of(1, 2), { lambda: NaN })).toThrow(RangeError);
  });

  it('a lambda next to 0 is next to the logarithm', () => {
    expectAllClose(cells(boxCox(x, { lambda: 1e-12 })!), cells(boxCox(x, { lambda: 0 })!), 1e-10);
  });

  it('absent stays absent, and no pair changes places', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constant(NaN)));
    fc.assert(
      fc.property(values, fc.constantFrom(...all), (list, transform) => {
        const given = Float64Array.from(list);
        const result = transform(given);
        if (result === null) return;
        given.forEach((value, a) => {
          expect(Number.isNaN(result[a])).toBe(Number.isNaN(value));
          given.forEach((other, b) => {
            if (value < other) expect(result[a]!).toBeLessThan(result[b]!);
          });
        });
      }),
    );
  });
});
