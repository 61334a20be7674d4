import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import methods from '../../fixtures/methods.json' with { type: 'json' };
import { expectAllClose, expectClose } from '../../testing/reference.fixture.ts';
import {
  type CombinedWeights,
  combineByGameTheory,
  combineGeometric,
  combineLinear,
  combineMultiplicative,
} from './combine.ts';

const vector = methods.test_vectors.combination;
const [subjective, objective] = [vector.subjective, vector.objective_entropy];
const accept = (result: CombinedWeights) => {
  if (!result.ok) throw new Error(result.message);
  return result;
};

describe('the printed vectors of methods.json', () => {
  it('linear with the default alpha of 0.6', () => {
    expectAllClose(accept(combineLinear(subjective, objective)).weights, vector['linear_alpha_0.6'], 1e-4);
    expect(accept(combineLinear(subjective, objective)).shares).toEqual([0.6, 0.4]);
  });

  it('multiplicative and geometric', () => {
    expectAllClose(accept(combineMultiplicative(subjective, objective)).weights, vector.multiplicative, 1e-4);
    expectAllClose(accept(combineGeometric(subjective, objective)).weights, vector.geometric, 1e-4);
  });
});

describe('combineByGameTheory', () => {
  it('solves (WWᵀ)α = diag(WWᵀ)', () => {
    // NumPy 2, linalg.solve, on the vectors of methods.json and on three sets of three.
    const two = accept(combineByGameTheory([subjective, objective]));
    expectAllClose(two.shares!, [0.5836944, 0.4163056], 1e-6);
    expectAllClose(two.weights, [0.28483943, 0.25788857, 0.24693013, 0.21034186], 1e-6);
    const three = accept(
      combineByGameTheory([
        [0.5, 0.3, 0.2],
        [0.2, 0.2, 0.6],
        [0.1, 0.7, 0.2],
      ]),
    );
    expectAllClose(three.shares!, [0.060546875, 0.3984375, 0.541015625], 1e-10);
    expectAllClose(three.weights, [0.1640625, 0.4765625, 0.359375], 1e-10);
    expect(three.warnings).toEqual([]);
  });

  it('gives equal sets equal shares, and says that one adds nothing', () => {
    const { shares, weights, warnings } = accept(combineByGameTheory([subjective, subjective]));
    expectAllClose(shares!, [0.5, 0.5], 1e-12);
    expectAllClose(weights, subjective, 1e-12);
    expect(warnings.map(({ code }) => code)).toEqual(['dependent-sets']);
  });

  it('says when a share lost its sign', () => {
    // NumPy: α = [−0.9796, 1.4805, 0.2752].
    const sets = [
      [4, 5, 7, 9],
      [0, 1, 8, 9],
      [2, 3, 8, 4],
    ];
    const { warnings, shares } = accept(combineByGameTheory(sets));
    expect(warnings.map(({ code }) => code)).toEqual(['turned-share']);
    expectAllClose(shares!, [0.97961753 / 2.73524147, 1.4804568 / 2.73524147, 0.27516714 / 2.73524147], 1e-7);
  });
});

describe('laws of combined weights', () => {
  const weights = (size: number) =>
    fc
      .array(fc.integer({ min: 0, max: 100 }), { minLength: size, maxLength: size })
      .filter((list) => list.some((weight) => weight > 0));
  const pair = fc.integer({ min: 1, max: 6 }).chain((size) => fc.tuple(weights(size), weights(size)));

  it.each([
    ['linear', combineLinear],
    ['multiplicative', combineMultiplicative],
    ['geometric', combineGeometric],
    ['game theory', (one: readonly number[], other: readonly number[]) => combineByGameTheory([one, other])],
  ])('%s: at least 0, summing to 1, whatever the scale of the sets', (_, combine) => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const result = combine(Object.freeze(one), Object.freeze(other));
        if (!result.ok) {
          expect(one.every((weight, k) => weight * other[k]! === 0)).toBe(true);
          return;
        }
        expect(result.weights.every((weight) => weight >= 0)).toBe(true);
        expectClose(
          result.weights.reduce((a, b) => a + b, 0),
          1,
          1e-12,
        );
        const scaled = combine(
          one.map((weight) => weight * 8),
          other.map((weight) => weight / 4),
        );
        expectAllClose(scaled.ok ? scaled.weights : [], result.weights, 1e-9);
      }),
    );
  });

  it('refuse what cannot be combined', () => {
    expect(combineMultiplicative([1, 0], [0, 1])).toMatchObject({ ok: false, code: 'nothing-in-common' });
    expect(() => combineLinear([1, 2], [1])).toThrow(RangeError);
    expect(() => combineLinear([1, -2], [1, 1])).toThrow(RangeError);
    expect(() => combineLinear([0, 0], [1, 1])).toThrow(RangeError);
    expect(() => combineLinear([1, 1], [1, 1], 1.5)).toThrow(RangeError);
    expect(() => combineByGameTheory([[1, 1]])).toThrow(RangeError);
  });
});
