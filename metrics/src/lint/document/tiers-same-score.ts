import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';
import { areInOrder, boundsOf } from './tiers.ts';

/** Two tiers that score the same: the bound between them does nothing. */
export function findTiersSameScore({ leaves, range }: LintContext): Found[] {
  return leaves.flatMap(({ leaf: { code, rule, direction }, path }): Found[] => {
    if (rule.type !== 'bands' || !areInOrder(boundsOf(rule), direction)) return [];
    const beyond = rule.otherwise ?? range?.[0];
    const scoreAfter = (k: number): number | undefined => rule.bands[k + 1]?.[1] ?? beyond;
    const kept = rule.bands.filter(([, score], k) => score !== scoreAfter(k));
    // Scores stay what they are; with nothing kept the rule is constant, which is another fault.
    const change = kept.length > 0 ? [{ path: `${path}/rule/bands`, value: kept }] : undefined;
    return rule.bands.flatMap(([bound, score], k): Found[] => {
      if (score !== scoreAfter(k) || kept.length === 0) return [];
      const at = `${path}/rule/bands/${k}`;
      return [{ code: 'tiers-same-score', node: code, path: at, data: { bound, score }, ...(change && { change }) }];
    });
  });
}
