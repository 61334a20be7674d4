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

/** A case of a red line, with what happened in words. */
interface RedLine {
  readonly unit: string;
  /** `YYYY-MM` */
  readonly month: string;
  readonly count: number;
  readonly reason: string;
}

/** How often it happened to a unit in a month. */
export const countOfCases = (cases: readonly RedLine[], unit: string, month: string): number =>
  cases.find((one) => one.unit === unit && one.month === month)?.count ?? 0;

/**
 * Accidents that pull the veto, the county's too: its count is the sum of its units'. None lies in
 * 2022, so that no invented event decides the county's grade in the one published month.
 */
export const ACCIDENTS: readonly RedLine[] = [
  { unit: 'XC-D83', month: '2021-08', count: 1, reason: '演示：库房漏水致档案受损，虚构事件。' },
  { unit: 'XC-D82', month: '2024-03', count: 1, reason: '演示：库房漏水致档案受损，虚构事件。' },
];

/** The months from which backlog is filed faster: a notice with deadlines, then monthly checks. */
export const POLICY_STEPS: readonly { readonly from: string; readonly clearedPerMonth: number }[] = [
  { from: '2025-01', clearedPerMonth: 0.065 },
  { from: '2023-07', clearedPerMonth: 0.045 },
  { from: '2021-01', clearedPerMonth: 0.014 },
];

/** A major data incident: caps the department's grade, and the county's, for the rest of its year. None lies in 2022. */
export const INCIDENTS: readonly RedLine[] = [
  { unit: 'XC-D81', month: '2023-09', count: 1, reason: '演示：业务系统数据外泄，虚构事件。' },
];

/** Units whose work gets better or worse for good: from when (months from the first one), for how long, by how much a year. */
export const LASTING_CHANGES: Readonly<
  Record<string, { readonly from: number; readonly months: number; readonly perYear: number }>
> = {
  'XC-D73': { from: 30, months: 24, perYear: 0.55 },
  'XC-D69': { from: 40, months: 18, perYear: -0.6 },
  '330624108': { from: 30, months: 30, perYear: 0.35 },
};

/** A system that has nothing from the unit for these months: what stands at their ends is overdue. */
export const UNREPORTED_STRETCHES: readonly {
  readonly unit: string;
  readonly system: string;
  readonly from: string;
  readonly to: string;
}[] = [
  { unit: 'XC-D75', system: 'reported', from: '2024-01', to: '2024-09' },
  { unit: 'XC-D83', system: 'archives', from: '2023-03', to: '2024-02' },
  { unit: 'XC-D76', system: 'sensing', from: '2025-07', to: '2025-08' },
];

/** Figures that were reported wrong at first, and put right some weeks later. */
export const CORRECTIONS: readonly {
  readonly measure: string;
  readonly unit: string;
  readonly period: string;
  /** What was reported first, as a multiple of what is right. */
  readonly times: number;
  readonly daysLater: number;
  readonly reason: string;
}[] = [
  {
    measure: 'digitised-records',
    unit: 'XC-D71',
    period: '2023Q3',
    times: 1.15,
    daysLater: 41,
    reason: '演示：重复计数已更正（虚构）。',
  },
  {
    measure: 'vulns-fixed-on-time',
    unit: 'XC-D79',
    period: '2024-07',
    times: 0,
    daysLater: 23,
    reason: '演示：复测结果补录（虚构）。',
  },
];

/** Units that do about everything well: the archives itself, the data centre, and one small office. */
export const DOES_WELL: Readonly<Record<string, number>> = { 'XC-D13': 1.1, 'XC-D47': 1.4, 'XC-D64': 1.5 };
