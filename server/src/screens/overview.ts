import { unsuppliedBySystem } from '@dangzhi/metrics';
import type { Overview, PlacedUnit } from '@dangzhi/metrics/contract';
import { readForecasts } from '../scores/read/forecasts.ts';
import { suppliedLeaves } from '../scores/read/next-steps.ts';
import { listHistory, monthBefore } from '../scores/read/queries.ts';
import { findLiveRun } from '../scores/runs/queries.ts';
import { HISTORY_MONTHS, previousRanks, readRun } from '../scores/read/read.ts';
import { historyPoint, scoreHead } from '../scores/read/views.ts';
import type { Stores } from '../stores/index.ts';
import { figuresOf } from './figures.ts';
import { findingOf, lostPoints } from './finding.ts';
import { groupScores } from './groups.ts';
import { indicatorOfLeaf, readScene, type CountyScene } from './scene.ts';
import { yearEndOf } from './year-end.ts';

/** Rows of a list of what to do; a leader reads no more. */
const STEPS = 5;

/**
 * 总览: what a county leader needs first at a month.
 *
 * @throws CallRefused when there is no county, no scheme for it, or the month was never scored
 */
export async function readOverview(stores: Stores, demo: boolean, period: string): Promise<Overview> {
  const scene = await readScene(stores, demo, period);
  const { run, county, row } = scene;
  const [history, forecasts, townships, departments] = await Promise.all([
    listHistory(stores, run.tree.document.code, county.code, period, HISTORY_MONTHS),
    readForecasts(stores, county.code, period),
    readGroup(stores, scene, 'township'),
    readGroup(stores, scene, 'department'),
  ]);
  const tileOf = new Map(scene.units.map(({ code, tile }) => [code, tile]));
  const dimensions = groupScores(scene, 'dimensions');
  return {
    ...scene.head,
    score: {
      ...scoreHead(row, county),
      scheme: run.tree.document.code,
      previousPrinted: history.find(({ month }) => month === monthBefore(period))?.printed || null,
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
  { schemes, head }: CountyScene,
  kind: 'department' | 'township',
): Promise<PlacedUnit[]> {
  const scheme = schemes.find(({ unitKind }) => unitKind === kind)?.code;
  if (scheme === undefined || (await findLiveRun(stores.postgres, scheme, head.period)) === null) return [];
  const [run, previous] = await Promise.all([
    readRun(stores, scheme, head.period),
    previousRanks(stores, scheme, head.period),
  ]);
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

function lostLeaves({ leaves, run, units }: CountyScene): Overview['next']['lost'] {
  return lostPoints(leaves)
    .slice(0, STEPS)
    .map((leaf) => {
      const unit = units.find(({ code }) => code === indicatorOfLeaf(run, leaf.code)?.responsible);
      return { ...leaf, responsible: unit === undefined ? null : { code: unit.code, name: unit.shortName } };
    });
}

function systemsToConnect({ catalogue, run, nodes }: CountyScene): Overview['next']['connect'] {
  return unsuppliedBySystem(catalogue, suppliedLeaves(run, nodes))
    .slice(0, STEPS)
    .map(({ system: { code, name, kind }, leaves, weight }) => ({ code, name, kind, leaves: leaves.length, weight }));
}
