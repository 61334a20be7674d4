import { addMonths, type Names } from '@dangzhi/metrics';
import { catalogue } from '../catalogue/index.ts';
import { dayAfter, FIRST_MONTH, requireMonth } from './time/calendar.ts';
import { demoFiguresOfCounties } from '../demo/counties.ts';
import type { DemoFigure } from './figures/figure.ts';
import { demoFigures } from './figures/figures.ts';
import { inspectionFigures } from '../demo/inspections.ts';
import { lastMonthOf } from './time/period.ts';
import { monthsUntilCounted } from './figures/measure-traits.ts';
import type { SeedBatch } from '../batches/batch.ts';

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
  {
    code: 'demo-inspection',
    name: { zh: '县级抽查（演示）', en: "The county's own inspection (demo)" },
    figures: inspectionFigures,
  },
  {
    code: 'demo-province',
    name: { zh: '省级年度通报（演示）', en: 'Yearly circular of the province (demo)' },
    figures: demoFiguresOfCounties,
  },
];

/**
 * Everything no simulated system supplies, as demo: what the units report, an inspection, the other counties.
 * One batch a source and year, and another where something of the year can be counted in the next one only, so
 * that a finished year is the same batch for ever; a later `untilMonth` adds rows to the running year and
 * changes none.
 *
 * @param untilMonth last finished month, `YYYY-MM`, 2021-01 or later; a batch is recorded at the
 *   midnight after the last month it needs
 * @throws RangeError if `untilMonth` is not a month
 */
export function demoBatches(untilMonth: string): SeedBatch[] {
  requireMonth(untilMonth, 'demoBatches');
  return SOURCES.flatMap((source) =>
    [...Map.groupBy(source.figures(untilMonth), batchName)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, figures]) => batchOf(source, name, figures)),
  );
}

const lagOf = new Map(catalogue.measures.map((measure) => [measure.code, monthsUntilCounted(measure)]));

/** The first year's batch brings along what was reported of the year before the demo. */
function batchName({ measure, period }: DemoFigure): string {
  const first = FIRST_MONTH.slice(0, 4);
  const year = period.slice(0, 4);
  return `${year < first ? first : year}${lagOf.get(measure) ? ' (counted the year after)' : ''}`;
}

function batchOf({ code, name }: DemoSource, batch: string, figures: readonly DemoFigure[]): SeedBatch {
  const records = [...Map.groupBy(figures, ({ unit, period }) => `${unit} ${period}`).values()];
  const last = figures
    .map(({ measure, period }) => addMonths(lastMonthOf(period), lagOf.get(measure) ?? 0))
    .reduce((latest, month) => (month > latest ? month : latest));
  return {
    source: code,
    sourceName: name,
    standing: 'demo',
    origin: `demo generator: ${code} ${batch}`,
    recordedAt: `${dayAfter(last)}T00:00:00+08:00`,
    recordedBy: code,
    rows: records.flatMap((ofRecord, record) =>
      ofRecord.map(({ measure, unit, period, value, missing, reason }) => ({
        measure,
        unit,
        period,
        value,
        missing,
        reason,
        record,
      })),
    ),
    records: records.map((ofRecord) =>
      JSON.stringify({
        unit: ofRecord[0]?.unit,
        period: ofRecord[0]?.period,
        values: Object.fromEntries(ofRecord.map(({ measure, value }) => [measure, value])),
      }),
    ),
  };
}
