import { isLeaf, periodEnd, type PivotLeaf, type Unit } from '@dangzhi/metrics';
import type { NodeView, Scene, WatchedView } from '@dangzhi/metrics/contract';
import { findHome } from '../county/home.ts';
import { readCountyInForce, type CountyInForce } from '../schemes/county-in-force.ts';
import { refuse } from '../base/errors.ts';
import { listNodes, monthBefore, type NodeRow, type ScoreRow } from '../scores/read/queries.ts';
import { findRunsBeside, type RunRef } from '../scores/runs/queries.ts';
import { findDefaultMonth, readRun, requireLiveRun, type ScoredRun } from '../scores/read/scored-run.ts';
import { nodeViews, unitRef } from '../scores/read/views.ts';
import { listWatched } from '../scores/read/watched.ts';
import type { Stores } from '../stores/index.ts';
import { readFreshness } from './freshness.ts';

/** The county at a month, as every scene of its wall needs it. */
export interface CountyScene {
  /** What every scene's answer begins with. */
  readonly head: Scene;
  /** What is in force; the run may have been made of something else. */
  readonly inForce: CountyInForce;
  readonly run: ScoredRun;
  readonly county: Unit;
  readonly row: ScoreRow;
  readonly nodes: readonly NodeRow[];
  /** In the order of the scheme. */
  readonly leaves: readonly NodeView[];
  /** The same leaves a month earlier; empty where that was never scored. */
  readonly previous: readonly PivotLeaf[];
  readonly watched: readonly WatchedView[];
}

/** What a scene is asked for. */
export interface SceneAsked {
  readonly inForce: CountyInForce;
  readonly demo: boolean;
  /** `YYYY-MM`. */
  readonly period: string;
}

/** @param query without a month, the one shown when nobody chose one */
export async function askedScene(
  stores: Stores,
  demo: boolean,
  { period }: { readonly period?: string },
): Promise<SceneAsked> {
  const inForce = await readCountyInForce(stores.postgres);
  return { inForce, demo, period: period ?? (await findDefaultMonth(stores, inForce)) };
}

/**
 * @throws CallRefused when there is no county, no scheme for it, or the month was never scored
 */
export async function readScene(stores: Stores, { inForce, demo, period }: SceneAsked): Promise<CountyScene> {
  const home = findHome(inForce.units.document);
  const scheme = inForce.schemes.find(({ document }) => document.unitKind === 'county')?.document.code;
  if (home === undefined || scheme === undefined || inForce.catalogue === null) throw refuse('county.not-loaded');
  const run = await readRun(stores, inForce, await requireLiveRun(stores, inForce, scheme, period));
  const county = run.units.get(home.code);
  const row = run.scores.find(({ unit }) => unit === home.code);
  if (county === undefined || row === undefined) throw refuse('unit.not-scored', { unit: home.code, period });
  const [nodes, previous, watched, freshness] = await Promise.all([
    listNodes(stores, run.ref, [county.code]),
    listPreviousNodes(stores, run.ref, county.code),
    listWatched(stores, run, county),
    readFreshness(stores),
  ]);
  return {
    head: {
      period,
      dataAsOf: periodEnd({ grain: 'month', start: `${period}-01` }),
      run: run.ref.run,
      demo,
      county: unitRef(county),
      freshness,
    },
    inForce,
    run,
    county,
    row,
    nodes,
    leaves: nodeViews(run.tree, row, nodes, run.indicators).filter(({ code }) => isLeafCode(run, code)),
    previous: previous.filter(({ node }) => isLeafCode(run, node)).map(pivotLeaf),
    watched,
  };
}

async function listPreviousNodes(stores: Stores, ref: RunRef, unit: string): Promise<NodeRow[]> {
  const period = monthBefore(ref.period);
  const run = (await findRunsBeside(stores.postgres, ref, [period])).get(period);
  return run === undefined ? [] : listNodes(stores, { scheme: ref.scheme, period, run }, [unit]);
}

/** The indicator behind a leaf; `undefined` for what is none. */
export function indicatorOfLeaf({ tree, indicators }: Pick<ScoredRun, 'tree' | 'indicators'>, leaf: string) {
  const node = tree.nodes[tree.indexOf.get(leaf) ?? -1];
  return node !== undefined && isLeaf(node) ? indicators.get(node.indicator) : undefined;
}

function isLeafCode({ tree }: ScoredRun, code: string): boolean {
  const node = tree.nodes[tree.indexOf.get(code) ?? -1];
  return node !== undefined && isLeaf(node);
}

const pivotLeaf = (row: NodeRow): PivotLeaf => ({
  code: row.node,
  score: row.score,
  missing: row.missing,
  nominalWeight: row.nominal_weight,
  effectiveWeight: row.effective_weight,
  contribution: row.contribution,
});
