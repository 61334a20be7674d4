import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';
import { areInOrder, boundsOf } from './tiers.ts';

/** A fall from one tier to the next of more than a share of the range. One tier alone is a pass or a fail, and meant. */
export function findTiersCliff({ leaves, range, options }: LintContext): Found[] {
  if (range === null) return [];
  const [worst, best] = range;
  return leaves.flatMap(({ leaf: { code, rule, direction }, path }): Found[] => {
    if (rule.type !== 'bands' || rule.bands.length < 2 || !areInOrder(boundsOf(rule), direction)) return [];
    return rule.bands.flatMap(([bound, above], k): Found[] => {
      const below = rule.bands[k + 1]?.[1] ?? rule.otherwise ?? worst;
      if (above - below <= options.cliff * (best - worst)) return [];
      return [{ code: 'tiers-cliff', node: code, path: `${path}/rule/bands/${k}`, data: { bound, above, below } }];
    });
  });
}
