import { roundToTotal } from '../language/points.ts';
import { roundToUnits } from '../language/rounding.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import type { NodeScore, UnitScore } from '../engine/score.ts';

export interface PrintedContribution {
  readonly code: string;
  /** Whole units of the last printed digit (hundredths for two digits). */
  readonly units: number;
}

/** A printed score as a sum, every term in whole units of the last printed digit. */
export interface PrintedSum {
  /** One entry a present leaf, in the order asked for; empty when there is no score. */
  readonly parts: readonly PrintedContribution[];
  readonly bonus: number;
  readonly deduction: number;
  /**
   * What the scheme's range or a veto's score cap took away (negative) or gave: parts + bonus −
   * deduction + held = the printed score. 0 where nothing holds the score.
   */
  readonly held: number;
}

/** As much of a score as its printed contributions need; the leaves of a ranking row will do. */
export interface ContributedScore extends Pick<UnitScore, 'score' | 'baseScore' | 'bonus' | 'deduction'> {
  readonly nodes: readonly Pick<NodeScore, 'code' | 'contribution'>[];
}

/**
 * Contributions of the leaves as they are printed: rounded by largest remainder so that, with bonus
 * and deduction, they add up to the last digit to the score before anything held it, which is the
 * printed score but for `held`.
 *
 * @param leafCodes the scheme's leaves in the order to print
 * @param rounding of the printed score, as the scheme declares it
 */
export function printContributions(
  score: ContributedScore,
  leafCodes: readonly string[],
  { digits, mode }: Pick<SchemeDocument['rounding'], 'digits' | 'mode'>,
): PrintedSum {
  if (score.score === null) return { parts: [], bonus: 0, deduction: 0, held: 0 };
  const byCode = new Map(score.nodes.map((node) => [node.code, node.contribution]));
  const present = leafCodes.flatMap((code) => {
    const contribution = byCode.get(code) ?? null;
    return contribution === null ? [] : [{ code, contribution }];
  });
  const inUnits = (value: number): number => roundToUnits(value, digits, mode);
  const [bonus, deduction] = [inUnits(score.bonus), inUnits(score.deduction)];
  // Where the total is held the leaves still print what they earned.
  const unheld = inUnits((score.baseScore ?? 0) + score.bonus - score.deduction);
  const unit = 10 ** digits;
  const units = roundToTotal(
    present.map(({ contribution }) => contribution * unit),
    unheld - (bonus - deduction),
  );
  const parts = present.map(({ code }, index) => ({ code, units: units[index] ?? 0 }));
  const sum = parts.reduce((total, part) => total + part.units, bonus - deduction);
  return { parts, bonus, deduction, held: inUnits(score.score) - sum };
}
