import { WITHOUT_STORE_ROOM } from '../units/cases.ts';
import { rising } from '../time/trend.ts';
import { cases, type Series } from '../series/series.ts';
import { partOf, share } from '../series/shares.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';

const hours: Series = ({ code }, { last }) =>
  WITHOUT_STORE_ROOM[code] === undefined
    ? 24 * new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5, 7)), 0)).getUTCDate()
    : null;
const alarms = cases('stack-room-alarms', 5);

/** The plum rains of June and the heat after them, and a cold spell in January. */
const CLIMATE = [-5, -2, 3, 4, 0, -14, -11, -6, 2, 5, 4, -1];

/** Stack-room climate and alarms. */
export const sensing: SeriesByMeasure = {
  'climate-hours-in-range': partOf(
    hours,
    share('SEC-1-04', rising(70, 76, 83, 87), { spread: 20, wobble: 5, season: CLIMATE }),
  ),
  'climate-hours': hours,
  'stack-room-alarms': (unit, period) => (hours(unit, period) === null ? null : alarms(unit, period)),
};
