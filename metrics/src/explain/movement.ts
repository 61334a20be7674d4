export interface Movement {
  /** Units whose rank differs. */
  readonly moved: number;
  /** Largest change of rank, in places. */
  readonly largest: number;
  /** Kendall's tau-b between the two rankings, −1..1; 1 when nothing can be compared. */
  readonly kendallTau: number;
  /** Units that are in the top three afterwards and were not before. */
  readonly newInTopThree: readonly string[];
}

/**
 * What a change of weights did to a ranking, in four figures.
 *
 * @param before rank by unit; units without a rank are left out
 * @param after the same units
 */
export function compareRankings(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Movement {
  const units = [...before.keys()].filter((unit) => after.has(unit));
  const rank = (ranks: ReadonlyMap<string, number>, unit: string): number => ranks.get(unit) ?? 0;
  const shifts = units.map((unit) => Math.abs(rank(after, unit) - rank(before, unit)));
  let agreement = 0;
  let untiedBefore = 0;
  let untiedAfter = 0;
  units.forEach((a, i) => {
    for (const b of units.slice(i + 1)) {
      const first = Math.sign(rank(before, a) - rank(before, b));
      const second = Math.sign(rank(after, a) - rank(after, b));
      agreement += first * second;
      untiedBefore += Math.abs(first);
      untiedAfter += Math.abs(second);
    }
  });
  const pairs = Math.sqrt(untiedBefore * untiedAfter);
  return {
    moved: shifts.filter((shift) => shift > 0).length,
    largest: Math.max(0, ...shifts),
    kendallTau: pairs === 0 ? 1 : agreement / pairs,
    newInTopThree: units.filter((unit) => rank(after, unit) <= 3 && rank(before, unit) > 3),
  };
}
