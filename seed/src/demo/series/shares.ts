import type { Unit } from '@dangzhi/metrics';
import { between, chance, clamp } from '../chance/chance.ts';
import { relativePerformance } from '../units/performance.ts';
import type { Trend } from '../time/trend.ts';
import { valueAtScore } from './value-at-score.ts';
import type { DemoPeriod } from '../time/period.ts';
import type { Series } from './series.ts';

/** A part of a whole, 0..1. */
export type Share = (unit: Unit, period: DemoPeriod) => number;

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

/** The share that earns the trend's score at the indicator's goalposts, each unit by how well it does beside others. */
export function share(
  indicator: string,
  trend: Trend,
  { spread = 27, wobble = 3, season = [], shift = 0 }: ShareOptions = {},
): Share {
  const valueOf = valueAtScore(indicator);
  return (unit, { at, label, last }) => {
    const seasonal = season[Number(last.slice(5, 7)) - 1] ?? 0;
    const score =
      trend(at) +
      shift +
      seasonal +
      spread * relativePerformance(unit, indicator, at) +
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
