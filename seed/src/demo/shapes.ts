import type { Unit } from '@dangzhi/metrics';
import { sets } from '../catalogue/sets.ts';
import { departments, townships } from '../county/units.ts';
import { PUBLISHED_MONTH } from './calendar.ts';
import type { Series } from './series.ts';

/** What each measure of a system is like, by its code. */
export type Shapes = Readonly<Record<string, Series>>;

/** Units below the county that are members of a set at the end of the published month. */
export function membersOf(set: string): Unit[] {
  const members = sets.find(({ code }) => code === set)?.members ?? [];
  const at = new Set(members.filter(({ from }) => from <= `${PUBLISHED_MONTH}-31`).map(({ unit }) => unit));
  return [...departments, ...townships].filter(({ code }) => at.has(code));
}

const since: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  sets.map(({ code, members }) => [code, new Map(members.map(({ unit, from }) => [unit, from]))]),
);

/** First day a unit is a member of a set; `null` for one that never is. */
export const memberSince = (set: string | null, { code }: Unit): string | null =>
  since.get(set ?? '')?.get(code) ?? null;
