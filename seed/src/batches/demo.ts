import { monthsBetween, type Names } from '@dangzhi/metrics';
import { county, departments, townships } from '../county/units.ts';
import { sets } from '../catalogue/sets.ts';
import { dayAfter, FIRST_MONTH, requireMonth } from '../demo/calendar.ts';
import { ACCIDENTS, TRAINING_NOT_REPORTED, WITHOUT_STORE_ROOM } from '../demo/cases.ts';
import { countyDataRate, departmentDataRate } from '../demo/data-rates.ts';
import { storeAreas } from '../demo/stores.ts';
import { trainingOf } from '../demo/training.ts';
import type { SeedBatch, SeedRow } from './batch.ts';

type Said = Pick<SeedRow, 'measure' | 'value'> & Partial<Pick<SeedRow, 'missing' | 'reason'>>;

/** What one unit said about one period, and the observations in it. */
interface Statement {
  readonly unit: string;
  readonly period: string;
  readonly said: readonly Said[];
}

interface DemoSource {
  readonly code: string;
  readonly name: Names;
  /** What it says about the months of one year. */
  readonly statements: (months: readonly string[]) => Statement[];
}

const recordsRooms = [...departments, ...townships];

const SOURCES: readonly DemoSource[] = [
  { code: 'demo-stores', name: { zh: '库房管理系统（演示）', en: 'Stack-room system (demo)' }, statements: stores },
  { code: 'demo-training', name: { zh: '档案人员培训（演示）', en: 'Training returns (demo)' }, statements: training },
  { code: 'demo-accidents', name: { zh: '安全事故台账（演示）', en: 'Accident ledger (demo)' }, statements: accidents },
  { code: 'demo-data-rates', name: { zh: 'IRS 数据率（演示）', en: 'IRS data rates (demo)' }, statements: dataRates },
];

/**
 * Everything no simulated system supplies, as demo: store rooms, training, accidents, data rates.
 * One batch a source and year, so that a finished year is the same batch for ever; a later
 * `untilMonth` adds rows to the running year and changes none.
 *
 * @param untilMonth last finished month, `YYYY-MM`, 2021-01 or later; a batch is recorded at the
 *   midnight after its last period
 * @throws RangeError if `untilMonth` is not a month
 */
export function demoBatches(untilMonth: string): SeedBatch[] {
  requireMonth(untilMonth, 'demoBatches');
  const years = Map.groupBy(monthsBetween(FIRST_MONTH, untilMonth), (month) => month.slice(0, 4));
  return SOURCES.flatMap((source) =>
    [...years].flatMap(([year, months]) => {
      const statements = source.statements(months);
      return statements.length === 0 ? [] : [batchOf(source, year, months, statements)];
    }),
  );
}

function batchOf(
  { code, name }: DemoSource,
  year: string,
  months: readonly string[],
  statements: readonly Statement[],
): SeedBatch {
  return {
    source: code,
    sourceName: name,
    standing: 'demo',
    origin: `demo generator: ${code} ${year}`,
    recordedAt: `${dayAfter(months.at(-1) ?? FIRST_MONTH)}T00:00:00+08:00`,
    recordedBy: 'seed',
    rows: statements.flatMap(({ unit, period, said }, record) =>
      said.map(({ measure, value, missing = null, reason = null }) => ({
        measure,
        unit,
        period,
        value,
        missing,
        reason,
        record,
      })),
    ),
    records: statements.map(({ unit, period, said }) =>
      JSON.stringify({ unit, period, values: Object.fromEntries(said.map(({ measure, value }) => [measure, value])) }),
    ),
  };
}

function stores(months: readonly string[]): Statement[] {
  return recordsRooms.flatMap(({ code: unit }) =>
    months.map((period) => {
      const areas = storeAreas(unit, period);
      const reason = WITHOUT_STORE_ROOM[unit] ?? null;
      const said = (measure: string, value: number | undefined): Said =>
        value === undefined
          ? { measure, value: null, missing: 'not-applicable', reason }
          : { measure, value: String(value) };
      return { unit, period, said: [said('store-used-m2', areas?.used), said('store-usable-m2', areas?.usable)] };
    }),
  );
}

/** A year's returns come once the year is over; the first batch brings the year before along. */
function training(months: readonly string[]): Statement[] {
  const year = months[0]?.slice(0, 4) ?? '';
  const over = [...(year === '2021' ? ['2020'] : []), ...(months.length === 12 ? [year] : [])];
  return over.flatMap((period) =>
    recordsRooms
      .filter(({ code }) => !TRAINING_NOT_REPORTED[code]?.includes(period))
      .map((unit) => {
        const { archivists, trained } = trainingOf(unit, period);
        const said = [
          { measure: 'archivists-trained', value: String(trained) },
          { measure: 'archivists', value: String(archivists) },
        ];
        return { unit: unit.code, period, said };
      }),
  );
}

function accidents(months: readonly string[]): Statement[] {
  return recordsRooms.flatMap(({ code: unit }) =>
    months.map((period) => {
      const count = ACCIDENTS.find((one) => one.unit === unit && one.month === period)?.count ?? 0;
      const reason = count > 0 ? '演示：库房漏水致档案受损，虚构事件。' : null;
      return { unit, period, said: [{ measure: 'security-accidents', value: String(count), reason }] };
    }),
  );
}

const ownerSince: ReadonlyMap<string, string> = new Map(
  sets.find(({ code }) => code === 'application-owners')?.members.map(({ unit, from }) => [unit, from] as const),
);

function dataRates(months: readonly string[]): Statement[] {
  const measure = 'apps-using-data-rate';
  const ofCounty = months.flatMap((period): Statement[] => {
    const value = countyDataRate(period);
    return value === null ? [] : [{ unit: county.code, period, said: [{ measure, value }] }];
  });
  const ofDepartments = departments.flatMap(({ code: unit }) =>
    months.map((period): Statement => {
      const isOwner = (ownerSince.get(unit) ?? '9999') <= `${period}-01`;
      const said: Said = isOwner
        ? { measure, value: departmentDataRate(unit, period) }
        : { measure, value: null, missing: 'not-applicable', reason: '无 IRS 登记应用。' };
      return { unit, period, said: [said] };
    }),
  );
  return [...ofCounty, ...ofDepartments];
}
