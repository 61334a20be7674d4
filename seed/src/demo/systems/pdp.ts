import { departments, townships } from '../../county/units.ts';
import { factValue } from '../series/fact-value.ts';
import { grownTo } from '../series/anchored.ts';
import { between } from '../chance/chance.ts';
import { rising, steps, through } from '../time/trend.ts';
import { always, cases, countOf, levelOf, memberOf } from '../series/series.ts';
import { share, someOf } from '../series/shares.ts';
import { membersThen } from '../units/membership.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';
import { sizeOf } from '../units/size.ts';

const inCloud = membersThen('departments-in-cloud');
const cloudSince = memberOf('departments-in-cloud');
const cataloguedSince = memberOf('departments-catalogued');
const demands = cases('demands', 12);

/** First months of the townships' warehouses, in the order of their codes. */
const WAREHOUSES = ['2021-09', '2021-12', '2022-03', '2022-06', '2022-10'];

/** Tables, fields, rows, databases, warehouses, cloud. */
export const pdp: SeriesByMeasure = {
  tables: grownTo({
    name: 'tables',
    total: factValue('B023'),
    among: departments,
    weigh: (unit) => sizeOf(unit) * between(0.5, 1.6, 'tables', unit.code),
    least: 1,
    trend: through(['2020-12', 0.42], ['2021-12', 0.7], ['2022-12', 1], ['2023-12', 1.32], ['2026-12', 1.85]),
    since: cataloguedSince,
  }),
  fields: grownTo({
    name: 'tables',
    total: factValue('B024'),
    among: departments,
    weigh: (unit) => sizeOf(unit) * between(0.5, 1.6, 'tables', unit.code) * between(0.8, 1.25, 'fields', unit.code),
    least: 12,
    trend: through(['2020-12', 0.42], ['2021-12', 0.7], ['2022-12', 1], ['2023-12', 1.34], ['2026-12', 1.95]),
    since: cataloguedSince,
  }),
  'records-collected': levelOf(
    through(['2020-12', 11.4], ['2021-12', 19.7], ['2022-12', 29.91], ['2023-12', 34.6], ['2026-12', 46]),
  ),
  'raw-databases': memberOf('departments-raw-db'),
  'central-databases': always(1),
  'subject-databases': countOf(steps(['2021-01', 1], ['2022-03', 2], ['2024-05', 3], ['2026-02', 4])),
  'thematic-data-databases': countOf(
    steps(
      ['2021-01', 3],
      ['2021-07', 5],
      ['2022-01', 7],
      ['2022-06', 9],
      ['2022-11', 11],
      ['2023-10', 13],
      ['2024-11', 15],
      ['2026-03', 17],
    ),
  ),
  'township-warehouses': ({ code }, { last }) => {
    const place = townships.findIndex((one) => one.code === code);
    return last >= (WAREHOUSES[Math.floor((place * WAREHOUSES.length) / townships.length)] ?? '9999') ? 1 : 0;
  },
  'warehouses-required': always(1),
  'demands-met': someOf('demands-met', demands, share('DAT-3-01', rising(60, 77, 81, 84), { spread: 30 })),
  demands,
  'cloud-departments': cloudSince,
  'ecs-instances': grownTo({
    name: 'ecs',
    total: factValue('B052'),
    among: inCloud,
    weigh: (unit) => sizeOf(unit) * between(0.3, 2, 'ecs', unit.code),
    least: 1,
    trend: through(['2020-06', 0.35], ['2021-12', 0.78], ['2022-12', 1], ['2024-12', 1.22], ['2026-12', 1.34]),
    since: cloudSince,
  }),
  'rds-instances': grownTo({
    name: 'rds',
    total: factValue('B053'),
    among: inCloud,
    weigh: (unit) => sizeOf(unit) * between(0, 1.6, 'rds', unit.code),
    trend: through(['2020-06', 0.3], ['2021-12', 0.75], ['2022-12', 1], ['2024-12', 1.3], ['2026-12', 1.5]),
    since: cloudSince,
  }),
  'oss-instances': grownTo({
    name: 'oss',
    total: factValue('B054'),
    among: inCloud,
    weigh: (unit) => sizeOf(unit) * between(-0.4, 1.2, 'oss', unit.code) ** 2,
    trend: through(['2020-06', 0.25], ['2021-12', 0.7], ['2022-12', 1], ['2024-12', 1.4], ['2026-12', 1.7]),
    since: cloudSince,
  }),
  'data-products': countOf(
    steps(
      ['2021-01', 0],
      ['2023-06', 1],
      ['2023-11', 3],
      ['2024-01', 0],
      ['2024-05', 1],
      ['2024-10', 2],
      ['2025-01', 0],
      ['2025-06', 2],
      ['2026-01', 0],
      ['2026-05', 1],
      ['2026-09', 3],
    ),
  ),
};
