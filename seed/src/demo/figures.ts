import { printRounded, type Measure, type Unit } from '@dangzhi/metrics';
import { catalogue } from '../catalogue/index.ts';
import { units } from '../county/units.ts';
import { monthsFromTo, requireMonth } from './calendar.ts';
import { isConnected } from './connected.ts';
import type { DemoFigure } from './figure.ts';
import { daysLater, filedAt } from './filed.ts';
import { NOT_APPLICABLE } from './not-applicable.ts';
import { correctionOf, isSilent, peculiarity, statedReason } from './peculiarities.ts';
import { demoPeriods, type DemoPeriod } from './period.ts';
import { isMeasuredOn, isPublished } from './told-of.ts';
import { digitsOf, monthsUntilCounted } from './written.ts';
import type { Series } from './series.ts';
import { memberSince, type Shapes } from './shapes.ts';
import { archives } from './shapes/archives.ts';
import { ends } from './shapes/ends.ts';
import { ermsShapes } from './shapes/erms.ts';
import { irs } from './shapes/irs.ts';
import { lookup } from './shapes/lookup.ts';
import { pdp } from './shapes/pdp.ts';
import { reported } from './shapes/reported.ts';
import { security } from './shapes/security.ts';
import { sensing } from './shapes/sensing.ts';

const SHAPES: Readonly<Record<string, (until: string) => Shapes>> = {
  erms: ermsShapes,
  archives: () => archives,
  lookup: () => lookup,
  irs: () => irs,
  pdp: () => pdp,
  ends: () => ends,
  security: () => security,
  sensing: () => sensing,
  reported: () => reported,
};

/**
 * Everything a system has in the demo, unit by unit, measure by measure, periods rising. Decided by names:
 * a later `until` adds figures and changes none. A figure told twice stands twice, the later filing being right.
 *
 * @param system code of a system of the catalogue
 * @param until last finished month, `YYYY-MM`; a quarter or year is there when it is whole
 * @throws RangeError if there is no such system, or `until` is not a month
 */
export function demoFigures(system: string, until: string): DemoFigure[] {
  requireMonth(until, 'demoFigures');
  const shapes = SHAPES[system]?.(until);
  if (shapes === undefined) throw new RangeError(`demoFigures requires a system of the catalogue, not ${system}`);
  const periods = (['month', 'quarter', 'year'] as const).map((grain) => [grain, demoPeriods(grain, until)] as const);
  const byGrain = new Map<string, readonly DemoPeriod[]>(periods);
  const measures = catalogue.measures.filter((measure) => measure.system === system && shapes[measure.code]);
  return units.flatMap((unit) => {
    const filed = new Map(
      periods.flatMap(([, ofGrain]) => ofGrain.map((period) => [period.label, filedAt(system, unit, period)] as const)),
    );
    return measures.flatMap((measure) => {
      const series = shapes[measure.code];
      const all = byGrain.get(measure.grain) ?? [];
      return series === undefined ? [] : figuresOf({ measure, unit, series, periods: all, filed, until });
    });
  });
}

interface Told {
  readonly measure: Measure;
  readonly unit: Unit;
  readonly series: Series;
  readonly periods: readonly DemoPeriod[];
  /** By period. */
  readonly filed: ReadonlyMap<string, string>;
  readonly until: string;
}

function figuresOf({ measure, unit, series, periods, filed, until }: Told): DemoFigure[] {
  if (!isMeasuredOn(measure, unit)) return [];
  const member = memberSince(measure.dueFrom, unit);
  const exempt = NOT_APPLICABLE[measure.code];
  if (member === null && exempt?.kind !== unit.kind) return [];
  const lag = monthsUntilCounted(measure);
  const digits = digitsOf(measure);
  return periods.flatMap((period): DemoFigure[] => {
    if (!isConnected(measure, unit, period) || isSilent(measure, unit, period)) return [];
    if (isPublished(measure, unit, period) || monthsFromTo(period.last, until) < lag) return [];
    const head = { measure: measure.code, unit: unit.code, period: period.label };
    const filedAt = daysLater(filed.get(period.label) ?? '', 30 * lag);
    const isOwed = member !== null && member <= `${period.last}-31`;
    const value = isOwed ? series(unit, period) : null;
    if (value === null) {
      const reason = isOwed ? statedReason(measure, unit) : exempt?.kind === unit.kind ? exempt.reason : null;
      return reason === null ? [] : [{ ...head, value: null, missing: 'not-applicable', reason, filedAt }];
    }
    const said = (text: number, reason: string | null, at: string): DemoFigure => ({
      ...head,
      value: printRounded(text, digits),
      missing: null,
      reason,
      filedAt: at,
    });
    const correction = correctionOf(measure, unit, period);
    return correction === null
      ? [said(value, peculiarity(measure, unit, period), filedAt)]
      : [
          said(value * correction.times, null, filedAt),
          said(value, correction.reason, daysLater(filedAt, correction.daysLater)),
        ];
  });
}
