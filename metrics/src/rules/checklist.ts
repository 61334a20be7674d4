import type { ChecklistRule } from './rule-schema.ts';
import { printNumber } from './expression.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, withoutDust, workOfPoints } from './share.ts';

/**
 * 对照清单得分: the points of the items found fulfilled, of all there are.
 *
 * score = s₀ + (s₁ − s₀) × v ÷ total, total = the points of all items, or their number when they are counted
 *
 * @param value points of the items found fulfilled; under `counted: items` how many of them, each worth the same
 * @returns score in the scheme's range
 */
export function scoreChecklist(rule: ChecklistRule, value: number, _peers: Peers, { range }: RuleSetting): number {
  return scoreOfPoints(value, totalOf(rule), range);
}

/** The arithmetic of {@link scoreChecklist}. */
export function workChecklist(rule: ChecklistRule, value: number, _peers: Peers, { range }: RuleSetting): Worked {
  const total = totalOf(rule);
  const numbers = [printNumber(value), printNumber(total)] as const;
  return workOfPoints(value, total, { symbols: ['v', 'total'], numbers }, range);
}

function totalOf({ items, counted }: ChecklistRule): number {
  if (counted === 'items') return items.length;
  // Ten items of 0.1 make 1, and whoever has all of them has the best.
  return withoutDust(items.reduce((sum, { points }) => sum + points, 0));
}
