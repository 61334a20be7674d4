import { roundToTotal } from '../language/points.ts';
import { roundToUnits } from '../language/rounding.ts';
import type { NodeScore, UnitScore } from '../engine/score.ts';

export interface PrintedContribution {
  readonly code: string;
  /** Whole units of the last printed digit (hundredths for two digits). */
  readonly units: number;
}

/** As much of a score as its printed contributions need; the leaves of a ranking row will do. */
export interface ContributedScore extends Pick<UnitScore, 'score' | 'baseScore' | 'bonus' | 'deduction'> {
  readonly nodes: readonly Pick<NodeScore, 'code' | 'contribution'>[];
}

/**
 * Contributions of the leaves as they are printed: rounded by largest remainder so that, with bonus
 * and deduction, they add up to the printed score to the last digit.
 *
 * @param leafCodes the scheme's leaves in the order to print
 * @param digits of the printed score
 * @returns one entry a present leaf; empty when there is no score
 */
export function printContributions(
  score: ContributedScore,
  leafCodes: readonly string[],
  digits: number,
): PrintedContribution[] {
  if (score.score === null) return [];
  const byCode = new Map(score.nodes.map((node) => [node.code, node.contribution]));
  const present = leafCodes.flatMap((code) => {
    const contribution = byCode.get(code) ?? null;
    return contribution === null ? [] : [{ code, contribution }];
  });
  const rest = roundToUnits(score.bonus, digits) - roundToUnits(score.deduction, digits);
  const unclipped = roundToUnits((score.baseScore ?? 0) + score.bonus - score.deduction, digits);
  // Where the total is clipped to its range the leaves still print what they earned.
  const total = unclipped - rest;
  const unit = 10 ** digits;
  const parts = roundToTotal(
    present.map(({ contribution }) => contribution * unit),
    total,
  );
  return present.map(({ code }, index) => ({ code, units: parts[index] ?? 0 }));
}
