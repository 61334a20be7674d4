import type { Measure, Unit } from '@dangzhi/metrics';
import { FIRST_MONTH } from './calendar.ts';
import type { DemoPeriod } from './period.ts';

/** First months of the systems that were not there from the beginning; until then nobody supplies their measures. */
const SYSTEM_SINCE: Readonly<Record<string, string>> = {
  security: '2021-04',
  lookup: '2021-07',
  irs: '2021-10',
  sensing: '2022-07',
};

/** 查档直通车 is a plan of 2023. */
const MEASURE_SINCE: Readonly<Record<string, string>> = {
  'express-channels': '2023-03',
  'express-required': '2023-03',
};

/** The townships' store rooms got their sensors half a year later. */
const TOWNSHIPS_SENSED = '2023-01';

/** Whether a measure's system knows a unit at a period. */
export function isConnected({ code, system }: Measure, unit: Unit, { last }: DemoPeriod): boolean {
  const since = MEASURE_SINCE[code] ?? SYSTEM_SINCE[system ?? ''];
  if (since === undefined) return true;
  return last >= (system === 'sensing' && unit.kind === 'township' ? TOWNSHIPS_SENSED : since);
}

/** First month a system has figures of. */
export const connectedSince = (system: string): string => SYSTEM_SINCE[system] ?? FIRST_MONTH;
