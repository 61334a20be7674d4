import { describe, expect, it } from 'vitest';

import { imputePanel, type PanelMethod } from './impute-panel.ts';

const years = [2020, 2021, 2022];
const one = { unitOf: ['A', 'A', 'A'], timeOf: years };
const filledBy = (method: PanelMethod, values: number[]): number[] => [
  ...imputePanel([{ code: 'x', values: Float64Array.from(values) }], { ...one, method }).columns[0]!.values,
];

// The reference's own test of `impute_panel` (COINr 1.1.14): three years, four series.
describe('as the reference has it', () => {
  it.each<[PanelMethod, number[], number[]]>([
    ['linear', [1, 2, 3], [1, 2, 3]],
    ['linear', [3, NaN, 5], [3, 4, 5]],
    ['linear', [NaN, 5, 6], [5, 5, 6]],
    ['linear', [7, 8, NaN], [7, 8, 8]],
    ['constant', [3, NaN, 5], [3, 3, 5]],
    ['constant', [NaN, 5, 6], [5, 5, 6]],
    ['constant', [7, 8, NaN], [7, 8, 8]],
    ['latest', [3, NaN, 5], [3, 3, 5]],
    ['latest', [NaN, 5, NaN], [NaN, 5, 5]],
    ['linear-constant', [3, NaN, 5], [3, 4, 5]],
    ['linear-constant', [NaN, 5, NaN], [5, 5, 5]],
  ])('%s of %j is %j', (method, values, expected) => {
    expect(filledBy(method, values)).toEqual(expected);
  });
});

it('rows may stand in any order, and units do not mix', () => {
  const { columns, changes } = imputePanel([{ code: 'x', values: Float64Array.of(NaN, 10, NaN, 4, NaN, 1) }], {
    unitOf: ['B', 'A', 'A', 'A', 'B', 'B'],
    timeOf: [2022, 2022, 2020, 2018, 2021, 2020],
    method: 'linear-constant',
  });
  expect([...columns[0]!.values]).toEqual([1, 10, 7, 4, 1, 1]);
  expect(changes).toContainEqual({
    unit: 2,
    column: 'x',
    before: null,
    after: 7,
    how: 'interpolated',
    fromTimes: [2018, 2022],
  });
  expect(changes).toContainEqual({
    unit: 0,
    column: 'x',
    before: null,
    after: 1,
    how: 'carried-forward',
    fromTimes: [2020],
  });
});

it('a value may be too old: the age is time, not a number of rows', () => {
  const panel = { unitOf: ['A', 'A', 'A'], timeOf: [2018, 2020, 2021], method: 'latest', maxAge: 2 } as const;
  const { columns, unfilled } = imputePanel([{ code: 'x', values: Float64Array.of(6, NaN, NaN) }], panel);
  expect([...columns[0]!.values]).toEqual([6, 6, NaN]);
  expect(unfilled).toEqual([{ unit: 2, column: 'x', why: 'too-old' }]);
});

it('says why a gap stays', () => {
  const whyOf = (method: PanelMethod, values: number[]) =>
    imputePanel([{ code: 'x', values: Float64Array.from(values) }], { ...one, method }).unfilled.map(({ why }) => why);
  expect(whyOf('latest', [NaN, 5, 6])).toEqual(['nothing-before']);
  expect(whyOf('constant', [NaN, NaN, NaN])).toEqual(['no-value', 'no-value', 'no-value']);
  // The reference stops here with an error (its issue 63).
  expect(whyOf('linear', [NaN, 5, NaN])).toEqual(['only-one-value', 'only-one-value']);
});

it('refuses a table it cannot read', () => {
  const columns = [{ code: 'x', values: Float64Array.of(1, NaN) }];
  const refused = [
    { unitOf: ['A', 'A'], timeOf: [2020, 2020] },
    { unitOf: ['A', 'A'], timeOf: [2020, NaN] },
    { unitOf: ['A', 'A'], timeOf: [2020] },
    { unitOf: ['A'], timeOf: [2020] },
    { unitOf: ['A', 'A'], timeOf: [2020, 2021], maxAge: -1 },
  ];
  for (const panel of refused) expect(() => imputePanel(columns, { ...panel, method: 'latest' })).toThrow(RangeError);
});
