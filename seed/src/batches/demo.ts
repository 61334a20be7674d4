import type { Names } from '@dangzhi/metrics';
import { dayAfter, FIRST_MONTH, requireMonth } from '../demo/calendar.ts';
import { lastMonthOf } from '../demo/period.ts';
import type { DemoFigure } from '../demo/figure.ts';
import { demoFigures } from '../demo/figures.ts';
import type { SeedBatch } from './batch.ts';

interface DemoSource {
  readonly code: string;
  readonly name: Names;
  readonly figures: (until: string) => DemoFigure[];
}

const SOURCES: readonly DemoSource[] = [
  {
    code: 'demo-reported',
    name: { zh: '单位填报（演示）', en: 'Reported by the units (demo)' },
    figures: (until) => demoFigures('reported', until),
  },
];

/**
 * Everything no simulated system supplies, as demo. One batch a source and year, so that a finished year is the
 * same batch for ever; a later `untilMonth` adds rows to the running year and changes none.
 *
 * @param untilMonth last finished month, `YYYY-MM`, 2021-01 or later; a batch is recorded at the
 *   midnight after its last period
 * @throws RangeError if `untilMonth` is not a month
 */
export function demoBatches(untilMonth: string): SeedBatch[] {
  requireMonth(untilMonth, 'demoBatches');
  return SOURCES.flatMap(({ figures, ...source }) =>
    [...Map.groupBy(figures(untilMonth), ({ period }) => yearOf(period))]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([year, told]) => batchOf(source, year, told)),
  );
}

/** The first batch brings along what was told of the year before the demo. */
const yearOf = (period: string): string => {
  const year = period.slice(0, 4);
  return year < FIRST_MONTH.slice(0, 4) ? FIRST_MONTH.slice(0, 4) : year;
};

function batchOf({ code, name }: Omit<DemoSource, 'figures'>, year: string, told: readonly DemoFigure[]): SeedBatch {
  const records = [...Map.groupBy(told, ({ unit, period }) => `${unit} ${period}`).values()];
  const last = told.reduce((latest, { period }) => {
    const month = lastMonthOf(period);
    return month > latest ? month : latest;
  }, FIRST_MONTH);
  return {
    source: code,
    sourceName: name,
    standing: 'demo',
    origin: `demo generator: ${code} ${year}`,
    recordedAt: `${dayAfter(last)}T00:00:00+08:00`,
    recordedBy: 'seed',
    rows: records.flatMap((figures, record) => figures.map(({ filedAt: _, ...figure }) => ({ ...figure, record }))),
    records: records.map((figures) =>
      JSON.stringify({
        unit: figures[0]?.unit,
        period: figures[0]?.period,
        values: Object.fromEntries(figures.map(({ measure, value }) => [measure, value])),
      }),
    ),
  };
}
