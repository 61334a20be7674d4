import type { Unit } from '@dangzhi/metrics';
import { dayAfter, toShanghaiIso } from '../time/calendar.ts';
import { FILES_LATE } from '../units/cases.ts';
import { between } from '../chance/chance.ts';
import type { DemoGrain, DemoPeriod } from '../time/period.ts';

/** Systems that count by themselves have the month's figures before the next morning. */
const BY_ITSELF: ReadonlySet<string> = new Set(['irs', 'pdp', 'ends', 'security', 'sensing']);

/** Days people take after the end of a period. */
const DAYS: Readonly<Record<DemoGrain, readonly [number, number]>> = { month: [1, 5], quarter: [2, 12], year: [6, 26] };

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const midnightAfter = (month: string): number => Date.parse(`${dayAfter(month)}T00:00:00+08:00`);

/** Where it is filed with the records platform the name of the system is left out. */
const namesOf = (system: string): string[] => (system === 'erms' ? [] : [system]);

/** When a unit's figures of a period were filed with a system: in office hours, or by the system in the night. */
export function filedAt(
  system: string,
  { code }: Pick<Unit, 'code'>,
  { label, grain, last }: Pick<DemoPeriod, 'label' | 'grain' | 'last'>,
): string {
  const names = [...namesOf(system), code, label];
  if (BY_ITSELF.has(system)) return iso(midnightAfter(last) + between(1, 5, 'night', ...names) * HOUR_MS);
  const [from, to] = DAYS[grain];
  const days = FILES_LATE.has(code) ? 36 + between(0, 7, 'late', ...names) : between(from, to, 'filed', ...names);
  return iso(midnightAfter(last) + Math.floor(days) * DAY_MS + between(8.5, 17.5, 'hour', ...names) * HOUR_MS);
}

/** The same instant some days on. */
export const daysLater = (instant: string, days: number): string =>
  days === 0 ? instant : iso(Date.parse(instant) + days * DAY_MS);

const iso = (instant: number): string => toShanghaiIso(new Date(Math.floor(instant / 1000) * 1000));
