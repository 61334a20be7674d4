import { departments, townships } from '../../county/units.ts';
import { grownTo, heldTo } from '../series/anchored.ts';
import { FIRST_MONTH } from '../time/calendar.ts';
import { between } from '../chance/chance.ts';
import { rising, steps, through } from '../time/trend.ts';
import { factValue } from '../series/fact-value.ts';
import { countOf, flow, levelOf, stock, wavering, type Series } from '../series/series.ts';
import { share, someOf } from '../series/shares.ts';
import { membersThen } from '../units/membership.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';
import { sizeOf } from '../units/size.ts';

/** Cases hardly follow the archives' seasons; Spring Festival they do. */
const appliedCases = flow('applied-cases', 420);
const closedCases: Series = (unit, period) =>
  Math.round((appliedCases(unit, period) ?? 0) * between(0.9, 0.98, 'closed', unit.code));
const serviceItems = stock('service-items', 105, 0.01, 40);
const activated = grownTo({
  name: 'activated-users',
  total: factValue('B063'),
  among: [...departments, ...townships],
  weigh: (unit) => sizeOf(unit) * between(0.6, 1.6, 'users', unit.code),
  least: 12,
  trend: through(['2021-01', 0.82], ['2022-12', 1], ['2026-12', 1.14]),
});

/** Applications, users, activity, and the cases handled through them. */
export const ends: SeriesByMeasure = {
  'online-cases': heldTo(factValue('B066') / 100, appliedCases, membersThen('service-units'), (shift) =>
    share('DAT-5-01', rising(70, 88, 88, 89), { spread: 18, wobble: 4, shift }),
  ),
  'applied-cases': appliedCases,
  'mobile-items': heldTo(factValue('B065') / 100, serviceItems, townships, (shift) =>
    share('DAT-5-02', rising(66, 88, 88, 89), { spread: 20, wobble: 1, shift }),
  ),
  'service-items': serviceItems,
  'online-acceptance-rate': wavering(
    'online-acceptance',
    through([FIRST_MONTH, 88.5], ['2022-12', 95.66], ['2026-12', 98.3]),
    0.25,
  ),
  'service-cases-archived': someOf(
    'cases-archived',
    closedCases,
    share('RES-1-04', rising(54, 68, 82, 90), { spread: 26, wobble: 5 }),
  ),
  'service-cases-closed': closedCases,
  'active-users': heldTo(factValue('B064', 1) / factValue('B063'), activated, [...departments, ...townships], (shift) =>
    share('DAT-5-04', rising(72, 86, 87, 88), { spread: 26, wobble: 6, shift }),
  ),
  'activated-users': activated,
  'zheliban-users': levelOf(through(['2021-01', 30.4], ['2022-12', 36.66], ['2026-12', 40.1])),
  'zheliban-dau-per-million': wavering('dau', through(['2021-01', 1.96], ['2022-12', 2.91], ['2026-12', 3.52]), 0.06),
  'new-local-apps': countOf(
    steps(
      ['2021-01', 2],
      ['2021-06', 5],
      ['2021-12', 9],
      ['2022-04', 12],
      ['2022-08', 16],
      ['2022-12', 19],
      ['2023-06', 22],
      ['2024-03', 26],
      ['2025-02', 29],
      ['2026-01', 33],
    ),
  ),
};
