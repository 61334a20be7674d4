import { describe, expect, it } from 'vitest';
import methods from '../../fixtures/methods.json' with { type: 'json' };
import { expectAllClose, expectClose } from '../../testing/reference.fixture.ts';
import { ahpWeights, principalEigenvector } from './ahp.ts';
import { RANDOM_INDEX, randomIndex, type RandomIndexTable } from './random-index.ts';

const RELATIVE = 1e-4;
const vectors = methods.test_vectors;
const cases = Object.entries({
  six: vectors.ahp_six_dimensions,
  borderline: vectors.ahp_borderline,
  inconsistent: vectors.ahp_inconsistent,
  three: vectors.ahp_three,
});

describe('ahpWeights agrees with the printed vectors of methods.json', () => {
  it.each(cases)('%s: eigenvector', (_, vector) => {
    const matrix = Object.freeze(vector.matrix.map((row) => Object.freeze([...row])));
    const { weights, consistency } = ahpWeights(matrix);
    expectAllClose(weights, vector.weights_eigenvector, RELATIVE);
    expectClose(consistency.lambdaMax, vector.lambda_max, RELATIVE);
    expectClose(consistency.index, vector.CI, RELATIVE);
    expectClose(consistency.ratio, vector.CR_default, 5e-4);
    expectClose(ahpWeights(matrix, { table: 'saaty-1980' }).consistency.ratio, vector.CR_saaty, 5e-4);
  });

  it.each(cases)('%s: geometric mean of rows, and column sums', (_, vector) => {
    const geometric = ahpWeights(vector.matrix, { method: 'geometric-mean' });
    expectAllClose(geometric.weights, vector.weights_geometric_mean, RELATIVE);
    expectClose(geometric.consistency.lambdaMax, vector.lambda_geometric, RELATIVE);
    const columns = ahpWeights(vector.matrix, { method: 'column-sum' });
    expectAllClose(columns.weights, vector.weights_column_normalised, RELATIVE);
    expectClose(columns.consistency.lambdaMax, vector.lambda_column, RELATIVE);
  });
});

describe('the verdict', () => {
  const verdict = (matrix: readonly (readonly number[])[], table: RandomIndexTable) => {
    const { consistency } = ahpWeights(matrix, { table });
    return [consistency.passes, consistency.table];
  };

  it('depends on the table at the border, so the table stays with the result', () => {
    const { matrix } = vectors.ahp_borderline;
    expect(verdict(matrix, 'default')).toEqual([false, 'default']);
    expect(verdict(matrix, 'saaty-1980')).toEqual([true, 'saaty-1980']);
    expect(verdict(matrix, 'simulation')).toEqual([false, 'simulation']);
  });

  it('is a refusal by every table for a contradiction, and a pass for the six dimensions', () => {
    for (const table of Object.keys(RANDOM_INDEX) as RandomIndexTable[]) {
      expect(verdict(vectors.ahp_inconsistent.matrix, table)[0]).toBe(false);
      expect(verdict(vectors.ahp_three.matrix, table)[0]).toBe(false);
      expect(verdict(vectors.ahp_six_dimensions.matrix, table)[0]).toBe(true);
    }
  });

  it('of two items always passes with a ratio of 0', () => {
    const { weights, consistency } = ahpWeights([[3]]);
    expectAllClose(weights, [0.75, 0.25], 1e-14);
    expect(consistency).toMatchObject({ index: 0, ratio: 0, passes: true });
  });
});

describe('the random index tables', () => {
  it('are those of methods.json', () => {
    expect(RANDOM_INDEX.default).toEqual(methods.ri.default);
    expect(RANDOM_INDEX['saaty-1980']).toEqual(methods.ri.classic_saaty_1980);
    expect(RANDOM_INDEX.simulation.slice(2)).toEqual(Object.values(methods.ri.own_simulation));
  });

  it('end at 15 items', () => {
    expect(() => randomIndex(16, 'default')).toThrow(RangeError);
  });
});

describe('a consistent matrix', () => {
  const weights = [0.4, 0.3, 0.2, 0.1];
  const matrix = weights.map((a) => weights.map((b) => a / b));

  it.each(['eigenvector', 'geometric-mean', 'column-sum'] as const)('gives its weights back by %s', (method) => {
    const result = ahpWeights(matrix, { method });
    expectAllClose(result.weights, weights, 1e-12);
    expectClose(result.consistency.lambdaMax, 4, 1e-12);
    expect(result.consistency.ratio).toBeLessThan(1e-12);
  });
});

describe('principalEigenvector', () => {
  it('settles on the worst matrices there are: circles of nines', () => {
    for (let size = 3; size <= 15; size += 1) {
      const circle = Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (__, j) => {
          if (i === j) return 1;
          return (j - i + size) % size <= (size - 1) / 2 || (2 * (j - i) === size && i < j) ? 9 : 1 / 9;
        }),
      );
      const weights = principalEigenvector(circle);
      const lambdas = circle.map((row, i) => row.reduce((s, v, j) => s + v * weights[j]!, 0) / weights[i]!);
      expectAllClose(
        lambdas,
        lambdas.map(() => lambdas[0]!),
        1e-12,
      );
    }
  });
});
