import type { SchemeLeaf } from '../../scheme/document.ts';
import { definitionOf } from '../../rules/index.ts';
import { pointsOf, weightOf, type LintContext } from '../context.ts';
import type { Change, Found } from '../finding.ts';

/** A rule in points whose full points are not those of its item: what it calls a point is something else. */
export function findRulePoints(context: LintContext): Found[] {
  if (context.scheme.total === undefined) return [];
  return context.leaves.flatMap(({ leaf, path }): Found[] => {
    const stated = definitionOf(leaf.rule).fullPoints?.(leaf.rule);
    if (stated === undefined || leaf.weight === 0 || pointsOf(stated.points) === pointsOf(leaf.weight)) return [];
    const data = { own: leaf.weight, full: stated.points };
    const at = `${path}/rule/${stated.property}`;
    const change = changeOf(context, leaf, at, stated.replaceableAbove);
    return [{ code: 'rule-points', node: leaf.code, path: at, data, ...(change && { change }) }];
  });
}

/** Certain where the item's points agree with its siblings': then it is the rule that is wrong. */
function changeOf(
  { scheme, childrenOf }: LintContext,
  { weight, parent: code }: SchemeLeaf,
  at: string,
  above = Infinity,
): readonly Change[] | null {
  if (weight <= above) return null;
  const parent = scheme.nodes.find((node) => node.code === code);
  if (parent === undefined || weightOf(childrenOf(parent.code)) !== pointsOf(parent.weight)) return null;
  return [{ path: at, value: weight }];
}
