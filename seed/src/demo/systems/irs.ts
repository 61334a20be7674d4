import { departments } from '../../county/units.ts';
import { grownTo, partGrownTo, thenOf } from '../series/anchored.ts';
import { FIRST_MONTH } from '../time/calendar.ts';
import { between } from '../chance/chance.ts';
import { rising, steps, through } from '../time/trend.ts';
import { factValue } from '../series/fact-value.ts';
import { always, countOf, memberOf, wavering, type Series } from '../series/series.ts';
import { membersThen } from '../units/membership.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';
import { share, someOf } from '../series/shares.ts';
import { sizeOf } from '../units/size.ts';
import { irsRates } from './irs-rates.ts';

const served = membersThen('departments-with-interfaces');
const servedSince = memberOf('departments-with-interfaces');

/** Business systems of a department. */
export const systemsRegistered: Series = (unit, { at }) =>
  1 + Math.round(sizeOf(unit) * (1.6 + 0.02 * Math.max(0, at)));
const componentsDue: Series = (unit, { at }) =>
  Math.round(sizeOf(unit) * (1 + 0.02 * Math.max(0, at)) * between(0.5, 1.4, 'new-apps', unit.code));

const tickets = grownTo({
  name: 'tickets',
  total: factValue('B044'),
  among: departments,
  weigh: (unit) => sizeOf(unit) * between(0.3, 1.8, 'tickets', unit.code),
  least: 2,
  trend: through(['2021-01', 0.12], ['2021-12', 0.46], ['2022-12', 1], ['2023-12', 1.62], ['2026-12', 3.3]),
});
const countyTickets = partGrownTo(
  factValue('B045'),
  tickets,
  departments,
  (unit) => thenOf(tickets, unit) * between(0.5, 1.3, 'county-tickets', unit.code),
);
/** 499 of 518 are the published 96.3 %; tickets for the county's own data were all approved. */
const REFUSED = 518 - 499;
const refused = partGrownTo(REFUSED, tickets, departments, (unit) => {
  const others = Math.max(0, thenOf(tickets, unit) - thenOf(countyTickets, unit) - 1);
  return others * between(0.2, 1.8, 'refused', unit.code) ** 2;
});

const interfaces = grownTo({
  name: 'interfaces',
  total: factValue('B039', 2),
  among: served,
  weigh: (unit) => sizeOf(unit) * between(0.4, 1.8, 'interfaces', unit.code),
  least: 3,
  trend: through(['2021-06', 0.3], ['2021-12', 0.55], ['2022-12', 1], ['2023-12', 1.35], ['2026-12', 2.2]),
  since: servedSince,
});

/** Rates, catalogue, interfaces, tickets, components. */
export const irs: SeriesByMeasure = {
  ...irsRates,
  'departments-catalogued': memberOf('departments-catalogued'),
  'catalogue-required': always(1),
  'interfaces-supplied': interfaces,
  'key-applications': grownTo({
    name: 'key-applications',
    total: factValue('B039', 1),
    among: served,
    weigh: (unit) => sizeOf(unit) * between(0.2, 1, 'key-applications', unit.code) ** 2,
    least: 1,
    trend: through(['2021-06', 0.8], ['2022-12', 1], ['2026-12', 1.9]),
    since: servedSince,
  }),
  'departments-with-interfaces': servedSince,
  'interface-requests': grownTo({
    name: 'interface-requests',
    total: factValue('B043'),
    among: departments,
    weigh: (unit) => sizeOf(unit) * between(0.1, 1.6, 'requests', unit.code),
    trend: through(['2021-01', 0.1], ['2021-12', 0.42], ['2022-12', 1], ['2023-12', 1.5], ['2026-12', 2.7]),
  }),
  tickets,
  'tickets-approved': (unit, period) => (tickets(unit, period) ?? 0) - (refused(unit, period) ?? 0),
  'county-tickets': countyTickets,
  'county-ticket-approval-rate': wavering(
    'county-approval',
    through([FIRST_MONTH, 98.4], ['2022-06', 100.4], ['2026-12', 100.1]),
    0.4,
    100,
  ),
  'systems-registered': systemsRegistered,
  'components-used': someOf(
    'components-used',
    componentsDue,
    share('DAT-6-01', rising(44, 66, 86, 95), { spread: 18 }),
  ),
  'components-due': componentsDue,
  'promoted-apps': countOf(
    steps(
      ['2021-09', 1],
      ['2022-03', 2],
      ['2022-07', 4],
      ['2022-11', 5],
      ['2023-10', 6],
      ['2024-12', 8],
      ['2026-02', 9],
    ),
  ),
  'shared-apps': countOf(
    steps(['2021-11', 1], ['2022-05', 3], ['2022-10', 5], ['2023-08', 6], ['2025-04', 8], ['2026-06', 9]),
  ),
  'new-components': countOf(
    steps(
      ['2021-01', 0],
      ['2022-09', 1],
      ['2023-01', 0],
      ['2023-07', 2],
      ['2023-12', 3],
      ['2024-01', 0],
      ['2024-08', 2],
      ['2025-01', 0],
      ['2025-05', 1],
      ['2025-11', 3],
      ['2026-01', 0],
      ['2026-07', 2],
    ),
  ),
};
