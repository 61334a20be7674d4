import type { MissingKind } from '@dangzhi/metrics';

/** Units made up to show a rubric at work, with what a person computes for them by hand. */
export interface RubricExample {
  /** Code of the rubric. */
  readonly scheme: string;
  /** A long data file: unit, indicator, value, missing. */
  readonly csv: string;
  /** Printed scores and ranks, in the order of the file. */
  readonly expected: readonly { readonly unit: string; readonly printed: string; readonly rank: number }[];
}

type Row = readonly [indicator: string, ...cells: (number | MissingKind | null)[]];

const NONE = null;
const NO_LAKE = 'not-applicable';

/*
 * 石城县. Earned points by section, T1 to T4 (of 31, 2, 15, 45, 7):
 *
 *   一  31                                       29          22           0
 *   二  2                                        –           –            –
 *   三  15                                       15          11           0
 *   四  44, for item 18 gives 2 of its 3         36.5        24.5         0
 *   五  7                                        6           1.5          0
 *       99 of 100                                86.5 of 98  59 of 98     0 of 98
 *       99.00                                    88.2653…    60.2041…     0.00
 *   more articles  1 × 2 + 3 × 0.5 = 3.5         0           1 × 1        0
 *   六  + 10                                     − 10        − 20 − 10    − 20
 *       112.50                                   78.27       31.20        0.00, held at the lowest score
 */
const SHICHENG: readonly Row[] = [
  ['points-1', 5, 5, 3, 0],
  ['points-2', 4, 4, 4, 0],
  ['points-3', 2, 2, 0, 0],
  ['points-4', 2, 2, 2, 0],
  ['points-5', 11, 9, 8, 0],
  ['points-6', 7, 7, 5, 0],
  ['points-7', 2, NO_LAKE, NO_LAKE, NO_LAKE],
  ['points-8', 3, 3, 2, 0],
  ['points-9', 7, 7, 5, 0],
  ['points-10', 2, 2, 2, 0],
  ['points-11', 3, 3, 2, 0],
  // 12: 4 − 2 × 0 = 4, 4 − 2 = 2, 4 − 6 < 0.
  ['standard-failures', 0, 1, 3, 9],
  ['points-13', 5, 5, 3, 0],
  ['points-14', 2, 2, 1, 0],
  ['points-15', 3, 1.5, 3, 0],
  ['points-16', 6, 6, 4, 0],
  ['points-17-1', 1, 1, 0, 0],
  // 17.2: 3, 3 − 2 = 1, 3 − 4 < 0.
  ['unreported-cases', 0, 1, 2, 2],
  ['points-18-1', 1, 1, 1, 0],
  ['points-18-2', 1, 0, 1, 0],
  ['points-19', 4, 4, 3, 0],
  ['points-20-1', 1, 1, 1, 0],
  // 20.2: 3 points from the first case on.
  ['fishery-cases', 2, 1, 0, 0],
  // 21: 4 × 100 % = 4, 4 × 75 % = 3, 4 × 62.5 % = 2.5.
  ['reservoirs-done', 100, 75, 62.5, 0],
  ['points-22', 3, 3, 2, 0],
  ['points-23', 3, 3, 3, 0],
  // 五.1: 2 + 2 + 1 = 5, 2 + 1 + 1 = 4, 0.5.
  ['articles-province', 1, 1, 0, 0],
  ['articles-city', 2, 1, 0, 0],
  ['articles-county', 2, 2, 1, 0],
  ['points-s5-2', 2, 2, 1, 0],
  ['extra-articles-province', 1, NONE, NONE, NONE],
  ['extra-articles-city', NONE, NONE, 1, NONE],
  ['extra-articles-county', 3, NONE, NONE, NONE],
  ['praise-city', 1, NONE, NONE, NONE],
  // Named twice by the province is named by the province.
  ['named-province', NONE, NONE, 2, 1],
  ['named-city', NONE, 1, 1, NONE],
];

/*
 * 德清县. Points of T1 to T3:
 *
 *   一  5                    4                    3
 *   二  14 + 11 = 25         12 + 8.7 = 20.7      8 + 0 = 8
 *   三  10 + 5 + 2 = 17      7.5 + 4 + 2 = 13.5   6 + 2.5 + 0 = 8.5
 *       47 of 47 = 100.00    38.2 of 47 = 81.276… 19.5 of 47 = 41.489…
 */
const DEQING: readonly Row[] = [
  ['points-organisation', 5, 4, 3],
  ['points-documents', 5, 4, 3],
  ['points-science', 3, 3, 2],
  ['points-accounts', 2, 2, 1],
  ['points-photographs', 2, 1, 1],
  ['points-others', 2, 2, 1],
  // 11 − 0.1 × 0 = 11, 11 − 2.3 = 8.7, 11 − 13 < 0.
  ['arrangement-faults', 0, 23, 130],
  ['points-description', 10, 7.5, 6],
  ['points-digitisation', 5, 4, 2.5],
  // 50 % is enough, 49.9 % is not.
  ['special-media-digitised', 80, 50, 49.9],
];

export const rubricExamples: readonly RubricExample[] = [
  {
    scheme: 'SHICHENG-2018',
    csv: longFile(['T1', 'T2', 'T3', 'T4'], SHICHENG),
    expected: [
      { unit: 'T1', printed: '112.50', rank: 1 },
      { unit: 'T2', printed: '78.27', rank: 2 },
      { unit: 'T3', printed: '31.20', rank: 3 },
      { unit: 'T4', printed: '0.00', rank: 4 },
    ],
  },
  {
    scheme: 'DEQING-2022-PART',
    csv: longFile(['T1', 'T2', 'T3'], DEQING),
    expected: [
      { unit: 'T1', printed: '100.00', rank: 1 },
      { unit: 'T2', printed: '81.28', rank: 2 },
      { unit: 'T3', printed: '41.49', rank: 3 },
    ],
  },
];

function longFile(units: readonly string[], rows: readonly Row[]): string {
  const lines = units.flatMap((unit, k) =>
    rows.flatMap(([indicator, ...cells]) => {
      const cell = cells[k] ?? NONE;
      if (cell === NONE) return [];
      return [typeof cell === 'number' ? `${unit},${indicator},${cell},` : `${unit},${indicator},,${cell}`];
    }),
  );
  return `${['unit,indicator,value,missing', ...lines].join('\n')}\n`;
}
