import type { Measure } from '@dangzhi/metrics';
import { guardsOf } from './guards.ts';

type Grain = 'month' | 'quarter' | 'year';

/** Days a figure may take after the end of its period. */
const DUE_AFTER: Readonly<Record<Grain, number>> = { month: 10, quarter: 15, year: 31 };

/** Code, names, unit of measure, kind, grain, and the set it is due from. */
export type MeasureLine = readonly [
  code: string,
  zh: string,
  en: string,
  unitOfMeasure: string,
  kind: Measure['kind'],
  grain: Grain,
  dueFrom: string,
  dueAfterDays?: number,
];

/** The measures one system supplies, a line each. */
export const measuresOf = (system: string, lines: readonly MeasureLine[]): Measure[] =>
  lines.map(([code, zh, en, unitOfMeasure, kind, grain, dueFrom, dueAfterDays = DUE_AFTER[grain]]) => ({
    code,
    name: { zh, en },
    unitOfMeasure,
    kind,
    grain,
    system,
    dueFrom,
    dueAfterDays,
    ...guardsOf(code, unitOfMeasure, kind, grain),
  }));
