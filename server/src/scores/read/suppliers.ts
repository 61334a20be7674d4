import { periodEnd, type Indicator, type Origin } from '@dangzhi/metrics';
import { rollupMembers } from '../settle/plan.ts';
import type { ScoredRun } from './scored-run.ts';

/** Codes of the units whose observations an indicator of a unit was made of: its own, or those it was rolled up from. */
export function suppliersOf(
  { catalogue, units, ref }: Pick<ScoredRun, 'catalogue' | 'units' | 'ref'>,
  indicator: Indicator,
  origin: Origin,
  unit: string,
): string[] {
  if (origin !== 'rolled-up') return [unit];
  const end = periodEnd({ grain: 'month', start: `${ref.period}-01` });
  return rollupMembers(indicator, catalogue, [...units.values()])
    .filter((member) => member.parent === unit && member.valid_from <= end && member.valid_to > end)
    .map(({ child }) => child);
}
