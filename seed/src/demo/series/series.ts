import type { Unit } from '@dangzhi/metrics';
import { seasonOf } from '../time/calendar.ts';
import { between, chance } from '../chance/chance.ts';
import type { Trend } from '../time/trend.ts';
import { isMemberAt } from '../units/membership.ts';
import type { DemoPeriod } from '../time/period.ts';
import { sizeOf } from '../units/size.ts';

/** What a unit has at a period, decided by the two names alone; `null` where it has nothing to say. */
export type Series = (unit: Unit, period: DemoPeriod) => number | null;

/** The same for everybody at all times. */
export const always =
  (value: number): Series =>
  () =>
    value;

/** A level of the county's own, the same for everybody. */
export const levelOf =
  (trend: Trend): Series =>
  (_unit, { at }) =>
    trend(at);

/** {@link levelOf} as whole counts. */
export const countOf =
  (trend: Trend): Series =>
  (_unit, { at }) =>
    Math.round(trend(at));

/** {@link levelOf} with its months a little up and down. */
export const wavering =
  (name: string, trend: Trend, width: number, limit = Number.POSITIVE_INFINITY): Series =>
  (_unit, { at, label }) =>
    Math.min(limit, trend(at) + between(-width, width, name, label));

/** 1 from the day a unit is a member of a set, else 0. */
export const memberOf =
  (set: string): Series =>
  (unit, { last }) =>
    isMemberAt(set, unit, last) ? 1 : 0;

/** A stock of whole things that grows with the years, by the size of the unit. */
export function stock(name: string, ofAverage: number, growth = 0.03, least = 0): Series {
  return (unit, { at }) => {
    const own = unit.kind === 'county' ? 1 : sizeOf(unit) * between(0.7, 1.3, name, unit.code);
    return Math.max(least, Math.round(ofAverage * own * (1 + growth) ** (at / 12)));
  };
}

/** Whole things a month, by the size of the unit and the season. */
export function flow(name: string, perMonth: number, seasonal = true): Series {
  return (unit, { last, label }) => {
    const own = unit.kind === 'county' ? 1 : sizeOf(unit) * between(0.7, 1.3, name, unit.code);
    const season = seasonal ? seasonOf(last) : 1;
    return Math.round(perMonth * own * season * between(0.85, 1.15, name, unit.code, label));
  };
}

/** Whole things a month the county itself counts, after a trend and the season. */
export const monthly =
  (name: string, trend: Trend): Series =>
  (_unit, { at, last, label }) =>
    Math.round(trend(at) * (0.5 + 0.5 * seasonOf(last)) * between(0.9, 1.1, name, label));

/** Few things now and then; more where the unit is larger. */
export function cases(name: string, perYear: number): Series {
  return (unit, { label, grain }) => {
    const usual = (perYear * (0.5 + 0.5 * sizeOf(unit))) / (grain === 'month' ? 12 : grain === 'quarter' ? 4 : 1);
    const here = usual * between(0.7, 1.3, name, unit.code) * between(0.1, 1.9, name, 'now', unit.code, label);
    return Math.floor(here + chance(name, unit.code, label));
  };
}

/** A small fixed number of a unit's own, from `least` to `most`. */
export const few =
  (name: string, least: number, most: number): Series =>
  ({ code }) =>
    least + Math.floor(chance(name, code) * (most - least + 1));

/** Things that happened in the months listed, one each. */
export const happenedIn =
  (...months: readonly string[]): Series =>
  (_unit, { last }) =>
    months.filter((month) => month === last).length;
