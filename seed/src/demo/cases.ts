/**
 * Units and months that show a case of the measurement contract. Everything here is demo; where a
 * case is unpleasant, it stands on a unit whose very name is a reconstruction.
 */

/** No store room of its own: stated every month as not applicable. */
export const WITHOUT_STORE_ROOM: Readonly<Record<string, string>> = {
  'XC-D08': '无独立库房，档案由县纪委监委代管。',
  'XC-D64': '无独立库房，档案由县委宣传部代管。',
  'XC-D67': '无独立库房，档案由县委统战部代管。',
  'XC-D68': '无独立库房，档案由县卫生健康局代管。',
};

/** Put nothing to the four-property test in these months, whatever they filed: no cases. */
export const WITHOUT_TESTS: Readonly<Record<string, readonly string[]>> = { 'XC-D68': ['2022-12', '2023-01'] };

/** Did not report its training for these years: overdue. */
export const TRAINING_NOT_REPORTED: Readonly<Record<string, readonly string[]>> = {
  'XC-D75': ['2022'],
  'XC-D83': ['2024'],
};

/** The platform has no record of the unit for these months. */
export const MONTHS_WITHOUT_RECORD: Readonly<Record<string, readonly string[]>> = {
  'XC-D67': ['2023-04', '2023-05', '2023-06'],
  'XC-D72': ['2022-12'],
};

/** Files five to six weeks after the month, when everyone else takes days. */
export const FILES_LATE: ReadonlySet<string> = new Set(['XC-D63']);

/** A bulk import from an old system: many more items tested than ever, and far fewer passed. */
export const BULK_IMPORT = { unit: 'XC-D30', month: '2024-05', times: 12, passRate: 0.58 } as const;

/**
 * Accidents that pull the veto, the county's too: its count is the sum of its units'. None lies in
 * 2022, so that no invented event decides the county's grade in the one published month.
 */
export const ACCIDENTS: readonly { readonly unit: string; readonly month: string; readonly count: number }[] = [
  { unit: 'XC-D83', month: '2021-08', count: 1 },
  { unit: 'XC-D82', month: '2024-03', count: 1 },
];

/** The months from which backlog is filed faster: a notice with deadlines, then monthly checks. */
export const POLICY_STEPS: readonly { readonly from: string; readonly clearedPerMonth: number }[] = [
  { from: '2025-01', clearedPerMonth: 0.065 },
  { from: '2023-07', clearedPerMonth: 0.045 },
  { from: '2021-01', clearedPerMonth: 0.014 },
];
