import { parsePeriod, periodEnd } from '@dangzhi/metrics';
import type { News } from '@dangzhi/metrics/contract';
import { findHome } from '../county/home.ts';
import { listChanged, type ChangedCell } from '../observations/changed.ts';
import { unitsWithin, type Caller } from '../rights/caller.ts';
import { readCountyInForce, type CountyInForce } from '../schemes/county-in-force.ts';
import { findRun } from '../scores/runs/queries.ts';
import type { ChangedMonth } from '../scores/runs/stored-runs.ts';
import { listNodes } from '../scores/read/queries.ts';
import { readRun } from '../scores/read/scored-run.ts';
import type { Stores } from '../stores/index.ts';
import { indicatorOfLeaf } from './scene.ts';

/** Values read, so that whoever may see few of them is told of those; and values told. */
const READ = 200;
const TOLD = 3;

/** Below this the parts of a score differ by no more than its rounding. */
const LEAST_CHANGE = 1e-9;

/**
 * What some batches changed, and what that did to the county's score.
 *
 * @param changed the months that were scored because of them, whose runs before can still be read
 * @returns `null` where no value counts that did not
 */
export async function readNews(
  stores: Stores,
  batches: readonly string[],
  changed: readonly ChangedMonth[],
  at: Date,
): Promise<News | null> {
  const { cells, total } = await listChanged(stores.clickhouse, batches, READ);
  const [latest] = cells;
  if (latest === undefined) return null;
  const inForce = await readCountyInForce(stores.postgres);
  return {
    type: 'news',
    at: at.toISOString(),
    count: total,
    values: valuesOf(cells, inForce),
    county: await readCounty(stores, inForce, changed, lastMonthOf(latest.period)),
  };
}

/** As much of the news as somebody may see; `null` where the county's wall is not open to them. */
export function newsFor(news: News, caller: Caller): News | null {
  if (caller.rights.may('wall.read', { screen: 'overview' }) !== 'yes') return null;
  const within = unitsWithin(caller, 'observation.read');
  const values = news.values.filter(({ unit }) => within === null || within.has(unit.code)).slice(0, TOLD);
  return { ...news, values };
}

/** The month a period ends in. */
function lastMonthOf(label: string): string {
  const period = parsePeriod(label);
  return (period === null ? label : periodEnd(period)).slice(0, 7);
}

function valuesOf(cells: readonly ChangedCell[], { units, catalogue }: CountyInForce): News['values'] {
  const unitOf = new Map(units.document.map((unit) => [unit.code, unit]));
  const measureOf = new Map(catalogue?.document.measures.map((measure) => [measure.code, measure]));
  return cells.flatMap(({ unit, measure, period, from, to, standing }) => {
    const [who, what] = [unitOf.get(unit), measureOf.get(measure)];
    if (who === undefined || what === undefined) return [];
    return [
      {
        unit: { code: unit, name: who.shortName },
        measure: { code: measure, name: what.name },
        unitOfMeasure: what.unitOfMeasure,
        period,
        from,
        to,
        standing,
      },
    ];
  });
}

/** The county in the last changed month that is not after `month`: what it was and what it is. */
async function readCounty(
  stores: Stores,
  inForce: CountyInForce,
  changed: readonly ChangedMonth[],
  month: string,
): Promise<News['county']> {
  const home = findHome(inForce.units.document);
  const scheme = inForce.schemes.find(({ document }) => document.unitKind === 'county')?.document.code;
  const last = changed
    .filter((one) => one.scheme === scheme && one.period <= month)
    .sort((a, b) => (a.period < b.period ? 1 : -1))[0];
  if (home === undefined || last === undefined || last.replaced === null) return null;
  const [now, before] = await Promise.all([
    readAt(stores, inForce, last.run, home.code),
    readAt(stores, inForce, last.replaced, home.code),
  ]);
  if (now === null || before === null) return null;
  const then = new Map(before.nodes.map((node) => [node.node, node]));
  const [moved] = now.nodes
    .flatMap((node) => {
      const indicator = indicatorOfLeaf(now.run, node.node);
      const from = then.get(node.node)?.value ?? null;
      const points = (node.contribution ?? 0) - (then.get(node.node)?.contribution ?? 0);
      if (indicator === undefined || from === node.value || Math.abs(points) < LEAST_CHANGE) return [];
      const { name, unitOfMeasure } = indicator;
      const leaf = { code: node.node, name, unitOfMeasure, from, to: node.value, provenance: node.provenance };
      return [{ leaf, size: Math.abs(points) }];
    })
    .sort((a, b) => b.size - a.size);
  const isPrintedAlike = now.row.printed === before.row.printed;
  return {
    month: last.period,
    name: home.shortName,
    score: isPrintedAlike ? null : { from: before.row.printed, to: now.row.printed, provenance: now.row.provenance },
    leaf: moved?.leaf ?? null,
  };
}

/** The county in a run, live or the one before; `null` where the run is gone. */
async function readAt(stores: Stores, inForce: CountyInForce, number: number, county: string) {
  const ref = await findRun(stores.postgres, number);
  if (ref === null) return null;
  const [run, nodes] = await Promise.all([readRun(stores, inForce, ref), listNodes(stores, ref, [county])]);
  const row = run.scores.find(({ unit }) => unit === county);
  return row === undefined ? null : { run, nodes, row };
}
