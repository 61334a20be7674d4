import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** Goalposts that were written worst first instead of smaller first. */
export function findGoalpostsSwapped({ leaves }: LintContext): Found[] {
  return leaves.flatMap(({ leaf: { code, rule }, path }): Found[] => {
    if (rule.type !== 'goalposts' || rule.lower <= rule.upper) return [];
    const { lower, upper } = rule;
    return [
      {
        code: 'goalposts-swapped',
        node: code,
        path: `${path}/rule/lower`,
        data: { lower, upper },
        change: [
          { path: `${path}/rule/lower`, value: upper },
          { path: `${path}/rule/upper`, value: lower },
        ],
      },
    ];
  });
}
