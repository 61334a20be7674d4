/** The county keeps one clock, whatever the reader's own machine says. */
const OFFSET = '+08:00';

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

const instantOf = (local: string): string | undefined => {
  const at = new Date(`${local}${OFFSET}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

/** The first instant of a day of the address; `undefined` where it is none. */
export const startOfDay = (day: string | undefined): string | undefined =>
  day !== undefined && DAY.test(day) ? instantOf(`${day}T00:00:00.000`) : undefined;

/** The first instant after a day of the address; `undefined` where it is none. */
export function endOfDay(day: string | undefined): string | undefined {
  const start = startOfDay(day);
  return start === undefined ? undefined : new Date(Date.parse(start) + DAY_MS).toISOString();
}

/** The instant of a minute as a date field writes it, `2026-11-28T09:30`; `undefined` where it is none. */
export const instantOfMinute = (minute: string | undefined): string | undefined =>
  minute !== undefined && MINUTE.test(minute) ? instantOf(`${minute}:00.000`) : undefined;
