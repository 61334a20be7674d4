import { parsePeriod, periodEnd, type MissingKind, type Unit } from '@dangzhi/metrics';
import { publishedBatch } from '../src/batches/published.ts';
import { catalogue } from '../src/catalogue/index.ts';
import { units } from '../src/county/units.ts';
import type { DemoFigure } from '../src/demo/figures/figure.ts';
import { demoFigures } from '../src/demo/figures/figures.ts';

// The demo and the articles as they would lie in a store, for tests of the seed, which knows none.

export interface Observation {
  /** First and last day of its period. */
  readonly start: string;
  readonly end: string;
  readonly value: number | null;
  readonly missing: MissingKind | null;
  readonly filedAt: string;
  readonly published: boolean;
}

export interface Observations {
  /** Measure and unit, in the order reported. */
  readonly byMeasureAndUnit: ReadonlyMap<string, readonly Observation[]>;
  /** Measure and kind of unit → first day of the first period supplied; a publication supplies nothing. */
  readonly suppliedFrom: ReadonlyMap<string, string>;
}

export const observationKey = (measure: string, unit: string): string => `${measure} ${unit}`;

/** Everything the simulated systems and the units have until a month, `YYYY-MM`. */
export const figuresUntil = (until: string): DemoFigure[] =>
  catalogue.systems.flatMap(({ code }) => demoFigures(code, until));

/**
 * Figures of the demo, and the published ones beside them.
 *
 * @param others units the figures are of besides the county's own
 */
export function observe(figures: readonly DemoFigure[], others: readonly Unit[] = []): Observations {
  const kindOf = new Map([...units, ...others].map(({ code, kind }) => [code, kind]));
  const byMeasureAndUnit = new Map<string, Observation[]>();
  const suppliedFrom = new Map<string, string>();
  const tell = ({ measure, unit, period, value, missing, filedAt }: Omit<DemoFigure, 'reason'>, published: boolean) => {
    const parsed = parsePeriod(period);
    if (parsed === null) throw new RangeError(`${period} is no period`);
    const key = observationKey(measure, unit);
    const of = byMeasureAndUnit.get(key) ?? [];
    const number = value === null ? null : Number(value);
    of.push({ start: parsed.start, end: periodEnd(parsed), value: number, missing, filedAt, published });
    byMeasureAndUnit.set(key, of);
    const supply = `${measure} ${kindOf.get(unit) ?? ''}`;
    const first = suppliedFrom.get(supply);
    if (!published && (first === undefined || parsed.start < first)) suppliedFrom.set(supply, parsed.start);
  };
  for (const figure of figures) tell(figure, false);
  const batch = publishedBatch();
  for (const row of batch.rows) tell({ ...row, filedAt: batch.recordedAt }, true);
  return { byMeasureAndUnit, suppliedFrom };
}
