import { REVISION } from './revision.ts';

/** The columns that say what counts, and of which observation it is. */
const COLUMNS = 'unit, measure, grain, period, batch, row, value, missing, standing';

/**
 * A SELECT of observations among which, cell by cell, the one of the greatest `revision` is the one that counted at
 * `{asOf:DateTime64(3, 'UTC')}`. It reads what is kept of each cell and not its history: of a cell revised a hundred times
 * one row, or a few until they are merged. Only of cells for which something counts that was recorded later than asked for
 * the history is read beside it.
 *
 * @param where condition on unit, measure, grain and period alone, in SQL with places for parameters
 */
export const countingAsOf = (where: string): string => `
  SELECT ${COLUMNS}, revision
  FROM counting_observation
  WHERE ${where} AND recorded_at <= {asOf:DateTime64(3, 'UTC')}
  UNION ALL
  SELECT ${COLUMNS}, ${REVISION} AS revision
  FROM observation
  WHERE ${where} AND recorded_at <= {asOf:DateTime64(3, 'UTC')} AND (period, unit, measure, grain) IN (
    SELECT period, unit, measure, grain
    FROM counting_observation
    WHERE ${where} AND recorded_at > {asOf:DateTime64(3, 'UTC')})`;

/**
 * A SELECT of `unit`, `measure` and `since`: the first day of the first period for which anybody regularly supplied the
 * measure of the unit, as known at `{asOf:DateTime64(3, 'UTC')}`. A published figure is a single event and makes nobody a
 * supplier. As with {@link countingAsOf}, history is read only where the first period was supplied later than asked for.
 *
 * @param where condition on unit and measure alone, in SQL with places for parameters
 */
export const suppliedSince = (where: string): string => `
  SELECT unit, measure, earliest.1 AS since
  FROM (SELECT unit, measure, min(first) AS earliest FROM first_supply WHERE ${where} GROUP BY unit, measure)
  WHERE earliest.2 <= {asOf:DateTime64(3, 'UTC')}
  UNION ALL
  SELECT unit, measure, min(period) AS since
  FROM observation
  WHERE ${where} AND standing != 'published' AND recorded_at <= {asOf:DateTime64(3, 'UTC')} AND (unit, measure) IN (
    SELECT unit, measure FROM first_supply WHERE ${where}
    GROUP BY unit, measure HAVING min(first).2 > {asOf:DateTime64(3, 'UTC')})
  GROUP BY unit, measure`;
