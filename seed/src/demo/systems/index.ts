import type { SeriesByMeasure } from './series-by-measure.ts';
import { archives } from './archives.ts';
import { ends } from './ends.ts';
import { ermsSeries } from './erms.ts';
import { irs } from './irs.ts';
import { lookup } from './lookup.ts';
import { pdp } from './pdp.ts';
import { reported } from './reported.ts';
import { security } from './security.ts';
import { sensing } from './sensing.ts';

const SYSTEMS: Readonly<Record<string, SeriesByMeasure>> = {
  archives,
  lookup,
  irs,
  pdp,
  ends,
  security,
  sensing,
  reported,
};

/**
 * What the measures of a system are like.
 *
 * @param until last month asked for, `YYYY-MM`
 * @throws RangeError if the catalogue has no such system
 */
export function seriesOf(system: string, until: string): SeriesByMeasure {
  const series = system === 'erms' ? ermsSeries(until) : SYSTEMS[system];
  if (series === undefined) throw new RangeError(`seriesOf requires a system of the catalogue, not ${system}`);
  return series;
}
