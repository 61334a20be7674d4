import type { Indicator, Unit } from '@dangzhi/metrics';
import type { NodeView, WatchedView } from '@dangzhi/metrics/contract';
import type { Stores } from '../../stores/index.ts';
import { listValues, type ValueRow } from './queries.ts';
import type { ScoredRun } from './scored-run.ts';

/**
 * The figures of a unit that are watched and never weighted, in the order of the catalogue. The county
 * has every one of them, with `no-source` where nobody gives it; others have those they report.
 */
export async function listWatched(
  stores: Stores,
  { ref, indicators }: Pick<ScoredRun, 'ref' | 'indicators'>,
  unit: Unit,
): Promise<WatchedView[]> {
  const rows = new Map((await listValues(stores, ref, unit.code)).map((row) => [row.indicator, row]));
  return [...indicators.values()].flatMap((indicator) => {
    if (!isWatched(indicator)) return [];
    const row = rows.get(indicator.code);
    // A unit below the county is not asked for the county's own figures.
    const concerns = indicator.measuredOn.includes(unit.kind) || row?.value != null;
    if (!concerns || (row === undefined && unit.kind !== 'county')) return [];
    return watchedView(indicator, row, ref.period);
  });
}

/** Weighted for no kind of unit. */
export const isWatched = ({ weightedFor }: Indicator): boolean => weightedFor.length === 0;

/** @param row as stored; `undefined` where nothing is */
export function watchedView(indicator: Indicator, row: ValueRow | undefined, period: string): WatchedView {
  return {
    code: indicator.code,
    name: indicator.name,
    index: indicator.index,
    value: row?.value ?? null,
    unitOfMeasure: indicator.unitOfMeasure,
    numerator: row?.numerator ?? null,
    denominator: row?.denominator ?? null,
    missing: row === undefined ? 'no-source' : row.missing,
    provenance: row?.provenance ?? null,
    valuePeriod: row?.value_period === period ? null : (row?.value_period ?? null),
  };
}

/** A watched figure as an explanation shows it: a node without score and weight. */
export function watchedNode(watched: WatchedView): NodeView {
  const { code, name, value, unitOfMeasure, numerator, denominator, missing, provenance, valuePeriod } = watched;
  return {
    code,
    parent: null,
    name,
    value,
    unitOfMeasure,
    numerator,
    denominator,
    missing,
    score: null,
    weight: 0,
    nominalWeight: 0,
    effectiveWeight: 0,
    contribution: null,
    printedContribution: null,
    provenance,
    valuePeriod,
  };
}
