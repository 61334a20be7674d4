import { fullOfRankLadder } from '../../rules/rank-ladder.ts';
import { fullOfRankPoints } from '../../rules/rank-points.ts';
import type { SchemeLeaf } from '../../scheme/document.ts';
import type { Rule } from '../../rules/rule-schema.ts';
import { pointsOf, weightOf, type LintContext } from '../context.ts';
import type { Change, Found } from '../finding.ts';

/** A rule in points whose full points are not those of its item: what it calls a point is something else. */
export function findRulePoints(context: LintContext): Found[] {
  if (context.scheme.total === undefined) return [];
  return context.leaves.flatMap(({ leaf, path }): Found[] => {
    const stated = fullOf(leaf.rule);
    if (stated === null || leaf.weight === 0 || pointsOf(stated.full) === pointsOf(leaf.weight)) return [];
    const data = { own: leaf.weight, full: stated.full };
    const at = `${path}/rule/${stated.name}`;
    const change = changeOf(context, leaf, at);
    return [{ code: 'rule-points', node: leaf.code, path: at, data, ...(change && { change }) }];
  });
}

function fullOf(rule: Rule): { name: string; full: number } | null {
  switch (rule.type) {
    case 'deduct':
      return { name: 'from', full: rule.from };
    case 'award':
    case 'threshold-step':
      return { name: 'full', full: rule.full };
    case 'rank-points':
      return { name: rule.full === undefined ? 'points' : 'full', full: fullOfRankPoints(rule) };
    case 'rank-ladder':
      return { name: rule.full === undefined ? 'last' : 'full', full: fullOfRankLadder(rule) };
    default:
      return null;
  }
}

/** Certain where the item's points agree with its siblings': then it is the rule that is wrong. */
function changeOf({ scheme, childrenOf }: LintContext, leaf: SchemeLeaf, at: string): readonly Change[] | null {
  const { rule, weight } = leaf;
  const isPlain = rule.type === 'deduct' || rule.type === 'award' || rule.type === 'threshold-step';
  if (!isPlain || (rule.type === 'threshold-step' && (rule.floor ?? 0) >= weight)) return null;
  const parent = scheme.nodes.find(({ code }) => code === leaf.parent);
  if (parent === undefined || weightOf(childrenOf(parent.code)) !== pointsOf(parent.weight)) return null;
  return [{ path: at, value: weight }];
}
