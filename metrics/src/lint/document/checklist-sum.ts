import { pointsOf, type LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A list of requirements whose points are not those of its item. */
export function findChecklistSum({ scheme, leaves }: LintContext): Found[] {
  if (scheme.total === undefined) return [];
  return leaves.flatMap(({ leaf: { code, rule, weight }, path }): Found[] => {
    if (rule.type !== 'checklist' || rule.counted === 'items' || weight === 0) return [];
    const sum = pointsOf(rule.items.reduce((points, item) => points + item.points, 0));
    if (sum === pointsOf(weight)) return [];
    const data = { own: weight, sum, gap: pointsOf(sum - weight) };
    return [{ code: 'checklist-sum', node: code, path: `${path}/rule/items`, data }];
  });
}
