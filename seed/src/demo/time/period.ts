import { addGrains, formatPeriod, monthsBetween, parsePeriod, periodEnd } from '@dangzhi/metrics';
import { FIRST_MONTH, monthsFromTo } from './calendar.ts';

export type DemoGrain = 'month' | 'quarter' | 'year';

/** A period of the demo with what its series look at. */
export interface DemoPeriod {
  /** `2022-12`, `2022Q4`, `2022` */
  readonly label: string;
  readonly grain: DemoGrain;
  /** `YYYY` */
  readonly year: string;
  /** Its last month, `YYYY-MM`. */
  readonly last: string;
  /** Months from the demo's first one to its last month; negative before. */
  readonly at: number;
}

/** A quarter and a year before the demo begins are there, so that its first months have a last finished one. */
const FIRST: Readonly<Record<DemoGrain, string>> = { month: FIRST_MONTH, quarter: '2020Q4', year: '2020' };

const MONTHS: Readonly<Record<DemoGrain, number>> = { month: 1, quarter: 3, year: 12 };

/** The period of a grain that starts with `month`. */
export function demoPeriod(grain: DemoGrain, month: string): DemoPeriod {
  const start = `${month}-01`;
  const last = addGrains({ grain: 'month', start }, MONTHS[grain] - 1).start.slice(0, 7);
  return {
    label: formatPeriod({ grain, start }),
    grain,
    year: last.slice(0, 4),
    last,
    at: monthsFromTo(FIRST_MONTH, last),
  };
}

/**
 * The demo's periods of one grain that are over at the end of a month, in order.
 *
 * @param until `YYYY-MM`
 */
export function demoPeriods(grain: DemoGrain, until: string): DemoPeriod[] {
  const first = parsePeriod(FIRST[grain])?.start.slice(0, 7) ?? FIRST_MONTH;
  return monthsBetween(first, until)
    .filter((_, index) => index % MONTHS[grain] === 0)
    .map((month) => demoPeriod(grain, month))
    .filter(({ last }) => last <= until);
}

/** Last month of a period by its label, `YYYY-MM`. */
export function lastMonthOf(label: string): string {
  const period = parsePeriod(label);
  if (period === null) throw new RangeError(`lastMonthOf requires a period, not ${label}`);
  return periodEnd(period).slice(0, 7);
}
