import { buildTree, gapToNextRank, isLeaf, type SchemeTree } from '@dangzhi/metrics';
import type { Ranking, RankingRow, UnitScoreView } from '@dangzhi/metrics/contract';
import type { CountyInForce } from '../../schemes/county-in-force.ts';
import type { Stores } from '../../stores/index.ts';
import { readMadeOf } from '../runs/made-of.ts';
import { findRunsBeside, listAdjustments, type RunRef } from '../runs/queries.ts';
import {
  listHistory,
  listLeafColumns,
  listNodes,
  listRanks,
  listScores,
  monthBefore,
  type NodeRow,
} from './queries.ts';
import type { UnitRun } from './scored-run.ts';
import { listWatched } from './watched.ts';
import { waitingLeaves } from './waiting.ts';
import { countInventedPeers, historyPoint, leafCodes, nodeViews, scoreHead, toPlacedScore, unitRef } from './views.ts';

/** Months a unit's page looks back. */
export const HISTORY_MONTHS = 24;

/** Ranks one month before a run, by unit; empty when that month was never scored. */
export async function previousRanks(stores: Stores, ref: RunRef): Promise<Map<string, number>> {
  const period = monthBefore(ref.period);
  const run = (await findRunsBeside(stores.postgres, ref, [period])).get(period);
  return run === undefined ? new Map() : listRanks(stores, { scheme: ref.scheme, period, run });
}

/**
 * A ranking of every unit of a scheme, class by class, best first; units without a rank come last.
 *
 * @param open units whose total the reader may look behind; `null` for all
 */
export async function readRanking(
  stores: Stores,
  county: CountyInForce,
  ref: RunRef,
  open: ReadonlySet<string> | null = null,
): Promise<Ranking> {
  const { scheme, period } = ref;
  const made = await readMadeOf(stores.postgres, ref, county);
  const leaves = leafCodes(buildTree(made.scheme.document));
  // All at once: one store looks things up while the other reads its columns.
  const [columns, scores, previous, adjustments] = await Promise.all([
    listLeafColumns(stores, ref, leaves),
    listScores(stores, ref),
    previousRanks(stores, ref),
    listAdjustments(stores.postgres, period),
  ]);
  const scoreOf = new Map(scores.map((row) => [row.unit, row]));
  const rows = made.units.document.flatMap((unit): RankingRow[] => {
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
    schemeVersion: ref.schemeVersion,
    period,
    run: ref.run,
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

/** What somebody who reads a unit may know of others. */
export interface Reader {
  /** Units that may be looked into; `null` for all. */
  readonly open: ReadonlySet<string> | null;
  /** Whether ranks and totals of others may be known. */
  readonly seesRanking: boolean;
}

/** A unit's whole score in a run, and of others no more than its reader may know. */
export async function readUnitScore(
  stores: Stores,
  { run, unit, row }: UnitRun,
  reader: Reader,
): Promise<UnitScoreView> {
  const { ref } = run;
  const { code } = unit;
  // Whose nodes explain the gap follows from the ranks alone.
  const peers = run.scores.filter((score) => score.class === row.class);
  const next = gapToNextRank(
    code,
    peers.map((score) => toPlacedScore(score, [])),
    [],
  )?.above;
  const [nodes, history, watched] = await Promise.all([
    listNodes(stores, ref, next === undefined ? [code] : [code, next]),
    listHistory(stores, ref, code, HISTORY_MONTHS),
    listWatched(stores, run, unit),
  ]);
  const byUnit = groupByUnit(nodes);
  const own = byUnit.get(code) ?? [];
  const gap = gapToNextRank(
    code,
    peers.map((score) => toPlacedScore(score, byUnit.get(score.unit) ?? [])),
    leafCodes(run.tree),
  );
  const above = gap === null || !reader.seesRanking ? undefined : run.units.get(gap.above);
  return {
    ...scoreHead(row, unit),
    inventedPeers: countInventedPeers(run, row),
    scheme: ref.scheme,
    schemeVersion: ref.schemeVersion,
    period: ref.period,
    run: ref.run,
    nodes: nodeViews(run.tree, row, own, run.indicators),
    watched,
    conflicts: own.flatMap((node) => conflictOf(node, run.tree) ?? []),
    pending: await waitingLeaves(stores, run, code, own),
    gap:
      gap === null || above === undefined
        ? null
        : {
            above: unitRef(above),
            rankAbove: gap.rankAbove,
            points: gap.points,
            reasons: reader.open === null || reader.open.has(above.code) ? [...gap.reasons] : null,
          },
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
