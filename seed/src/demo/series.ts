import type { Unit } from '@dangzhi/metrics';
import { sets } from '../catalogue/sets.ts';
import { departments, townships } from '../county/units.ts';
import { monthsFromTo, seasonOf } from './calendar.ts';
import { between, chance, clamp } from './chance.ts';
import { leaning } from './character.ts';
import type { Course } from './course.ts';
import { earning } from './earning.ts';
import type { DemoPeriod } from './period.ts';
import { sizeOf } from './unit-size.ts';

/** What a unit has at a period, decided by the two names alone; `null` where it has nothing to say. */
export type Series = (unit: Unit, period: DemoPeriod) => number | null;

/** A part of a whole, 0..1. */
export type Share = (unit: Unit, period: DemoPeriod) => number;

/** The same for everybody at all times. */
export const always =
  (value: number): Series =>
  () =>
    value;

/** A level of the county's own, the same for everybody. */
export const levelOf =
  (course: Course): Series =>
  (_unit, { at }) =>
    course(at);

/** {@link levelOf} as whole counts. */
export const countOf =
  (course: Course): Series =>
  (_unit, { at }) =>
    Math.round(course(at));

/** {@link levelOf} with its months a little up and down. */
export const wavering =
  (name: string, course: Course, width: number, limit = Number.POSITIVE_INFINITY): Series =>
  (_unit, { at, label }) =>
    Math.min(limit, course(at) + between(-width, width, name, label));

/** 1 from the day a unit is a member of a set, else 0. */
export function memberOf(set: string): Series {
  const since = new Map(sets.find(({ code }) => code === set)?.members.map(({ unit, from }) => [unit, from]));
  return ({ code }, { last }) => ((since.get(code) ?? '9999') <= `${last}-31` ? 1 : 0);
}

const places = new Map<string, Map<string, number>>();

/** Place 0..1 of a unit among its kind, the more willing first. */
function placeOf(unit: Unit, matter: string): number {
  let found = places.get(`${matter} ${unit.kind}`);
  if (found === undefined) {
    const kind = unit.kind === 'township' ? townships : departments;
    const willing = kind
      .map((one) => ({ code: one.code, by: leaning(one, matter, 0) + between(-0.5, 0.5, 'joins', matter, one.code) }))
      .sort((a, b) => b.by - a.by);
    found = new Map(willing.map(({ code }, index) => [code, (index + 0.5) / willing.length]));
    places.set(`${matter} ${unit.kind}`, found);
  }
  return found.get(unit.code) ?? 1;
}

/** 1 from when as large a share of units has joined as earns the course's score, else 0. */
export function joining(indicator: string, course: Course): Series {
  const valueOf = earning(indicator);
  return (unit, { at }) => (placeOf(unit, indicator) < valueOf(course(at)) / 100 ? 1 : 0);
}

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

/** Few things now and then; more where the unit is larger. */
export function cases(name: string, perYear: number): Series {
  return (unit, { label, grain }) => {
    const usual = (perYear * (0.5 + 0.5 * sizeOf(unit))) / (grain === 'month' ? 12 : grain === 'quarter' ? 4 : 1);
    return Math.floor(usual * between(0.7, 1.3, name, unit.code) + chance(name, unit.code, label));
  };
}

/** A small fixed number of a unit's own, from `least` to `most`. */
export const few =
  (name: string, least: number, most: number): Series =>
  ({ code }) =>
    least + Math.floor(chance(name, code) * (most - least + 1));

interface ShareOptions {
  /** Points between the average unit and one that leans fully. */
  readonly spread?: number;
  /** Points up and down from period to period. */
  readonly wobble?: number;
  /** Points more or less in the month of the year, January first. */
  readonly season?: readonly number[];
  /** Points more, everywhere and always. */
  readonly shift?: number;
}

/** The share that earns the course's score at the indicator's goalposts, each unit after its leaning. */
export function share(
  indicator: string,
  course: Course,
  { spread = 27, wobble = 3, season = [], shift = 0 }: ShareOptions = {},
): Share {
  const valueOf = earning(indicator);
  return (unit, { at, label, last }) => {
    const seasonal = season[Number(last.slice(5, 7)) - 1] ?? 0;
    const score =
      course(at) +
      shift +
      seasonal +
      spread * leaning(unit, indicator, at) +
      between(-wobble, wobble, indicator, unit.code, label);
    return clamp(valueOf(score) / 100, 0, 1);
  };
}

/** The share in per cent, as a rate that is reported without its parts. */
export const inPerCent =
  (part: Share): Series =>
  (unit, period) =>
    part(unit, period) * 100;

/** Whole things out of a stock. */
export const partOf =
  (whole: Series, part: Share): Series =>
  (unit, period) => {
    const of = whole(unit, period);
    return of === null ? null : Math.round(of * part(unit, period));
  };

/** Whole things out of a few that stay the same: what is between two counts is one or the other for good. */
export const keptOf =
  (name: string, whole: Series, part: Share): Series =>
  (unit, period) => {
    const of = whole(unit, period);
    return of === null ? null : Math.floor(of * part(unit, period) + chance(name, unit.code));
  };

/** Whole things out of the few of a period: each turns out as often as the share says. */
export const someOf =
  (name: string, whole: Series, part: Share): Series =>
  (unit, period) => {
    const of = whole(unit, period);
    return of === null ? null : Math.floor(of * part(unit, period) + chance(name, unit.code, period.label));
  };

/** A decimal amount out of another. */
export const amountOf =
  (whole: Series, part: Share): Series =>
  (unit, period) => {
    const of = whole(unit, period);
    return of === null ? null : of * part(unit, period);
  };

/** How far the work of a year has come by the end of each quarter. */
const BY_QUARTER: readonly number[] = [0.52, 0.74, 0.9, 1];

/** Counted from January on: a part of the year's plan at the end of the quarter. */
export const soFarOf =
  (whole: Series, part: Share): Series =>
  (unit, period) => {
    const of = whole(unit, period);
    const quarter = Math.floor((Number(period.last.slice(5, 7)) - 1) / 3);
    return of === null ? null : Math.round(of * part(unit, period) * (BY_QUARTER[quarter] ?? 1));
  };

/** As many times a year as earn the course's score, evenly over the months. */
export function timesAYear(indicator: string, course: Course, spread = 30): Series {
  const valueOf = earning(indicator);
  return (unit, { at, year, last }) => {
    const month = Number(last.slice(5, 7)) - 1;
    const usual = Math.max(0, valueOf(course(at - month + 11) + spread * leaning(unit, indicator, at - month)));
    const times = Math.floor(usual + chance(indicator, unit.code, year));
    let here = 0;
    for (let k = 0; k < times; k += 1) {
      if (Math.floor((12 * (k + chance(indicator, unit.code, year, String(k)))) / times) === month) here += 1;
    }
    return here;
  };
}

/** Things that happened in the months listed, one each. */
export const happenedIn =
  (...months: readonly string[]): Series =>
  (_unit, { last }) =>
    months.filter((month) => month === last).length;

/** Months from one to the other, for series that count from an event. */
export const monthsSince = (month: string, { last }: DemoPeriod): number => monthsFromTo(month, last);
