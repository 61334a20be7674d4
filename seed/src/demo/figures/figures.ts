import { catalogue } from '../../catalogue/index.ts';
import { units } from '../../county/units.ts';
import { monthsFromTo, requireMonth } from '../time/calendar.ts';
import type { DemoFigure } from './figure.ts';
import { filedAt } from '../filing/filed-at.ts';
import { demoPeriods } from '../time/period.ts';
import { seriesOf } from '../systems/index.ts';
import { reportedFigures, isReported } from './reported.ts';
import { monthsUntilCounted } from './measure-traits.ts';

/**
 * Everything a system has in the demo, unit by unit, measure by measure, periods rising. Decided by names:
 * a later `until` adds figures and changes none. A figure reported twice stands twice, the later filing being right.
 *
 * @param system code of a system of the catalogue
 * @param until last finished month, `YYYY-MM`; a quarter or year is there when it is whole
 * @throws RangeError if there is no such system, or `until` is not a month
 */
export function demoFigures(system: string, until: string): DemoFigure[] {
  requireMonth(until, 'demoFigures');
  const seriesByMeasure = seriesOf(system, until);
  const measures = catalogue.measures.filter((measure) => measure.system === system);
  const all = (['month', 'quarter', 'year'] as const).flatMap((grain) => demoPeriods(grain, until));
  const byGrain = Map.groupBy<string, (typeof all)[number]>(all, ({ grain }) => grain);
  return units.flatMap((unit) => {
    const filed = new Map(all.map((period) => [period.label, filedAt(system, unit, period)]));
    return measures.flatMap((measure) => {
      const series = seriesByMeasure[measure.code];
      if (series === undefined || !isReported(measure, unit)) return [];
      return (byGrain.get(measure.grain) ?? [])
        .filter(({ last }) => monthsFromTo(last, until) >= monthsUntilCounted(measure))
        .flatMap((period) => reportedFigures(measure, unit, series, period, filed.get(period.label) ?? ''));
    });
  });
}
