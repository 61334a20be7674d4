import { addGrains, formatHundredths, formatPeriod, parsePeriod, roundToUnits, toHundredths } from '@dangzhi/metrics';
import type { UnitScoreView } from '../../api/types.ts';

/** A printed decimal with two digits, in hundredths; `null` counts as nothing. */
const hundredths = (printed: string | null): number => (printed === null ? 0 : (toHundredths(Number(printed)) ?? 0));

/** The line that adds up: leaves + bonus − deduction = printed score, all in printed digits. */
export interface SumLine {
  readonly leaves: string;
  readonly bonus: string | null;
  readonly deduction: string | null;
  /** What the bounds of the scale took away or gave; `null` when they did not touch the score. */
  readonly clipped: string | null;
  readonly total: string;
}

/** @returns `null` for a unit without a score */
export function sumLine({ nodes, printed, bonus, deduction }: UnitScoreView): SumLine | null {
  if (printed === null) return null;
  const leaves = nodes.reduce((sum, node) => sum + hundredths(node.printedContribution), 0);
  const given = roundToUnits(bonus, 2);
  const taken = roundToUnits(deduction, 2);
  const clipped = hundredths(printed) - (leaves + given - taken);
  return {
    leaves: formatHundredths(leaves),
    bonus: given > 0 ? formatHundredths(given) : null,
    deduction: taken > 0 ? formatHundredths(taken) : null,
    clipped: clipped === 0 ? null : formatHundredths(clipped),
    total: printed,
  };
}

type Gap = NonNullable<UnitScoreView['gap']>;

/** A reason for the gap in printed points; `code` is `null` for everything else taken together. */
export interface GapLine {
  readonly code: string | null;
  /** Positive is what this unit lacks. */
  readonly points: number;
}

/** The reasons and the rest, in hundredths that add up to the gap exactly; a rest of nothing is left out. */
export function gapLines({ points, reasons }: Gap): GapLine[] {
  // Whose leaves may not be seen has none.
  if (reasons === null) return [];
  const named = reasons.map(({ code, points: lacking }) => ({ code, units: roundToUnits(lacking, 2) }));
  const rest = roundToUnits(points, 2) - named.reduce((sum, { units }) => sum + units, 0);
  const lines = [...named, ...(rest === 0 ? [] : [{ code: null, units: rest }])];
  return lines.map(({ code, units }) => ({ code, points: units / 100 }));
}

/**
 * Places won since the month before, positive upwards; `null` when either month has no rank, and for a county,
 * whose peers are others from month to month.
 */
export function placesSinceLastMonth({
  unit,
  period,
  rank,
  history,
}: Pick<UnitScoreView, 'period' | 'rank' | 'history'> & {
  unit: Pick<UnitScoreView['unit'], 'kind'>;
}): number | null {
  if (unit.kind === 'county') return null;
  const now = parsePeriod(period);
  const before = now && formatPeriod(addGrains(now, -1));
  const previous = history.find((point) => point.period === before)?.rank ?? null;
  return rank === null || previous === null ? null : previous - rank;
}
