import type { Unit } from '@dangzhi/metrics';
import { dayAfter, toShanghaiIso } from './calendar.ts';
import { FILES_LATE } from './cases.ts';
import { between } from './chance.ts';
import type { DemoGrain, DemoPeriod } from './period.ts';

/** Systems that count by themselves have the month's figures before the next morning. */
const BY_ITSELF: ReadonlySet<string> = new Set(['irs', 'pdp', 'ends', 'security', 'sensing']);

/** Days people take after the end of a period. */
const DAYS: Readonly<Record<DemoGrain, readonly [number, number]>> = { month: [1, 6], quarter: [2, 12], year: [6, 26] };

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const midnightAfter = (month: string): number => Date.parse(`${dayAfter(month)}T00:00:00+08:00`);

/** When a unit's figures of a period were filed with a system. */
export function filedAt(system: string, unit: Unit, { label, grain, last }: DemoPeriod): string {
  const [from, to] = DAYS[grain];
  if (BY_ITSELF.has(system)) {
    return iso(midnightAfter(last) + between(1, 5, 'night', system, unit.code, label) * HOUR_MS);
  }
  const days = FILES_LATE.has(unit.code)
    ? 36 + between(0, 7, 'late', unit.code, label)
    : between(from, to, 'filed', system, unit.code, label);
  const hour = between(8.5, 17.5, 'hour', system, unit.code, label);
  return iso(midnightAfter(last) + Math.floor(days) * DAY_MS + hour * HOUR_MS);
}

/** The same instant some days on. */
export const daysLater = (instant: string, days: number): string => iso(Date.parse(instant) + days * DAY_MS);

const iso = (instant: number): string => toShanghaiIso(new Date(Math.floor(instant / 1000) * 1000));
