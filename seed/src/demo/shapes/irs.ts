import { county, departments } from '../../county/units.ts';
import { grownTo, partGrownTo, thenOf } from '../anchored.ts';
import { FIRST_MONTH, PUBLISHED_MONTH } from '../calendar.ts';
import { between } from '../chance.ts';
import { rising, steps, through } from '../course.ts';
import { countyDataRate, departmentDataRate } from '../data-rates.ts';
import { factValue } from '../fact-value.ts';
import { always, countOf, inPerCent, memberOf, share, someOf, wavering, type Series, type Share } from '../series.ts';
import { membersOf, type Shapes } from '../shapes.ts';
import { sizeOf } from '../unit-size.ts';

const served = membersOf('departments-with-interfaces');
const servedSince = memberOf('departments-with-interfaces');

/** Business systems of a department; the county itself has a handful of its own. */
export const systemsRegistered: Series = (unit, { at }) =>
  unit.kind === 'county' ? 6 : 1 + Math.round(sizeOf(unit) * (1.6 + 0.02 * Math.max(0, at)));
const componentsDue: Series = (unit, { at }) =>
  unit.kind === 'county'
    ? 4
    : Math.round(sizeOf(unit) * (1 + 0.02 * Math.max(0, at)) * between(0.5, 1.4, 'new-apps', unit.code));

const tickets = grownTo({
  name: 'tickets',
  total: factValue('B044'),
  among: departments,
  weigh: (unit) => sizeOf(unit) * between(0.3, 1.8, 'tickets', unit.code),
  least: 2,
  course: through(['2021-01', 0.12], ['2021-12', 0.46], ['2022-12', 1], ['2023-12', 1.62], ['2026-12', 3.3]),
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
  course: through(['2021-06', 0.3], ['2021-12', 0.55], ['2022-12', 1], ['2023-12', 1.35], ['2026-12', 2.2]),
  since: servedSince,
});

/** Every one at the published month, as the county's published 100 % says; hardly fewer later on. */
const nearlyAll = (indicator: string, start: number, spread: number): Share => {
  const usual = share(
    indicator,
    through(['2021-10', start], ['2022-06', 92], ['2022-10', 118], ['2023-02', 118], ['2023-09', 93], ['2026-12', 101]),
    { spread, wobble: 5 },
  );
  return (unit, period) => (period.last === PUBLISHED_MONTH ? 1 : usual(unit, period));
};

/** The county's own rate beside the departments'. */
const rate = (indicator: string, start: number, spread: number, ofCounty: Series): Series => {
  const below = inPerCent(nearlyAll(indicator, start, spread));
  return (unit, period) => (unit === county ? ofCounty : below)(unit, period);
};

/** Rates, catalogue, interfaces, tickets. */
export const irs: Shapes = {
  'apps-producing-data-rate': rate(
    'DAT-2-01',
    66,
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
    22,
    wavering(
      'timely',
      through(['2021-10', 94.6], ['2022-08', 100], ['2023-03', 100], ['2024-02', 98.2], ['2026-12', 99.4]),
      0.4,
      100,
    ),
  ),
  'departments-catalogued': memberOf('departments-catalogued'),
  'catalogue-required': always(1),
  'interfaces-supplied': interfaces,
  'key-applications': grownTo({
    name: 'key-applications',
    total: factValue('B039', 1),
    among: served,
    weigh: (unit) => sizeOf(unit) * between(0.2, 1, 'key-applications', unit.code) ** 2,
    least: 1,
    course: through(['2021-06', 0.8], ['2022-12', 1], ['2026-12', 1.9]),
    since: servedSince,
  }),
  'departments-with-interfaces': servedSince,
  'interface-requests': grownTo({
    name: 'interface-requests',
    total: factValue('B043'),
    among: departments,
    weigh: (unit) => sizeOf(unit) * between(0.1, 1.6, 'requests', unit.code),
    course: through(['2021-01', 0.1], ['2021-12', 0.42], ['2022-12', 1], ['2023-12', 1.5], ['2026-12', 2.7]),
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
