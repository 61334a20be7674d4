import type { Unit } from '@dangzhi/metrics';
import { sets } from '../../catalogue/sets.ts';
import { departments, townships } from '../../county/units.ts';
import { PUBLISHED_MONTH } from '../time/calendar.ts';

const since: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  sets.map(({ code, members }) => [code, new Map(members.map(({ unit, from }) => [unit, from]))]),
);

/** First day a unit is a member of a set; `null` for one that never is. */
export const memberSince = (set: string | null, { code }: Unit): string | null =>
  since.get(set ?? '')?.get(code) ?? null;

/** Whether a unit is a member of a set at the end of a month, `YYYY-MM`. */
export const isMemberAt = (set: string | null, unit: Unit, month: string): boolean =>
  (memberSince(set, unit) ?? '9999') <= `${month}-31`;

/** Departments and townships that are members of a set at the end of the published month. */
export const membersThen = (set: string): Unit[] =>
  [...departments, ...townships].filter((unit) => isMemberAt(set, unit, PUBLISHED_MONTH));
