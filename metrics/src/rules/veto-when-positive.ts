/**
 * 一票否决: 100 while nothing happened, 0 once anything did; the grade cap is the rule's `cap`.
 *
 * @param count incidents
 * @returns 100 or 0
 */
export function scoreVetoWhenPositive(count: number): number {
  return count > 0 ? 0 : 100;
}
