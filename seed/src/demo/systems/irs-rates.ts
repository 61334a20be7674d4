import { county } from '../../county/units.ts';
import { FIRST_MONTH, PUBLISHED_MONTH } from '../time/calendar.ts';
import { through } from '../time/trend.ts';
import { countyDataRate, departmentDataRate } from '../series/data-rates.ts';
import { wavering, type Series } from '../series/series.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';
import { inPerCent, share, type Share } from '../series/shares.ts';

/** Every one at the published month, as the county's published 100 % says; nearly all later on. */
const nearlyAll = (indicator: string, start: number, later: number, spread: number): Share => {
  const usual = share(
    indicator,
    through(['2021-10', start], ['2022-06', 92], ['2022-10', 118], ['2023-02', 118], ['2023-09', later]),
    { spread, wobble: 5 },
  );
  return (unit, period) => (period.last === PUBLISHED_MONTH ? 1 : usual(unit, period));
};

/** The county's own rate beside the departments'. */
const rate = (indicator: string, start: number, later: number, spread: number, ofCounty: Series): Series => {
  const below = inPerCent(nearlyAll(indicator, start, later, spread));
  return (unit, period) => (unit === county ? ofCounty : below)(unit, period);
};

/** The four rates: of the county as published, and of the units beside it; none adds up to another. */
export const irsRates: SeriesByMeasure = {
  'apps-producing-data-rate': rate(
    'DAT-2-01',
    66,
    94,
    16,
    wavering(
      'producing',
      through([FIRST_MONTH, 84], ['2021-10', 93.4], ['2022-09', 100], ['2026-12', 99.9]),
      0.15,
      100,
    ),
  ),
  'apps-using-data-rate': (unit, { last }) =>
    unit === county ? countyDataRate(last) : departmentDataRate(unit.code, last),
  'data-linked-rate': rate(
    'DAT-2-03',
    60,
    92,
    18,
    wavering(
      'linked',
      through(['2021-10', 91.2], ['2022-10', 100], ['2023-03', 100], ['2024-06', 99.1], ['2026-12', 99.6]),
      0.2,
      100,
    ),
  ),
  'data-timely-rate': rate(
    'DAT-2-04',
    62,
    83,
    22,
    wavering(
      'timely',
      through(['2021-10', 94.6], ['2022-08', 100], ['2023-03', 100], ['2024-02', 97.1], ['2026-12', 97.9]),
      0.4,
      100,
    ),
  ),
};
