import { formatPeriod, type Grain, type Standing } from '@dangzhi/metrics';
import type { ClickHouse } from '../stores/index.ts';
import { REVISION } from './revision.ts';

/** A cell whose counting value is not what it was. */
export interface ChangedCell {
  readonly unit: string;
  readonly measure: string;
  /** A period label. */
  readonly period: string;
  /** Decimals as the store writes them; `null` where nothing counted, or what counts says that there is no value. */
  readonly from: string | null;
  readonly to: string | null;
  readonly standing: Standing;
}

interface ChangedRow {
  readonly unit: string;
  readonly measure: string;
  readonly day: string;
  readonly every: Grain;
  readonly before: readonly [string | null, string];
  readonly now: readonly [string | null, string, Standing];
  readonly total: number;
}

/**
 * Cells in which some batches changed what counts, the latest periods first.
 *
 * @param most cells returned; `total` counts all
 */
export async function listChanged(
  clickhouse: ClickHouse,
  batches: readonly string[],
  most: number,
): Promise<{ cells: ChangedCell[]; total: number }> {
  if (batches.length === 0) return { cells: [], total: 0 };
  const rows = await clickhouse.rows<ChangedRow>(
    `WITH batch IN {batches:Array(String)} AS is_new, ${REVISION} AS order_of
     SELECT
       unit, measure, toString(period) AS day, toString(grain) AS every,
       argMaxIf(tuple(toString(value), toString(missing)), order_of, NOT is_new) AS before,
       argMax(tuple(toString(value), toString(missing), toString(standing)), order_of) AS now,
       toUInt32(count() OVER ()) AS total
     FROM observation
     WHERE (period, unit, measure, grain) IN (
       SELECT period, unit, measure, grain FROM observation WHERE batch IN {batches:Array(String)})
     GROUP BY unit, measure, grain, period
     HAVING ifNull(now.1, '') != ifNull(before.1, '') OR (now.2 != before.2 AND countIf(NOT is_new) > 0)
     ORDER BY period DESC, unit, measure
     LIMIT {most:UInt32}`,
    { batches, most },
  );
  return {
    cells: rows.map(({ unit, measure, day, every, before, now }) => ({
      unit,
      measure,
      period: formatPeriod({ grain: every, start: day }),
      from: before[0],
      to: now[0],
      standing: now[2],
    })),
    total: rows[0]?.total ?? 0,
  };
}
