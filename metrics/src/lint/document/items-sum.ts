import { isLeaf } from '../../scheme/tree.ts';
import { pointsOf, weightOf, type LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** An item that is scored as it is written (`sum`), and headed with other points than its sub-rules give. */
export function findItemsSum({ nodes, childrenOf }: LintContext): Found[] {
  return nodes.flatMap(({ node, path }): Found[] => {
    const children = childrenOf(node.code);
    if (isLeaf(node) || node.aggregate !== 'sum' || children.length === 0 || node.weight === 0) return [];
    const [own, sum] = [node.weight, weightOf(children)];
    // Nothing at all is another fault.
    if (sum === pointsOf(own) || sum === 0) return [];
    return [{ code: 'items-sum', node: node.code, path, data: { own, sum, gap: pointsOf(sum - own) } }];
  });
}
