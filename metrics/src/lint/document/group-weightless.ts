import { isLeaf } from '../../scheme/tree.ts';
import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A group with a weight, none of whose parts has one: it is always absent. */
export function findGroupWeightless({ nodes, childrenOf }: LintContext): Found[] {
  return nodes.flatMap(({ node, path }): Found[] => {
    const children = childrenOf(node.code);
    if (isLeaf(node) || node.weight === 0 || children.length === 0) return [];
    if (children.some(({ weight }) => weight > 0)) return [];
    return [{ code: 'group-weightless', node: node.code, path, data: { own: node.weight } }];
  });
}
