import { forecastYearEnd, isLeaf, weakestStanding, type Indicator, type SchemeLeaf } from '@dangzhi/metrics';
import type { Forecast, ForecastList } from '@dangzhi/metrics/contract';
import type { Stores } from '../../stores/index.ts';
import { listNodeSeries, type NodePoint } from './queries.ts';
import type { UnitRun } from './scored-run.ts';
import { unitRef } from './views.ts';

/** Past years a forecast may rest on. */
const PAST_YEARS = 5;

/** Where the leaves of a unit that run from January on are likely to end the year. */
export async function readForecasts(stores: Stores, { run, unit }: UnitRun): Promise<ForecastList> {
  const { period } = run.ref;
  const running = run.tree.nodes.flatMap((node) => {
    const indicator = isLeaf(node) ? run.indicators.get(node.indicator) : undefined;
    return isLeaf(node) && indicator?.mode === 'ytd' ? [{ node, indicator }] : [];
  });
  const series = await listNodeSeries(stores, run.ref, unit.code, {
    nodes: running.map(({ node }) => node.code),
    from: `${Number(period.slice(0, 4)) - PAST_YEARS}-01`,
  });
  const pointsOf = Map.groupBy(series, ({ node }) => node);
  return {
    unit: unitRef(unit),
    period,
    items: running.map(({ node, indicator }) => forecastOf(node, indicator, pointsOf.get(node.code) ?? [], period)),
  };
}

function forecastOf(node: SchemeLeaf, indicator: Indicator, points: readonly NodePoint[], period: string): Forecast {
  // What is cut to the months gone by grows from nothing, as a count does; another rate may stand anywhere in January.
  const grows = indicator.formula.kind === 'amount' || (indicator.goalposts?.prorate ?? false);
  const method = grows ? 'share-of-year' : 'step-to-end';
  const found = forecastYearEnd(points, period, method);
  const isBounded = indicator.unitOfMeasure === '%';
  const bounded = (value: number | null): number | null =>
    value === null || !isBounded ? value : Math.min(100, Math.max(0, value));
  const head = {
    node: node.code,
    name: node.name ?? indicator.name,
    unitOfMeasure: indicator.unitOfMeasure,
    value: points.find(({ month }) => month === period)?.value ?? null,
    at: `${period.slice(0, 4)}-12`,
    pass: indicator.goalposts?.pass ?? null,
    target: indicator.goalposts?.target ?? null,
  };
  if (typeof found === 'string') {
    return { ...head, method, expected: null, low: null, high: null, years: [], missing: found, provenance: null };
  }
  const used = new Set([period, ...found.years.flatMap((year) => [`${year}-12`, `${year}${period.slice(4)}`])]);
  const standings = points.flatMap(({ month, provenance }) =>
    used.has(month) && provenance !== null ? [provenance] : [],
  );
  return {
    ...head,
    method: found.method,
    expected: bounded(found.value),
    low: bounded(found.low),
    high: bounded(found.high),
    years: [...found.years],
    missing: null,
    provenance: weakestStanding(standings),
  };
}
