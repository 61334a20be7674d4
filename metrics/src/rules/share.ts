import type { RuleSetting } from './setting.ts';
import { expression } from './expression.ts';
import { spanOf } from './line.ts';

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
 * @param points 0 and less score the worst, `full` and more the best, both exactly
 * @param full above 0
 * @returns score in `range`
 */
export function scoreOfPoints(points: number, full: number, range: RuleSetting['range']): number {
  const [worst, best] = range;
  if (points >= full) return best;
  if (points <= 0) return worst;
  return Math.min(best, Math.max(worst, withoutDust(worst + spanOf(range) * (points / full))));
}

/** `points` is an expression already, bound at least as closely as a product. */
export function pointsExpression(points: number | string, full: number, [worst, best]: RuleSetting['range']): string {
  return expression`${worst} + (${best} − ${worst}) × ${points} ÷ ${full}`;
}
