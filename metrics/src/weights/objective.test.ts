import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import methods from '../../fixtures/methods.json' with { type: 'json' };
import { expectAllClose, expectClose, floats } from '../../testing/reference.fixture.ts';
import { criticWeights } from './critic.ts';
import { entropyWeights } from './entropy.ts';
import { type CriterionColumn, scaleToBest } from './objective.ts';
import { pcaWeights } from './pca.ts';
import { topsisCloseness } from './topsis.ts';

const RELATIVE = 1e-4;
const { decision_matrix: decision, ...vectors } = methods.test_vectors;
const columnsOf = (rows: readonly (readonly (number | null)[])[], lower: readonly number[] = []): CriterionColumn[] =>
  (rows[0] ?? []).map((_, place) => ({
    code: `C${place + 1}`,
    values: floats(rows.map((row) => row[place] ?? null)),
    direction: lower.includes(place) ? 'lower' : 'higher',
  }));
const columns = columnsOf(
  decision.X,
  decision.directions.flatMap((direction, place) => (direction < 0 ? [place] : [])),
);
type Method = typeof entropyWeights | typeof criticWeights;
const accept = <R extends { ok: boolean; message?: string }>(result: R): Extract<R, { ok: true }> => {
  if (!result.ok) throw new Error(result.message);
  return result as Extract<R, { ok: true }>;
};

describe('the printed vectors of methods.json', () => {
  it('min-max values', () => {
    const scaled = columns.map((column) => scaleToBest(column)!);
    decision.Z_minmax.forEach((row, unit) =>
      expectAllClose(
        scaled.map((column) => column[unit]!),
        row,
        RELATIVE,
      ),
    );
  });

  it('entropy', () => {
    const { entropies, divergences, weights, warnings } = accept(entropyWeights(columns));
    expectAllClose(entropies, vectors.entropy.e, RELATIVE);
    expectAllClose(divergences, vectors.entropy.d, RELATIVE);
    expectAllClose(weights, vectors.entropy.w, RELATIVE);
    expect(warnings).toEqual([]);
  });

  it('CRITIC', () => {
    const { deviations, correlations, contents, weights } = accept(criticWeights(columns));
    expectAllClose(deviations, vectors.critic.sigma_ddof1, RELATIVE);
    correlations.forEach((row, place) => expectAllClose(row, vectors.critic.corr[place]!, RELATIVE));
    expectAllClose(contents, vectors.critic.C, RELATIVE);
    expectAllClose(weights, vectors.critic.w, RELATIVE);
  });

  it('TOPSIS', () => {
    expectAllClose(topsisCloseness(columns, vectors.topsis.weights), vectors.topsis.closeness, RELATIVE);
  });
});

describe.each([
  ['entropy', entropyWeights],
  ['CRITIC', criticWeights],
] as [string, Method][])('%s', (_, method) => {
  it('gives a constant column no weight, and says so', () => {
    const { weights, warnings } = accept(
      method(
        columnsOf([
          [1, 7, 3],
          [2, 7, 9],
          [4, 7, 1],
        ]),
      ),
    );
    expect(weights[1]).toBe(0);
    expectClose(
      weights.reduce((a, b) => a + b, 0),
      1,
      1e-14,
    );
    expect(warnings.map(({ code, column }) => [code, column])).toEqual([['constant', 1]]);
    expect(warnings[0]!.message).toContain('C2');
  });

  it('is the same without the constant column', () => {
    const rows = [
      [1, 3],
      [2, 9],
      [4, 1],
      [3, 3],
    ];
    const { weights } = accept(method(columnsOf(rows)));
    const more = accept(method(columnsOf(rows.map(([a = 0, b = 0]) => [a, 5, b]))));
    expectAllClose(more.weights, [weights[0]!, 0, weights[1]!], 1e-14);
  });

  it('refuses two units, no column, and columns that do not differ', () => {
    const code = (rows: (number | null)[][]) => {
      const result = method(columnsOf(rows));
      return result.ok ? null : result.code;
    };
    expect(
      code([
        [1, 2],
        [2, 1],
      ]),
    ).toBe('too-few-units');
    expect(code([])).toBe('no-columns');
    expect(
      code([
        [1, 2],
        [1, 2],
        [1, 2],
      ]),
    ).toBe('nothing-differs');
    expect(
      code([
        [null, 2],
        [null, 2],
        [null, 2],
      ]),
    ).toBe('nothing-differs');
  });

  it('leaves absent values out with a warning, and never gives NaN', () => {
    const result = accept(
      method(
        columnsOf([
          [1, 3],
          [2, 9],
          [4, null],
          [3, 3],
          [null, 2],
        ]),
      ),
    );
    expect(result.weights.every((weight) => weight > 0)).toBe(true);
    expect(result.warnings.map(({ code, column }) => [code, column])).toEqual([
      ['incomplete', 0],
      ['incomplete', 1],
    ]);
  });

  it('throws for columns of different lengths', () => {
    const [one, other] = columns as [CriterionColumn, CriterionColumn];
    expect(() => method([one, { ...other, values: other.values.slice(1) }])).toThrow(RangeError);
  });
});

it('CRITIC: one column has all the weight; columns that move as one are refused; a pair needs common units', () => {
  expect(accept(criticWeights(columnsOf([[1], [2], [5]]))).weights).toEqual([1]);
  const together = criticWeights(
    columnsOf([
      [1, 10],
      [2, 20],
      [5, 50],
    ]),
  );
  expect(together.ok ? null : together.code).toBe('no-conflict');
  const apart = criticWeights(
    columnsOf([
      [1, null],
      [2, null],
      [null, 1],
      [null, 2],
    ]),
  );
  expect(apart.ok ? null : [apart.code, apart.columns]).toEqual(['no-correlation', [0, 1]]);
});

it('entropy: a column with two values left weighs nothing and is named', () => {
  const { weights, warnings } = accept(
    entropyWeights(
      columnsOf([
        [1, null],
        [2, 8],
        [4, 9],
      ]),
    ),
  );
  expect(weights).toEqual([1, 0]);
  expect(warnings.map(({ code }) => code)).toEqual(['too-few']);
});

describe('laws of objective weights', () => {
  const table = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 6, max: 9 })).chain(([width, height]) =>
    fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );
  const all: readonly (readonly [
    string,
    (columns: readonly CriterionColumn[]) => ReturnType<typeof pcaWeights> | ReturnType<Method>,
  ])[] = [
    ['entropy', entropyWeights],
    ['CRITIC', criticWeights],
    ['PCA', pcaWeights],
  ];

  it.each(all)('%s: at least 0 and summing to 1, or refused; never NaN', (_, method) => {
    fc.assert(
      fc.property(table, (rows) => {
        const result = method(columnsOf(rows, [0]));
        if (!result.ok) {
          expect(result.message.length).toBeGreaterThan(0);
          return;
        }
        expect(result.weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
        expectClose(
          result.weights.reduce((a, b) => a + b, 0),
          1,
          1e-12,
        );
      }),
    );
  });

  it.each(all)('%s: turning the columns round turns the weights round; order of units changes nothing', (_, method) => {
    fc.assert(
      fc.property(table, (rows) => {
        const one = method(columnsOf(rows, [0]));
        const turned = [...rows].reverse().map((row) => [...row].reverse());
        const other = method(columnsOf(turned, [rows[0]!.length - 1]));
        if (one.ok && other.ok) expectAllClose([...other.weights].reverse(), one.weights, 1e-7);
        else if (!one.ok && !other.ok) expect(other.code).toBe(one.code);
      }),
    );
  });

  it.each(all)('%s: the unit of measure changes nothing', (_, method) => {
    fc.assert(
      fc.property(table, (rows) => {
        const one = method(columnsOf(rows));
        const other = method(columnsOf(rows.map((row) => row.map((value) => value * 4 + 8))));
        if (one.ok && other.ok) expectAllClose(other.weights, one.weights, 1e-7);
      }),
    );
  });

  it('CRITIC: an indicator taken in twice loses weight against every other', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const one = criticWeights(columnsOf(rows));
        const twice = criticWeights(columnsOf(rows.map((row) => [...row, row[0]!])));
        if (!one.ok || !twice.ok) return;
        expectClose(twice.contents[0]!, one.contents[0]!, 1e-9);
        one.contents.forEach((content, place) => expect(twice.contents[place]).toBeGreaterThanOrEqual(content - 1e-9));
      }),
    );
  });

  it('TOPSIS: from 0 to 1, the best in everything is 1 and the worst 0', () => {
    const falling = columnsOf(
      [
        [9, 1],
        [5, 5],
        [1, 9],
      ],
      [1],
    );
    const [best, middle, worst] = topsisCloseness(falling, [1, 3]);
    expect([best, worst]).toEqual([1, 0]);
    expectClose(middle!, 0.5, 1e-12);
    expect(
      topsisCloseness(
        columnsOf([
          [4, 4],
          [4, 4],
        ]),
        [1, 1],
      ),
    ).toEqual([null, null]);
  });

  it('TOPSIS: a unit without a weighted value has no closeness, and is not missed by the others', () => {
    const gaps = columnsOf(
      [
        [90, null],
        [5, 5],
        [1, 9],
        [3, 4],
      ],
      [1],
    );
    const whole = columnsOf(
      [
        [5, 5],
        [1, 9],
        [3, 4],
      ],
      [1],
    );
    expect(topsisCloseness(gaps, [1, 3])).toEqual([null, ...topsisCloseness(whole, [1, 3])]);
    expect(topsisCloseness(gaps, [1, 0])[0]).toBe(1);
  });

  it('TOPSIS: throws for weights that do not fit', () => {
    expect(() => topsisCloseness(columns, [1])).toThrow(RangeError);
    expect(() => topsisCloseness(columns, [1, 1, 1, -1])).toThrow(RangeError);
  });
});
