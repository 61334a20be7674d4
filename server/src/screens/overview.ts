import { unsuppliedBySystem } from '@dangzhi/metrics';
import type { Overview, PlacedUnit } from '@dangzhi/metrics/contract';
import { readForecasts } from '../scores/read/forecasts.ts';
import { suppliedLeaves } from '../scores/read/next-steps.ts';
import { listHistory, monthBefore } from '../scores/read/queries.ts';
import { findLiveRun } from '../scores/runs/queries.ts';
import { HISTORY_MONTHS, previousRanks } from '../scores/read/read.ts';
import { readRun } from '../scores/read/scored-run.ts';
import { countInventedPeers, historyPoint, scoreHead } from '../scores/read/views.ts';
import type { Stores } from '../stores/index.ts';
import { figuresOf } from './figures.ts';
import { findingOf, lostPoints } from './finding.ts';
import { dimensionScores } from './groups.ts';
import { indicatorOfLeaf, readScene, type CountyScene, type SceneAsked } from './scene.ts';
import { yearEndOf } from './year-end.ts';

/**
 * 总览: what a county leader needs first at a month.
 *
 * @throws CallRefused when there is no county, no scheme for it, or the month was never scored
 */
export async function readOverview(stores: Stores, asked: SceneAsked): Promise<Overview> {
  const scene = await readScene(stores, asked);
  const { run, county, row } = scene;
  const [history, forecasts, townships, departments] = await Promise.all([
    listHistory(stores, run.ref, county.code, HISTORY_MONTHS),
    readForecasts(stores, { run, unit: county, row }),
    readGroup(stores, scene, 'township'),
    readGroup(stores, scene, 'department'),
  ]);
  const tileOf = new Map([...run.units.values()].map(({ code, tile }) => [code, tile]));
  const dimensions = dimensionScores(scene);
  return {
    ...scene.head,
    score: {
      ...scoreHead(row, county),
      inventedPeers: countInventedPeers(run, row),
      scheme: run.tree.document.code,
      previousPrinted: history.find(({ month }) => month === monthBefore(run.ref.period))?.printed ?? null,
      coverageThreshold: run.tree.document.coverageThreshold,
      leaves: scene.leaves.length,
      present: scene.leaves.filter(({ value }) => value !== null).length,
      history: history.map(historyPoint),
    },
    dimensions,
    finding: findingOf(dimensions, scene.leaves, scene.previous),
    townships: townships.map((township) => ({ ...township, tile: tileOf.get(township.unit.code) ?? null })),
    departments,
    redLines: redLines(scene),
    next: { lost: lostLeaves(scene), connect: systemsToConnect(scene) },
    yearEnd: yearEndOf(forecasts.items, run),
  };
}

async function readGroup(
  stores: Stores,
  { inForce, head }: CountyScene,
  kind: 'department' | 'township',
): Promise<PlacedUnit[]> {
  const scheme = inForce.schemes.find(({ document }) => document.unitKind === kind)?.document.code;
  const ref = scheme === undefined ? null : await findLiveRun(stores.postgres, scheme, head.period);
  if (ref === null) return [];
  const [run, previous] = await Promise.all([readRun(stores, inForce, ref), previousRanks(stores, ref)]);
  return run.scores.flatMap((row): PlacedUnit[] => {
    const known = run.units.get(row.unit);
    if (known === undefined) return [];
    const { unit, printed, colour, rank, vetoes, provenance } = scoreHead(row, known);
    const previousRank = previous.get(row.unit) ?? null;
    return [{ unit, printed, colour, rank, previousRank, vetoed: vetoes.length > 0, provenance }];
  });
}

function redLines(scene: CountyScene): Overview['redLines'] {
  const figureOf = figuresOf(scene);
  return scene.leaves.flatMap(({ code }) => (indicatorOfLeaf(scene.run, code)?.redLine ? [figureOf(code)] : []));
}

function lostLeaves({ leaves, run }: CountyScene): Overview['next']['lost'] {
  return lostPoints(leaves).map((leaf) => {
    const unit = run.units.get(indicatorOfLeaf(run, leaf.code)?.responsible ?? '');
    return { ...leaf, responsible: unit === undefined ? null : { code: unit.code, name: unit.shortName } };
  });
}

function systemsToConnect({ run, nodes }: CountyScene): Overview['next']['connect'] {
  return unsuppliedBySystem(run.catalogue, suppliedLeaves(run, nodes)).map(
    ({ system: { code, name, kind }, leaves, weight }) => ({ code, name, kind, leaves: leaves.length, weight }),
  );
}
