import { isLeaf } from '../../scheme/tree.ts';
import { pointsOf, weightOf, type LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** Points of a group that are not those of its parts. `sum` branches are {@link findItemsSum}'s. */
export function findGroupSum({ scheme, nodes, childrenOf }: LintContext): Found[] {
  if (scheme.total === undefined) return [];
  return nodes.flatMap(({ node, path }): Found[] => {
    const children = childrenOf(node.code);
    if (isLeaf(node) || node.aggregate === 'sum' || children.length === 0) return [];
    const [own, sum] = [node.weight, weightOf(children)];
    if (sum === pointsOf(own)) return [];
    return [{ code: 'group-sum', node: node.code, path, data: { own, sum, gap: pointsOf(sum - own) } }];
  });
}
