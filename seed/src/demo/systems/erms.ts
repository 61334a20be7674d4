import type { Unit } from '@dangzhi/metrics';
import { rising } from '../time/trend.ts';
import { filingRecords, type FilingRecord } from '../filing/records.ts';
import { always, few, memberOf, stock, type Series } from '../series/series.ts';
import { partOf, share, someOf } from '../series/shares.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';
import { systemsRegistered } from './irs.ts';

const categories = few('categories', 5, 8);
const expired = stock('expired-items', 120, 0.06);
const online = memberOf('units-online');

/**
 * Pre-archiving, archiving, tests. What the records platform counts month by month stands in its own records;
 * the rest is derived from them.
 *
 * @param until last month with records, `YYYY-MM`
 */
export function ermsSeries(until: string): SeriesByMeasure {
  const records = new Map(filingRecords(until).map((record) => [`${record.unit} ${record.month}`, record]));
  const recorded =
    (read: (record: FilingRecord) => number | null): Series =>
    ({ code }, { last }) => {
      const record = records.get(`${code} ${last}`);
      return record === undefined ? null : read(record);
    };
  const archived = recorded((record) => record.archived);
  const electronic = partOf(archived, share('DIG-1-03', rising(38, 54, 70, 81), { spread: 22, wobble: 5 }));
  const eligible: Series = (unit, period) => {
    const items = online(unit, period) === 1 ? electronic(unit, period) : null;
    return items === null ? null : Math.round(items * 0.6);
  };
  return {
    'prearchived-items': recorded((record) => record.prearchived),
    'formal-items': recorded((record) => record.formal),
    'online-filing': recorded((record) => record.online),
    'online-required': always(1),
    'due-items': recorded((record) => record.due),
    'archived-items': archived,
    'tested-items': recorded((record) => record.tested),
    'passed-first-items': recorded((record) => record.passedFirst),
    'archived-by-june': partOf(
      (unit, { year }) => dueOf(records, unit, year),
      share('RES-1-02', rising(66, 70, 78, 83), { spread: 28 }),
    ),
    'categories-held': partOf(categories, share('RES-1-03', rising(68, 72, 80, 85), { spread: 28, wobble: 0 })),
    'categories-due': categories,
    'appraised-items': partOf(expired, share('RES-4-02', rising(52, 62, 74, 82), { spread: 30 })),
    'expired-items': expired,
    'new-electronic-items': electronic,
    'new-items': archived,
    'single-set-items': someOf('single-set', eligible, share('DIG-1-04', rising(16, 40, 64, 78), { spread: 26 })),
    'single-set-eligible': eligible,
    'systems-archiving': partOf(
      systemsRegistered,
      share('DIG-4-01', rising(26, 46, 66, 80), { spread: 28, wobble: 0 }),
    ),
  };
}

/** What was due in a year; `null` where nothing was recorded of it. */
function dueOf(records: ReadonlyMap<string, FilingRecord>, { code }: Unit, year: string): number | null {
  let due = 0;
  for (let month = 1; month <= 12; month += 1) {
    due += records.get(`${code} ${year}-${String(month).padStart(2, '0')}`)?.due ?? 0;
  }
  return due === 0 ? null : due;
}
