import { compareRankings, type Movement } from '@dangzhi/metrics';
import type { Standing } from '@dangzhi/metrics/whatif';

/** One unit before and after; ranks are inside its class. */
export interface TrialLine {
  readonly unit: string;
  readonly class: string;
  readonly before: { readonly rank: number | null; readonly printed: string | null };
  readonly after: { readonly rank: number | null; readonly printed: string | null };
}

/** The two runs side by side, by unit. */
export function trialLines(
  before: readonly Standing[],
  after: readonly Standing[],
  classOf: (unit: string) => string,
): TrialLine[] {
  const now = new Map(after.map((standing) => [standing.unit, standing]));
  return before.map(({ unit, rank, printed }) => {
    const then = now.get(unit);
    return {
      unit,
      class: classOf(unit),
      before: { rank, printed },
      after: { rank: then?.rank ?? null, printed: then?.printed ?? null },
    };
  });
}

/** Places won by a change of weights; `null` when the unit lacks a rank on either side. */
export const placesMoved = ({ before, after }: TrialLine): number | null =>
  before.rank === null || after.rank === null ? null : before.rank - after.rank;

/** The four figures, over one class or several. */
export interface Effect extends Movement {
  /** Units with a rank on both sides. */
  readonly compared: number;
  /** Units that moved furthest; empty when none moved. */
  readonly furthest: readonly TrialLine[];
  /** Units that have a rank on one side only, because coverage follows the weights. */
  readonly rankAppeared: number;
  readonly rankVanished: number;
}

/**
 * What new weights did. Ranks of different classes are not compared: Kendall's tau is taken inside each class
 * and averaged by its number of pairs.
 */
export function effectOf(lines: readonly TrialLine[]): Effect {
  const byClass = new Map<string, TrialLine[]>();
  for (const line of lines) byClass.set(line.class, [...(byClass.get(line.class) ?? []), line]);
  const movements = [...byClass.values()].map((members) => ({
    pairs: pairsOf(members.filter((line) => placesMoved(line) !== null).length),
    ...compareRankings(ranksOf(members, 'before'), ranksOf(members, 'after')),
  }));
  const pairs = movements.reduce((sum, one) => sum + one.pairs, 0);
  const largest = Math.max(0, ...movements.map((one) => one.largest));
  return {
    moved: movements.reduce((sum, { moved }) => sum + moved, 0),
    largest,
    kendallTau: pairs === 0 ? 1 : movements.reduce((sum, one) => sum + one.pairs * one.kendallTau, 0) / pairs,
    newInTopThree: movements.flatMap(({ newInTopThree }) => newInTopThree),
    compared: lines.filter((line) => placesMoved(line) !== null).length,
    furthest: largest === 0 ? [] : lines.filter((line) => Math.abs(placesMoved(line) ?? 0) === largest),
    rankAppeared: lines.filter(({ before, after }) => before.rank === null && after.rank !== null).length,
    rankVanished: lines.filter(({ before, after }) => before.rank !== null && after.rank === null).length,
  };
}

const pairsOf = (units: number) => (units * (units - 1)) / 2;

const ranksOf = (lines: readonly TrialLine[], side: 'before' | 'after'): Map<string, number> =>
  new Map(
    lines.flatMap((line) => {
      const { rank } = line[side];
      return rank === null ? [] : [[line.unit, rank] as const];
    }),
  );
