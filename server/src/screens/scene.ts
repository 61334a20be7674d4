import {
  isLeaf,
  periodEnd,
  type Catalogue,
  type MissingKind,
  type PivotLeaf,
  type SchemeDocument,
  type Unit,
} from '@dangzhi/metrics';
import type { NodeView, Scene, WatchedView } from '@dangzhi/metrics/contract';
import { findHome } from '../county/home.ts';
import { findCatalogue, listUnits } from '../county/queries.ts';
import { listSchemes } from '../schemes/queries.ts';
import { refuse } from '../base/errors.ts';
import { listNodes, monthBefore, type NodeRow, type ScoreRow } from '../scores/read/queries.ts';
import { findLiveRun } from '../scores/runs/queries.ts';
import { readRun, type ScoredRun } from '../scores/read/read.ts';
import { nodeViews, unitRef } from '../scores/read/views.ts';
import { listWatched } from '../scores/read/watched.ts';
import type { Stores } from '../stores/index.ts';
import { readFreshness } from './freshness.ts';

/** The county at a month, as every scene of its wall needs it. */
export interface CountyScene {
  /** What every scene's answer begins with. */
  readonly head: Scene;
  readonly units: readonly Unit[];
  readonly schemes: readonly SchemeDocument[];
  readonly catalogue: Catalogue;
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

/**
 * @throws CallRefused when there is no county, no scheme for it, or the month was never scored
 */
export async function readScene(stores: Stores, demo: boolean, period: string): Promise<CountyScene> {
  const [units, versions, catalogue] = await Promise.all([
    listUnits(stores.postgres),
    listSchemes(stores.postgres),
    findCatalogue(stores.postgres),
  ]);
  const schemes = versions.map(({ document }) => document);
  const county = findHome(units);
  const scheme = schemes.find(({ unitKind }) => unitKind === 'county')?.code;
  if (county === undefined || scheme === undefined || catalogue === null) throw refuse('county.not-loaded');
  const run = await readRun(stores, scheme, period);
  const row = run.scores.find(({ unit }) => unit === county.code);
  if (row === undefined) throw refuse('unit.not-scored', { unit: county.code, period });
  const [nodes, previous, watched, freshness] = await Promise.all([
    listNodes(stores, scheme, period, run.run, [county.code]),
    listPreviousNodes(stores, scheme, period, county.code),
    listWatched(stores, scheme, run, county),
    readFreshness(stores),
  ]);
  return {
    head: {
      period,
      dataAsOf: periodEnd({ grain: 'month', start: `${period}-01` }),
      run: run.run,
      demo,
      county: unitRef(county),
      freshness,
    },
    units,
    schemes,
    catalogue: catalogue.document,
    run,
    county,
    row,
    nodes,
    leaves: nodeViews(run.tree, row, nodes, run.indicators).filter(({ code }) => isLeafCode(run, code)),
    previous: previous.filter(({ node }) => isLeafCode(run, node)).map(pivotLeaf),
    watched,
  };
}

async function listPreviousNodes(stores: Stores, scheme: string, period: string, unit: string): Promise<NodeRow[]> {
  const month = monthBefore(period);
  const live = await findLiveRun(stores.postgres, scheme, month);
  return live === null ? [] : listNodes(stores, scheme, month, live.run, [unit]);
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
  missing: row.missing === '' ? null : (row.missing as MissingKind),
  nominalWeight: row.nominal_weight,
  effectiveWeight: row.effective_weight,
  contribution: row.contribution,
});
