import { isLeaf, observationWindow, parsePeriod, type Indicator, type Measure } from '@dangzhi/metrics';
import { listWaiting, type StoredPending } from '../../observations/pending.ts';
import type { Stores } from '../../stores/index.ts';
import type { NodeRow } from './queries.ts';
import type { ScoredRun } from './scored-run.ts';
import { suppliersOf } from './suppliers.ts';

/**
 * Values of some units that wait to be looked at. Beside a run that is not live they say nothing: it has seen what it
 * has seen.
 */
export const waitingOf = (
  { postgres }: Stores,
  { ref }: ScoredRun,
  units: readonly string[],
): Promise<StoredPending[]> => (ref.isLive ? listWaiting(postgres, units) : Promise.resolve([]));

/** Those of a measure that an indicator would look at for the month, had they been accepted. */
export function waitingIn(
  waiting: readonly StoredPending[],
  indicator: Indicator,
  measure: Measure,
  month: string,
): StoredPending[] {
  const { from, to } = observationWindow(indicator, measure, month);
  return waiting.filter((one) => {
    const start = parsePeriod(one.period)?.start ?? '';
    return one.measure === measure.code && start >= from && start <= to;
  });
}

/** Codes of a unit's leaves whose value would be another if one of these were accepted, the unit's own or a supplier's. */
export async function waitingLeaves(
  stores: Stores,
  run: ScoredRun,
  unit: string,
  rows: readonly NodeRow[],
): Promise<string[]> {
  const isRolledUp = rows.some(({ origin }) => origin === 'rolled-up');
  const waiting = await waitingOf(stores, run, isRolledUp ? [...run.units.keys()] : [unit]);
  if (waiting.length === 0) return [];
  const originOf = new Map(rows.map(({ node, origin }) => [node, origin ?? 'none']));
  return run.tree.nodes.flatMap((node) => {
    const indicator = isLeaf(node) ? run.indicators.get(node.indicator) : undefined;
    if (indicator === undefined) return [];
    const suppliers = new Set(suppliersOf(run, indicator, originOf.get(node.code) ?? 'none', unit));
    const supplied = waiting.filter((one) => suppliers.has(one.unit));
    const { formula } = indicator;
    const codes = formula.kind === 'ratio' ? [formula.numerator, formula.denominator, formula.rate] : [formula.measure];
    const measures = run.catalogue.measures.filter(({ code }) => codes.includes(code));
    return measures.some((measure) => waitingIn(supplied, indicator, measure, run.ref.period).length > 0)
      ? [node.code]
      : [];
  });
}
