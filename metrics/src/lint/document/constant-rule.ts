import { ruleRange } from '../../rules/index.ts';
import { DEFAULT_RANGE } from '../../scheme/tree.ts';
import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A rule that has one score for every value. */
export function findConstantRule({ leaves, range }: LintContext): Found[] {
  return leaves.flatMap(({ leaf: { code, rule, direction, weight }, path }): Found[] => {
    const [lowest, highest] = ruleRange(rule, { direction, range: range ?? DEFAULT_RANGE });
    if (weight === 0 || lowest !== highest) return [];
    return [{ code: 'constant-rule', node: code, path: `${path}/rule`, data: { score: lowest, own: weight } }];
  });
}
