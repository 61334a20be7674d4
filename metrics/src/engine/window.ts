import type { Indicator, Measure } from '../language/catalogue.ts';
import { addGrains, periodContaining, periodEnd } from '../language/period.ts';

/** Which observations of a measure speak for an indicator at a month. */
export interface ObservationWindow {
  /** First and last day: an observation counts when its whole period lies in between. */
  readonly from: string;
  readonly to: string;
  /** A flow adds up; a stock or rate is the last one there is. */
  readonly take: 'sum' | 'last';
}

/**
 * The window of the measurement contract, §2.
 *
 * | mode | flow | stock, rate |
 * |---|---|---|
 * | own | the month | the month and `staleAfter` grains of the measure before it |
 * | last-complete | the indicator's last finished period | the same |
 * | ytd | January to the month | as own |
 * | rolling-12 | twelve months | as own |
 *
 * @param month label of the run's month, `YYYY-MM`
 */
export function observationWindow(
  { mode, grain, staleAfter }: Pick<Indicator, 'mode' | 'grain' | 'staleAfter'>,
  { kind, grain: measureGrain }: Pick<Measure, 'kind' | 'grain'>,
  month: string,
): ObservationWindow {
  const run = { grain: 'month', start: `${month}-01` } as const;
  const to = periodEnd(run);
  const take = kind === 'flow' ? 'sum' : 'last';
  if (mode === 'last-complete') {
    const dayAfter = addGrains({ grain: 'day', start: to }, 1).start;
    const finished = addGrains(periodContaining(grain, dayAfter), -1);
    return { from: finished.start, to: periodEnd(finished), take };
  }
  if (take === 'last') return { from: addGrains(periodContaining(measureGrain, to), -staleAfter).start, to, take };
  if (mode === 'ytd') return { from: periodContaining('year', to).start, to, take };
  return { from: mode === 'rolling-12' ? addGrains(run, -11).start : run.start, to, take };
}
