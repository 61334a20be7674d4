import type { Measure, Unit } from '@dangzhi/metrics';
import { FIRST_MONTH } from '../time/calendar.ts';
import type { DemoPeriod } from '../time/period.ts';

/** First months of the systems that were not there from the beginning; until then nobody supplies their measures. */
const SYSTEM_SINCE: Readonly<Record<string, string>> = {
  security: '2021-04',
  lookup: '2021-07',
  irs: '2021-10',
  sensing: '2022-07',
};

/** 查档直通车 is a plan of 2023; the register of business systems is older than the system that keeps it now. */
const MEASURE_SINCE: Readonly<Record<string, string>> = {
  'express-channels': '2023-03',
  'express-required': '2023-03',
  'systems-registered': FIRST_MONTH,
  'components-used': FIRST_MONTH,
  'components-due': FIRST_MONTH,
};

/** The townships' store rooms got their sensors half a year later. */
const TOWNSHIPS_SENSED = '2023-01';

/** Whether a measure's system knows a unit at a period. */
export function isConnected({ code, system }: Measure, unit: Unit, { last }: DemoPeriod): boolean {
  const since = MEASURE_SINCE[code] ?? SYSTEM_SINCE[system ?? ''] ?? FIRST_MONTH;
  // What is there from the beginning has a finished period before it.
  if (since === FIRST_MONTH) return true;
  return last >= (system === 'sensing' && unit.kind === 'township' ? TOWNSHIPS_SENSED : since);
}
