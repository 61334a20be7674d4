import {
  addMonths,
  MISSING_KINDS,
  monthsBetween,
  type MissingKind,
  type Origin,
  type Standing,
} from '@dangzhi/metrics';
import type { LeafColumns } from '@dangzhi/metrics/contract';
import type { Stores } from '../../stores/index.ts';
import { findRunsBeside, type RunKey, type RunRef } from '../runs/queries.ts';

// The store writes "none" as an empty text or as rank 0; what reads it is told null.
const SCORE_COLUMNS = `* EXCEPT (scheme, period) REPLACE (
  nullIf(printed, '') AS printed, nullIf(grade, '') AS grade, nullIf(colour, '') AS colour,
  nullIf(rank, 0) AS rank, nullIf(provenance, '') AS provenance), substring(toString(period), 1, 7) AS month`;
const VALUE_COLUMNS = `* EXCEPT (scheme, period, run) REPLACE (
  nullIf(numerator, '') AS numerator, nullIf(denominator, '') AS denominator, nullIf(missing, '') AS missing,
  nullIf(provenance, '') AS provenance, nullIf(value_period, '') AS value_period, nullIf(origin, '') AS origin)`;

/** A unit's stored score; `null` is what it does not have. */
export interface ScoreRow {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly run: number;
  readonly unit: string;
  readonly class: string;
  readonly printed: string | null;
  readonly score: number | null;
  readonly base_score: number | null;
  readonly bonus: number;
  readonly deduction: number;
  readonly coverage: number | null;
  readonly reported_share: number | null;
  readonly partial: boolean;
  readonly grade: string | null;
  readonly colour: string | null;
  readonly vetoes: readonly string[];
  readonly rank: number | null;
  readonly ranked_of: number;
  readonly provenance: Standing | null;
}

/** A stored node of a unit's tree. */
export interface NodeRow {
  readonly unit: string;
  readonly node: string;
  readonly value: number | null;
  /** Decimals as text. */
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly missing: MissingKind | null;
  readonly score: number | null;
  readonly weight: number;
  readonly nominal_weight: number;
  readonly effective_weight: number;
  readonly contribution: number | null;
  readonly provenance: Standing | null;
  /** Label of the period the value is really of. */
  readonly value_period: string | null;
  readonly origin: Origin | null;
  readonly own_value: number | null;
  readonly rolled_value: number | null;
}

/** A stored value that is no leaf of its unit's tree. */
export interface ValueRow {
  readonly unit: string;
  readonly indicator: string;
  readonly value: number | null;
  /** Decimals as text. */
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly missing: MissingKind | null;
  readonly provenance: Standing | null;
  /** Label of the period the value is really of. */
  readonly value_period: string | null;
  readonly origin: Origin | null;
  readonly own_value: number | null;
  readonly rolled_value: number | null;
}

/** All unit scores of a run. */
export async function listScores({ clickhouse }: Stores, { scheme, period, run }: RunKey): Promise<ScoreRow[]> {
  return clickhouse.rows<ScoreRow>(
    `SELECT ${SCORE_COLUMNS}
     FROM score FINAL
     WHERE scheme = {scheme:String} AND period = {period:Date} AND run = {run:UInt32}
     ORDER BY unit`,
    { scheme, period: `${period}-01`, run },
  );
}

/** Ranks of a run by unit, of those that have one. */
export async function listRanks({ clickhouse }: Stores, { scheme, period, run }: RunKey): Promise<Map<string, number>> {
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
  { scheme, period, run }: RunKey,
  units: readonly string[] | null,
): Promise<NodeRow[]> {
  return clickhouse.rows<NodeRow>(
    `SELECT ${VALUE_COLUMNS}
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
  { scheme, period, run }: RunKey,
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
  { scheme, period, run }: RunKey,
  unit: string | null,
): Promise<ValueRow[]> {
  return clickhouse.rows<ValueRow>(
    `SELECT ${VALUE_COLUMNS}
     FROM indicator_value FINAL
     WHERE scheme = {scheme:String} AND period = {period:Date} AND run = {run:UInt32}
       AND ({unit:String} = '' OR unit = {unit:String})
     ORDER BY unit, indicator`,
    { scheme, period: `${period}-01`, run, unit: unit ?? '' },
  );
}

/**
 * A unit's scores over the months up to a run's, oldest first, in the runs it is shown with; months never scored are
 * left out.
 *
 * @param count months, the last of which is the run's
 */
export async function listHistory(stores: Stores, ref: RunRef, unit: string, count: number): Promise<ScoreRow[]> {
  const months = monthsUpTo(ref.period, count);
  const runs = [...(await findRunsBeside(stores.postgres, ref, months)).values()];
  if (runs.length === 0) return [];
  return stores.clickhouse.rows<ScoreRow>(
    `SELECT ${SCORE_COLUMNS}
     FROM score FINAL
     WHERE scheme = {scheme:String} AND unit = {unit:String} AND run IN {runs:Array(UInt32)}
       AND period >= {from:Date} AND period <= {to:Date}
     ORDER BY period`,
    { scheme: ref.scheme, unit, runs, from: `${months[0] ?? ref.period}-01`, to: `${ref.period}-01` },
  );
}

/** One node's value over the months up to a run's, oldest first. */
export async function listValueHistory(
  stores: Stores,
  ref: RunRef,
  unit: string,
  node: string,
  count: number,
): Promise<NodePoint[]> {
  return listNodeSeries(stores, ref, unit, { nodes: [node], from: addMonths(ref.period, 1 - count) });
}

/** One node's value at one month. */
export interface NodePoint {
  readonly node: string;
  readonly month: string;
  readonly value: number | null;
  readonly provenance: Standing | null;
  /** The period the value really is of. */
  readonly value_period: string | null;
}

/**
 * Values of some nodes of a unit from a month up to a run's, oldest first, in the runs it is shown with; months never
 * scored are left out.
 */
export async function listNodeSeries(
  stores: Stores,
  ref: RunRef,
  unit: string,
  { nodes, from }: { readonly nodes: readonly string[]; readonly from: string },
): Promise<NodePoint[]> {
  const runs = [...(await findRunsBeside(stores.postgres, ref, monthsBetween(from, ref.period))).values()];
  if (runs.length === 0 || nodes.length === 0) return [];
  return stores.clickhouse.rows<NodePoint>(
    `SELECT node, substring(toString(period), 1, 7) AS month, value,
       nullIf(provenance, '') AS provenance, nullIf(value_period, '') AS value_period
     FROM score_node FINAL
     WHERE scheme = {scheme:String} AND unit = {unit:String} AND node IN {nodes:Array(String)}
       AND run IN {runs:Array(UInt32)} AND period >= {from:Date} AND period <= {to:Date}
     ORDER BY node, period`,
    { scheme: ref.scheme, unit, nodes, runs, from: `${from}-01`, to: `${ref.period}-01` },
  );
}

/** The month before, as a label. */
export const monthBefore = (period: string): string => addMonths(period, -1);

function monthsUpTo(period: string, count: number): string[] {
  return monthsBetween(addMonths(period, 1 - count), period);
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
