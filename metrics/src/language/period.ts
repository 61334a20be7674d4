/**
 * Periods are (grain, first day) in Asia/Shanghai. Their label is what people write:
 * `2022`, `2022Q4`, `2022-12`, `2022-W50` (ISO week), `2022-12-31`.
 */
export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;

export type Grain = (typeof GRAINS)[number];

export interface Period {
  readonly grain: Grain;
  /** First day, `YYYY-MM-DD`. */
  readonly start: string;
}

const DAY_MS = 86_400_000;
const MONTHS_PER_GRAIN = { month: 1, quarter: 3, year: 12 } as const;

const toUtc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const toDay = (date: Date): string => date.toISOString().slice(0, 10);
const pad = (n: number): string => String(n).padStart(2, '0');

function isRealDay(day: string): boolean {
  const date = toUtc(day);
  return !Number.isNaN(date.getTime()) && toDay(date) === day;
}

/** Monday of ISO week `week` of `year`, or `null` when the year has no such week. */
function isoWeekStart(year: number, week: number): string | null {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY_MS + (week - 1) * DAY_MS * 7;
  const thursday = new Date(monday + 3 * DAY_MS);
  return thursday.getUTCFullYear() === year ? toDay(new Date(monday)) : null;
}

/**
 * Reads a label.
 *
 * @returns `null` when the text is not a period
 */
export function parsePeriod(label: string): Period | null {
  let match = /^(\d{4})$/.exec(label);
  if (match) return { grain: 'year', start: `${match[1]}-01-01` };
  match = /^(\d{4})Q([1-4])$/.exec(label);
  if (match) return { grain: 'quarter', start: `${match[1]}-${pad(Number(match[2]) * 3 - 2)}-01` };
  match = /^(\d{4})-(\d{2})$/.exec(label);
  if (match) {
    const start = `${label}-01`;
    return isRealDay(start) ? { grain: 'month', start } : null;
  }
  match = /^(\d{4})-W(\d{2})$/.exec(label);
  if (match && Number(match[2]) >= 1) {
    const start = isoWeekStart(Number(match[1]), Number(match[2]));
    return start === null ? null : { grain: 'week', start };
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(label) && isRealDay(label) ? { grain: 'day', start: label } : null;
}

/** The label of a period; the inverse of {@link parsePeriod}. */
export function formatPeriod({ grain, start }: Period): string {
  const year = start.slice(0, 4);
  switch (grain) {
    case 'year':
      return year;
    case 'quarter':
      return `${year}Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`;
    case 'month':
      return start.slice(0, 7);
    case 'week': {
      const thursday = new Date(toUtc(start).getTime() + 3 * DAY_MS);
      const firstDay = Date.UTC(thursday.getUTCFullYear(), 0, 1);
      return `${thursday.getUTCFullYear()}-W${pad(Math.floor((thursday.getTime() - firstDay) / DAY_MS / 7) + 1)}`;
    }
    case 'day':
      return start;
  }
}

/** The period `count` grains later (earlier when negative). */
export function addGrains({ grain, start }: Period, count: number): Period {
  if (grain === 'day' || grain === 'week') {
    const days = grain === 'day' ? count : count * 7;
    return { grain, start: toDay(new Date(toUtc(start).getTime() + days * DAY_MS)) };
  }
  const date = toUtc(start);
  date.setUTCMonth(date.getUTCMonth() + count * MONTHS_PER_GRAIN[grain]);
  return { grain, start: toDay(date) };
}

/** The month `count` months later (earlier when negative), as a label: `addMonths('2022-12', 1)` is `'2023-01'`. */
export function addMonths(label: string, count: number): string {
  return formatPeriod(addGrains({ grain: 'month', start: `${label}-01` }, count));
}

/** The last month that is over at an instant, in Shanghai. */
export function lastFinishedMonth(instant: Date): string {
  return addMonths(monthOfInstant(instant), -1);
}

/** The period of a grain that a day lies in. */
export function periodContaining(grain: Grain, day: string): Period {
  switch (grain) {
    case 'day':
      return { grain, start: day };
    case 'week':
      return { grain, start: toDay(new Date(toUtc(day).getTime() - ((toUtc(day).getUTCDay() + 6) % 7) * DAY_MS)) };
    case 'month':
      return { grain, start: `${day.slice(0, 7)}-01` };
    case 'quarter':
      return { grain, start: `${day.slice(0, 4)}-${pad(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1)}-01` };
    case 'year':
      return { grain, start: `${day.slice(0, 4)}-01-01` };
  }
}

/** Last day of a period, `YYYY-MM-DD`. */
export function periodEnd(period: Period): string {
  return toDay(new Date(toUtc(addGrains(period, 1).start).getTime() - DAY_MS));
}

/** Every month label from `from` to `to`, both included; empty when `to` is earlier. */
export function monthsBetween(from: string, to: string): string[] {
  const labels: string[] = [];
  let period: Period = { grain: 'month', start: `${from}-01` };
  for (let label = from; label <= to; label = formatPeriod(period)) {
    labels.push(label);
    period = addGrains(period, 1);
  }
  return labels;
}

/** The month label an instant falls in, on a Shanghai calendar (UTC+8 all year). */
export function monthOfInstant(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 7);
}
