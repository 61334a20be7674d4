import { isLeaf, observationWindow, parsePeriod, type Indicator, type Measure } from '@dangzhi/metrics';
import { listWaiting, type StoredPending } from '../../observations/pending.ts';
import type { Stores } from '../../stores/index.ts';
import type { ScoredRun } from './scored-run.ts';

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

/** Codes of a tree's leaves whose value one of these would change. */
export function waitingLeaves(
  { tree, catalogue, indicators, ref }: ScoredRun,
  waiting: readonly StoredPending[],
): string[] {
  if (waiting.length === 0) return [];
  return tree.nodes.flatMap((node) => {
    const indicator = isLeaf(node) ? indicators.get(node.indicator) : undefined;
    if (indicator === undefined) return [];
    const { formula } = indicator;
    const codes = formula.kind === 'ratio' ? [formula.numerator, formula.denominator, formula.rate] : [formula.measure];
    const measures = catalogue.measures.filter(({ code }) => codes.includes(code));
    return measures.some((measure) => waitingIn(waiting, indicator, measure, ref.period).length > 0) ? [node.code] : [];
  });
}
