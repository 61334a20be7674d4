import {
  buildTree,
  gapToNextRank,
  isLeaf,
  type Indicator,
  type SchemeDocument,
  type SchemeTree,
  type Unit,
} from '@dangzhi/metrics';
import type { Ranking, RankingRow, UnitScoreView } from '@dangzhi/metrics/contract';
import { findCatalogue, listUnits } from '../../county/queries.ts';
import { listSchemes, type SchemeVersion } from '../../schemes/queries.ts';
import { findHome } from '../../county/home.ts';
import { refuse } from '../../base/errors.ts';
import type { Stores } from '../../stores/index.ts';
import {
  findReferenceMonth,
  listHistory,
  listLeafColumns,
  listNodes,
  listRanks,
  listScores,
  monthBefore,
  type NodeRow,
  type ScoreRow,
} from './queries.ts';
import { findLiveRun, findLiveRuns, listAdjustments, type LiveRun } from '../runs/queries.ts';
import { listWatched } from './watched.ts';
import { historyPoint, leafCodes, nodeViews, scoreHead, toPlacedScore, unitRef } from './views.ts';

/** Months a unit's page looks back. */
export const HISTORY_MONTHS = 24;

/** One scored month of a scheme with everything needed to read it. */
export interface ScoredRun {
  readonly tree: SchemeTree;
  readonly schemeVersion: number;
  readonly period: string;
  readonly run: number;
  readonly units: ReadonlyMap<string, Unit>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** In the county's order of units. */
  readonly scores: readonly ScoreRow[];
}

/**
 * The live result of a scheme at a month.
 *
 * @throws CallRefused `scheme.unknown`, `scheme.not-scored`
 */
export async function readRun(stores: Stores, scheme: string, period: string): Promise<ScoredRun> {
  const [schemes, units, catalogue, found] = await Promise.all([
    listSchemes(stores.postgres),
    listUnits(stores.postgres),
    findCatalogue(stores.postgres),
    findLiveRun(stores.postgres, scheme, period),
  ]);
  const { document, live } = requireRun(schemes, found ?? undefined, scheme, period);
  const rows = new Map((await listScores(stores, scheme, period, live.run)).map((row) => [row.unit, row]));
  return {
    tree: buildTree(document),
    schemeVersion: live.schemeVersion,
    period,
    run: live.run,
    units: new Map(units.map((unit) => [unit.code, unit])),
    indicators: new Map(catalogue?.document.indicators.map((indicator) => [indicator.code, indicator])),
    scores: units.flatMap(({ code }) => rows.get(code) ?? []),
  };
}

/** The scheme and its live run, or the sentence that says which of them is not there. */
function requireRun(
  schemes: readonly SchemeVersion[],
  live: LiveRun | undefined,
  scheme: string,
  period: string,
): { document: SchemeDocument; live: LiveRun } {
  const document = schemes.find((one) => one.document.code === scheme)?.document;
  if (document === undefined) throw refuse('scheme.unknown', { scheme });
  if (live === undefined) throw refuse('scheme.not-scored', { scheme, period });
  return { document, live };
}

/**
 * The scheme that scores a unit.
 *
 * @throws CallRefused `unit.unknown`, `scheme.none-for-kind`
 */
export async function findSchemeOf(stores: Stores, unit: string): Promise<string> {
  const [units, schemes] = await Promise.all([listUnits(stores.postgres), listSchemes(stores.postgres)]);
  const kind = units.find(({ code }) => code === unit)?.kind;
  if (kind === undefined) throw refuse('unit.unknown', { unit });
  const scheme = schemes.find(({ document }) => document.unitKind === kind)?.document.code;
  if (scheme === undefined) throw refuse('scheme.none-for-kind', { kind });
  return scheme;
}

/**
 * The month shown when nobody chose one: the last with a figure of the county that is not demo.
 *
 * @throws CallRefused `score.none-yet`
 */
export async function findDefaultMonth(stores: Stores): Promise<string> {
  const [units, schemes] = await Promise.all([listUnits(stores.postgres), listSchemes(stores.postgres)]);
  const county = findHome(units);
  const scheme = schemes.find(({ document }) => document.unitKind === 'county');
  const month = county && scheme ? await findReferenceMonth(stores, scheme.document.code, county.code) : null;
  if (month === null) throw refuse('score.none-yet');
  return month;
}

/** Ranks one month earlier, by unit; empty when that month was never scored. */
export async function previousRanks(stores: Stores, scheme: string, period: string): Promise<Map<string, number>> {
  const before = monthBefore(period);
  const live = await findLiveRun(stores.postgres, scheme, before);
  return listRanks(stores, scheme, before, live?.run ?? null);
}

/**
 * A ranking of every unit of a scheme, class by class, best first; units without a rank come last.
 *
 * @param open units whose total the reader may look behind; `null` for all
 * @throws CallRefused as {@link readRun}
 */
export async function readRanking(
  stores: Stores,
  scheme: string,
  period: string,
  open: ReadonlySet<string> | null = null,
): Promise<Ranking> {
  const before = monthBefore(period);
  const [schemes, lives] = await Promise.all([
    listSchemes(stores.postgres),
    findLiveRuns(stores.postgres, scheme, [before, period]),
  ]);
  const { document, live } = requireRun(schemes, lives.get(period), scheme, period);
  const leaves = leafCodes(buildTree(document));
  // All at once: one store looks things up while the other reads its columns.
  const [columns, scores, previous, units, adjustments] = await Promise.all([
    listLeafColumns(stores, scheme, period, live.run, leaves),
    listScores(stores, scheme, period, live.run),
    listRanks(stores, scheme, before, lives.get(before)?.run ?? null),
    listUnits(stores.postgres),
    listAdjustments(stores.postgres, period),
  ]);
  const scoreOf = new Map(scores.map((row) => [row.unit, row]));
  const rows = units.flatMap((unit): RankingRow[] => {
    const row = scoreOf.get(unit.code);
    const cells = columns.get(unit.code);
    if (row === undefined || cells === undefined) return [];
    const isOpen = open === null || open.has(unit.code);
    return [
      {
        ...scoreHead(row, unit),
        previousRank: previous.get(row.unit) ?? null,
        cells: isOpen ? cells : null,
        adjustments: isOpen ? (adjustments.get(`${row.unit}\n${period}`) ?? []) : [],
      },
    ];
  });
  return {
    scheme,
    schemeVersion: live.schemeVersion,
    period,
    run: live.run,
    elapsedMonths: Number(period.slice(5)),
    leaves,
    rows: sortByClass(rows),
  };
}

/** Classes in the order they first appear; inside a class by rank, those without one last. */
function sortByClass(rows: readonly RankingRow[]): RankingRow[] {
  const classes = [...new Set(rows.map(({ unit }) => unit.class))];
  const order = ({ unit, rank }: RankingRow): number => classes.indexOf(unit.class) * 10_000 + (rank ?? 9_999);
  return [...rows].sort((a, b) => order(a) - order(b));
}

export function groupByUnit(nodes: readonly NodeRow[]): Map<string, NodeRow[]> {
  const byUnit = new Map<string, NodeRow[]>();
  for (const node of nodes) {
    const list = byUnit.get(node.unit) ?? [];
    list.push(node);
    byUnit.set(node.unit, list);
  }
  return byUnit;
}

/**
 * A unit's whole score at a month.
 *
 * @throws CallRefused when the unit is unknown, or was not in force or not scored then
 */
export async function readUnitScore(stores: Stores, code: string, period: string): Promise<UnitScoreView> {
  const scheme = await findSchemeOf(stores, code);
  const run = await readRun(stores, scheme, period);
  const row = run.scores.find(({ unit }) => unit === code);
  const unit = run.units.get(code);
  if (row === undefined || unit === undefined) throw refuse('unit.not-scored', { unit: code, period });
  // Whose nodes explain the gap follows from the ranks alone.
  const peers = run.scores.filter((score) => score.class === row.class);
  const next = gapToNextRank(
    code,
    peers.map((score) => toPlacedScore(score, [])),
    [],
  )?.above;
  const [nodes, history, watched] = await Promise.all([
    listNodes(stores, scheme, period, run.run, next === undefined ? [code] : [code, next]),
    listHistory(stores, scheme, code, period, HISTORY_MONTHS),
    listWatched(stores, scheme, run, unit),
  ]);
  const byUnit = groupByUnit(nodes);
  const own = byUnit.get(code) ?? [];
  const gap = gapToNextRank(
    code,
    peers.map((score) => toPlacedScore(score, byUnit.get(score.unit) ?? [])),
    leafCodes(run.tree),
  );
  const above = gap === null ? undefined : run.units.get(gap.above);
  return {
    ...scoreHead(row, unit),
    scheme,
    schemeVersion: run.schemeVersion,
    period,
    run: run.run,
    nodes: nodeViews(run.tree, row, own, run.indicators),
    watched,
    conflicts: own.flatMap((node) => conflictOf(node, run.tree) ?? []),
    gap:
      gap === null || above === undefined
        ? null
        : { above: unitRef(above), rankAbove: gap.rankAbove, points: gap.points, reasons: [...gap.reasons] },
    history: history.map(historyPoint),
  };
}

/** The unit's own and the rolled-up value where they differ beyond the tolerance. */
export function conflictOf(
  { node, own_value: own, rolled_value: rolledUp }: Pick<NodeRow, 'node' | 'own_value' | 'rolled_value'>,
  tree: SchemeTree,
) {
  if (own === null || rolledUp === null) return null;
  const leaf = tree.nodes[tree.indexOf.get(node) ?? -1];
  const indicator = leaf !== undefined && isLeaf(leaf) ? leaf.indicator : node;
  return { indicator, own, rolledUp, relative: own === 0 ? 1 : Math.abs(own - rolledUp) / Math.abs(own) };
}
