import { addMonths, MISSING_KINDS, monthsBetween } from '@dangzhi/metrics';
import type { LeafColumns } from '@dangzhi/metrics/contract';
import type { Postgres, Stores } from '../../stores/index.ts';

/** A unit's stored score; empty texts and rank 0 stand for "none". */
export interface ScoreRow {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly run: number;
  readonly unit: string;
  readonly class: string;
  readonly printed: string;
  readonly score: number | null;
  readonly base_score: number | null;
  readonly bonus: number;
  readonly deduction: number;
  readonly coverage: number | null;
  readonly reported_share: number | null;
  readonly partial: boolean;
  readonly grade: string;
  readonly colour: string;
  readonly vetoes: readonly string[];
  readonly rank: number;
  readonly ranked_of: number;
  readonly provenance: string;
}

/** A stored node of a unit's tree. */
export interface NodeRow {
  readonly unit: string;
  readonly node: string;
  readonly value: number | null;
  readonly numerator: string;
  readonly denominator: string;
  readonly missing: string;
  readonly score: number | null;
  readonly weight: number;
  readonly nominal_weight: number;
  readonly effective_weight: number;
  readonly contribution: number | null;
  readonly provenance: string;
  readonly value_period: string;
  readonly origin: string;
  readonly own_value: number | null;
  readonly rolled_value: number | null;
}

/** A stored value that is no leaf of its unit's tree. */
export interface ValueRow {
  readonly unit: string;
  readonly indicator: string;
  readonly value: number | null;
  readonly numerator: string;
  readonly denominator: string;
  readonly missing: string;
  readonly provenance: string;
  readonly value_period: string;
  readonly origin: string;
  readonly own_value: number | null;
  readonly rolled_value: number | null;
}

/** All unit scores of a run. */
export async function listScores(
  { clickhouse }: Stores,
  scheme: string,
  period: string,
  run: number,
): Promise<ScoreRow[]> {
  return clickhouse.rows<ScoreRow>(
    `SELECT * EXCEPT (scheme, period), substring(toString(period), 1, 7) AS month
     FROM score FINAL
     WHERE scheme = {scheme:String} AND period = {period:Date} AND run = {run:UInt32}
     ORDER BY unit`,
    { scheme, period: `${period}-01`, run },
  );
}

/** Ranks of a run by unit, of those that have one; empty without a run. */
export async function listRanks(
  { clickhouse }: Stores,
  scheme: string,
  period: string,
  run: number | null,
): Promise<Map<string, number>> {
  if (run === null) return new Map();
  const rows = await clickhouse.rows<{ unit: string; rank: number }>(
    `SELECT unit, rank FROM score FINAL
     WHERE scheme = {scheme:String} AND period = {period:Date} AND run = {run:UInt32} AND rank > 0`,
    { scheme, period: `${period}-01`, run },
  );
  return new Map(rows.map(({ unit, rank }) => [unit, rank]));
}

/** Nodes of a run, of some units or of all. */
export async function listNodes(
  { clickhouse }: Stores,
  scheme: string,
  period: string,
  run: number,
  units: readonly string[] | null,
): Promise<NodeRow[]> {
  return clickhouse.rows<NodeRow>(
    `SELECT * EXCEPT (scheme, period, run)
     FROM score_node FINAL
     WHERE scheme = {scheme:String} AND period = {period:Date} AND run = {run:UInt32}
       AND (empty({units:Array(String)}) OR unit IN {units:Array(String)})
     ORDER BY unit`,
    { scheme, period: `${period}-01`, run, units: units ?? [] },
  );
}

/**
 * The leaves of every unit of a run, as a ranking shows them: one row a unit with its cells in arrays,
 * which costs a fifth of a row a cell on the way from the store.
 *
 * @param leaves codes in the order the cells come in
 */
export async function listLeafColumns(
  { clickhouse }: Stores,
  scheme: string,
  period: string,
  run: number,
  leaves: readonly string[],
): Promise<Map<string, LeafColumns>> {
  const rows = await clickhouse.rows<LeafColumnsRow>(
    `SELECT unit, groupArray(node) AS nodes, groupArray(tuple(value)) AS values, groupArray(missing) AS missings,
       groupArray(tuple(contribution)) AS contributions
     FROM score_node FINAL
     WHERE scheme = {scheme:String} AND period = {period:Date} AND run = {run:UInt32} AND node IN {leaves:Array(String)}
     GROUP BY unit`,
    { scheme, period: `${period}-01`, run, leaves },
  );
  return new Map(rows.map((row) => [row.unit, columnsOf(row, leaves)]));
}

/** Arrays leave nulls out; a tuple around each keeps them. */
interface LeafColumnsRow {
  readonly unit: string;
  readonly nodes: readonly string[];
  readonly values: readonly [number | null][];
  readonly missings: readonly string[];
  readonly contributions: readonly [number | null][];
}

function columnsOf({ nodes, values, missings, contributions }: LeafColumnsRow, leaves: readonly string[]): LeafColumns {
  const at = new Map(nodes.map((node, index) => [node, index]));
  const places = leaves.map((code) => at.get(code) ?? -1);
  return {
    values: places.map((place) => values[place]?.[0] ?? null),
    missing: places.map((place) => MISSING_KINDS.find((kind) => kind === missings[place]) ?? null),
    contributions: places.map((place) => contributions[place]?.[0] ?? null),
  };
}

/** Values beside the leaves of a run, of one unit or of all. */
export async function listValues(
  { clickhouse }: Stores,
  scheme: string,
  period: string,
  run: number,
  unit: string | null,
): Promise<ValueRow[]> {
  return clickhouse.rows<ValueRow>(
    `SELECT * EXCEPT (scheme, period, run)
     FROM indicator_value FINAL
     WHERE scheme = {scheme:String} AND period = {period:Date} AND run = {run:UInt32}
       AND ({unit:String} = '' OR unit = {unit:String})
     ORDER BY unit, indicator`,
    { scheme, period: `${period}-01`, run, unit: unit ?? '' },
  );
}

/**
 * A unit's scores over the months up to `period`, oldest first; months never scored are left out.
 *
 * @param count months, the last of which is `period`
 */
export async function listHistory(
  stores: Stores,
  scheme: string,
  unit: string,
  period: string,
  count: number,
): Promise<ScoreRow[]> {
  const runs = await liveRuns(stores.postgres, scheme, monthsUpTo(period, count));
  if (runs.length === 0) return [];
  return stores.clickhouse.rows<ScoreRow>(
    `SELECT * EXCEPT (scheme, period), substring(toString(period), 1, 7) AS month
     FROM score FINAL
     WHERE scheme = {scheme:String} AND unit = {unit:String} AND run IN {runs:Array(UInt32)}
       AND period >= {from:Date} AND period <= {to:Date}
     ORDER BY period`,
    { scheme, unit, runs, from: `${monthsUpTo(period, count)[0] ?? period}-01`, to: `${period}-01` },
  );
}

/** One node's value over the months up to `period`, oldest first. */
export async function listValueHistory(
  stores: Stores,
  scheme: string,
  unit: string,
  node: string,
  period: string,
  count: number,
): Promise<NodePoint[]> {
  const from = addMonths(period, 1 - count);
  return listNodeSeries(stores, scheme, unit, { nodes: [node], from, to: period });
}

/** One node's value at one month. */
export interface NodePoint {
  readonly node: string;
  readonly month: string;
  readonly value: number | null;
  readonly provenance: string;
  /** The period the value really is of; `''` where there is none. */
  readonly value_period: string;
}

/** Values of some nodes of a unit from one month to another, oldest first; months never scored are left out. */
export async function listNodeSeries(
  stores: Stores,
  scheme: string,
  unit: string,
  { nodes, from, to }: { readonly nodes: readonly string[]; readonly from: string; readonly to: string },
): Promise<NodePoint[]> {
  const runs = await liveRuns(stores.postgres, scheme, monthsBetween(from, to));
  if (runs.length === 0 || nodes.length === 0) return [];
  return stores.clickhouse.rows<NodePoint>(
    `SELECT node, substring(toString(period), 1, 7) AS month, value, provenance, value_period
     FROM score_node FINAL
     WHERE scheme = {scheme:String} AND unit = {unit:String} AND node IN {nodes:Array(String)}
       AND run IN {runs:Array(UInt32)} AND period >= {from:Date} AND period <= {to:Date}
     ORDER BY node, period`,
    { scheme, unit, nodes, runs, from: `${from}-01`, to: `${to}-01` },
  );
}

/** The month before, as a label. */
export const monthBefore = (period: string): string => addMonths(period, -1);

function monthsUpTo(period: string, count: number): string[] {
  return monthsBetween(addMonths(period, 1 - count), period);
}

async function liveRuns({ db }: Postgres, scheme: string, months: readonly string[]): Promise<number[]> {
  const rows = await db
    .selectFrom('live_run')
    .select('run')
    .where('scheme', '=', scheme)
    .where('period', 'in', [...months])
    .execute();
  return rows.map(({ run }) => run);
}

/**
 * The month a page shows when nobody chose one: the last with a figure of the county's own month that
 * is not demo data; without any such figure the last scored month.
 */
export async function findReferenceMonth(
  { clickhouse, postgres }: Stores,
  scheme: string,
  unit: string,
): Promise<string | null> {
  const live = await postgres.db
    .selectFrom('live_run')
    .select(['run', 'period'])
    .where('scheme', '=', scheme)
    .orderBy('period')
    .execute();
  if (live.length === 0) return null;
  const [row] = await clickhouse.rows<{ month: string }>(
    `SELECT substring(toString(max(period)), 1, 7) AS month
     FROM score_node FINAL
     WHERE scheme = {scheme:String} AND unit = {unit:String} AND run IN {runs:Array(UInt32)}
       AND provenance NOT IN ('', 'demo') AND value_period = substring(toString(period), 1, 7)
     HAVING count() > 0`,
    { scheme, unit, runs: live.map(({ run }) => run) },
  );
  return row?.month ?? live[live.length - 1]?.period ?? null;
}
