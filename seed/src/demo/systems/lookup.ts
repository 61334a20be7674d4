import { between, chance } from '../chance/chance.ts';
import { rising, through } from '../time/trend.ts';
import { always, cases, few, monthly, type Series } from '../series/series.ts';
import { partOf, share, someOf } from '../series/shares.ts';
import { joining } from '../series/participation.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';
import { seasonOf } from '../time/calendar.ts';

const lookups: Series = ({ code }, { at, last, label }) =>
  Math.round(
    (9 + 0.08 * at) * seasonOf(last) * between(0.5, 1.7, 'lookups', code) * between(0.8, 1.2, 'lookups', code, label),
  );
const due = cases('lookups-due', 34);
const windows = few('windows', 14, 34);
/** Every third visitor says what they think. */
const ratings: Series = (unit, period) =>
  Math.floor((lookups(unit, period) ?? 0) * 0.34 + chance('ratings', unit.code, period.label));

/** Look-ups, certificates, satisfaction. */
export const lookup: SeriesByMeasure = {
  'archive-users': monthly(
    'archive-users',
    through(['2021-01', 128], ['2022-12', 172], ['2024-12', 262], ['2026-12', 338]),
  ),
  'policy-readers': monthly('policy-readers', through(['2021-01', 60], ['2022-12', 240], ['2026-12', 410])),
  'lookups-online': someOf('lookups-online', lookups, share('USE-2-02', rising(40, 58, 76, 88))),
  lookups,
  'lookups-on-time': someOf('lookups-on-time', due, share('USE-2-03', rising(68, 76, 84, 89), { spread: 20 })),
  'lookups-due': due,
  'windows-certifying': partOf(windows, share('USE-2-04', rising(40, 60, 80, 92), { wobble: 0 })),
  'windows-due': windows,
  'express-channels': joining('USE-2-05', through(['2023-02', 6], ['2023-12', 40], ['2024-12', 66], ['2026-12', 86])),
  'express-required': always(1),
  'satisfied-ratings': someOf('satisfied', ratings, share('USE-2-06', rising(72, 78, 86, 91), { spread: 16 })),
  ratings,
};
