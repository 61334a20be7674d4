import { addGrains, parsePeriod } from '@dangzhi/metrics';

/** The demo's first month. */
export const FIRST_MONTH = '2021-01';

/** The month the articles' figures stand at. */
export const PUBLISHED_MONTH = '2022-12';

/** January first. Archiving peaks before the deadline of 30 June and at the year's end, and rests at Spring Festival. */
const SEASON: readonly number[] = [0.9, 0.6, 1, 1.05, 1.15, 1.35, 0.9, 0.8, 0.95, 0.9, 1.1, 1.3];

/** How busy the month `YYYY-MM` is beside an average one. */
export const seasonOf = (month: string): number => SEASON[Number(month.slice(5, 7)) - 1] ?? 1;

/** Whole months from one to another; negative when `to` is earlier. */
export function monthsFromTo(from: string, to: string): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}

/** {@link PUBLISHED_MONTH} as months from the first one. */
export const PUBLISHED_AT = monthsFromTo(FIRST_MONTH, PUBLISHED_MONTH);

/** First day after the month. */
export const dayAfter = (month: string): string => addGrains({ grain: 'month', start: `${month}-01` }, 1).start;

/** ISO with whole seconds and `+08:00`. */
export function toShanghaiIso(instant: Date): string {
  return `${new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

/** @throws RangeError if the text is not a month `YYYY-MM` */
export function requireMonth(label: string, asker: string): void {
  if (parsePeriod(label)?.grain !== 'month') throw new RangeError(`${asker} requires a month such as 2022-12`);
}
