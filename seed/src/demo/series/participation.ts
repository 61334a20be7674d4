import type { Unit } from '@dangzhi/metrics';
import { departments, townships } from '../../county/units.ts';
import { between, chance } from '../chance/chance.ts';
import { relativePerformance } from '../units/performance.ts';
import type { Trend } from '../time/trend.ts';
import { valueAtScore } from './value-at-score.ts';
import type { Series } from './series.ts';

const places = new Map<string, Map<string, number>>();

/** Place 0..1 of a unit among its kind, the more willing first. */
function placeOf(unit: Unit, matter: string): number {
  let found = places.get(`${matter} ${unit.kind}`);
  if (found === undefined) {
    const kind = unit.kind === 'township' ? townships : departments;
    const willing = kind
      .map((one) => ({
        code: one.code,
        by: relativePerformance(one, matter, 0) + between(-0.5, 0.5, 'joins', matter, one.code),
      }))
      .sort((a, b) => b.by - a.by);
    found = new Map(willing.map(({ code }, index) => [code, (index + 0.5) / willing.length]));
    places.set(`${matter} ${unit.kind}`, found);
  }
  return found.get(unit.code) ?? 1;
}

/** 1 from when as large a share of units has joined as earns the trend's score, else 0. */
export function joining(indicator: string, trend: Trend): Series {
  const valueOf = valueAtScore(indicator);
  return (unit, { at }) => (placeOf(unit, indicator) < valueOf(trend(at)) / 100 ? 1 : 0);
}

/** As many times a year as earn the trend's score, evenly over the months. */
export function timesAYear(indicator: string, trend: Trend, spread = 30): Series {
  const valueOf = valueAtScore(indicator);
  return (unit, { at, year, last }) => {
    const month = Number(last.slice(5, 7)) - 1;
    const usual = Math.max(
      0,
      valueOf(trend(at - month + 11) + spread * relativePerformance(unit, indicator, at - month)),
    );
    const times = Math.floor(usual + chance(indicator, unit.code, year));
    let here = 0;
    for (let k = 0; k < times; k += 1) {
      if (Math.floor((12 * (k + chance(indicator, unit.code, year, String(k)))) / times) === month) here += 1;
    }
    return here;
  };
}
