import { ruleRange } from '../../rules/index.ts';
import { pointsOf, type LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A rule whose best is not the full score, whoever the peers are. */
export function findUnreachablePoints({ leaves, range }: LintContext): Found[] {
  if (range === null) return [];
  const [worst, best] = range;
  return leaves.flatMap(({ leaf: { code, rule, direction, weight }, path }): Found[] => {
    const [lowest, highest] = ruleRange(rule, { direction, range });
    // One that gives everybody the same is another fault.
    if (weight === 0 || lowest === highest || !(highest < best)) return [];
    const reachable = pointsOf((weight * (highest - worst)) / (best - worst));
    const data = { own: weight, reachable, lost: pointsOf(weight - reachable) };
    return [{ code: 'unreachable-points', node: code, path: `${path}/rule`, data }];
  });
}
