import type { SchemeLeaf } from '../../scheme/document.ts';
import type { Rule } from '../../rules/index.ts';
import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A direction that its rule cannot have: incidents to be deducted are never better when there are more. */
export function findDirectionIgnored({ leaves }: LintContext): Found[] {
  return leaves.flatMap(({ leaf: { code, rule, direction }, path }): Found[] => {
    const own = directionOf(rule);
    if (own === null || own === direction) return [];
    const at = `${path}/direction`;
    return [
      { code: 'direction-ignored', node: code, path: at, data: { direction }, change: [{ path: at, value: own }] },
    ];
  });
}

function directionOf(rule: Rule): SchemeLeaf['direction'] | null {
  switch (rule.type) {
    case 'deduct':
    case 'veto-when-positive':
      return 'lower';
    case 'award':
    case 'checklist':
    case 'imported':
      return 'higher';
    case 'veto-when':
      return rule.atLeast === undefined ? (rule.atMost === undefined ? null : 'higher') : 'lower';
    default:
      return null;
  }
}
