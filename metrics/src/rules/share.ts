import type { Names } from '../language/catalogue.ts';
import { figure } from '../language/figure.ts';
import { expression } from './expression.ts';
import { spanOf } from './line.ts';
import type { RuleSetting, Worked } from './setting.ts';

/**
 * A figure that a person computes in decimals, freed of what binary arithmetic leaves behind its
 * twelfth decimal: 1 − 0.1 × 3 and 100 × 0.57 become the doubles nearest to 0.7 and 57.
 * Never falls where `value` rises. From 9000 on a double has no such decimals, and is left as it is.
 */
export function withoutDust(value: number): number {
  return Math.abs(value) < 9000 ? Math.round(value * 1e12) / 1e12 : value;
}

/**
 * Points out of `full` as a share of the scheme's range: s₀ + (s₁ − s₀) × points ÷ full.
 *
 * @param points `full` and more score the best, 0 and less the worst, both exactly; the first goes first
 * @returns score in `range`
 */
export function scoreOfPoints(points: number, full: number, range: RuleSetting['range']): number {
  const [worst, best] = range;
  if (points >= full) return best;
  if (points <= 0) return worst;
  return Math.min(best, Math.max(worst, withoutDust(worst + spanOf(range) * (points / full))));
}

/** How points and full points came about: symbols, and the same in numbers; each binds like a product or closer. */
export interface PointsText {
  readonly symbols: readonly [points: string, full: string];
  readonly numbers: readonly [points: string, full: string];
}

/** The arithmetic of {@link scoreOfPoints}. */
export function workOfPoints(
  points: number,
  full: number,
  { symbols, numbers: [pointsText, fullText] }: PointsText,
  range: RuleSetting['range'],
): Worked {
  const score = scoreOfPoints(points, full, range);
  const [worst, best] = range;
  // Nothing to divide by: the value is better than any share.
  if (full <= 0) return { score, formula: points >= full ? 's₁' : 's₀', expression: expression`${score}` };
  const held = points > full ? `min(${fullText}, ${pointsText})` : points < 0 ? `max(0, ${pointsText})` : pointsText;
  return {
    score,
    formula: `s₀ + (s₁ − s₀) × ${symbols[0]} ÷ ${symbols[1]}`,
    expression: expression`${worst} + (${best} − ${worst}) × ${held} ÷ ${fullText}`,
  };
}

/** How points out of `full` become a score, for rules that count in points of their own. */
export function rescaled(full: number, [worst, best]: RuleSetting['range']): Names {
  return {
    zh: `满 ${figure(full)} 分折为 ${figure(best)} 分，0 分折为 ${figure(worst)} 分。`,
    en: `Full marks, ${figure(full)}, count as ${figure(best)}, and 0 as ${figure(worst)}.`,
  };
}
