import { isLeaf } from '../../scheme/tree.ts';
import { weightOf, type LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

const GOALS = [1, 100];
/** 97.5 is a slip of 100; 90 may be nine parts of 10. */
const NEAR = 0.05;

/** Weights without a total that were meant to add up to 1 or 100, and do not. */
export function findNearlyTotal({ scheme, nodes, childrenOf }: LintContext): Found[] {
  if (scheme.total !== undefined) return [];
  return nodes.flatMap(({ node, path }): Found[] => {
    const children = childrenOf(node.code);
    if (isLeaf(node) || node.aggregate === 'sum' || children.length < 2) return [];
    const sum = weightOf(children);
    const goal = GOALS.find((one) => sum !== one && Math.abs(sum - one) <= NEAR * one);
    return goal === undefined ? [] : [{ code: 'nearly-total', node: node.code, path, data: { sum, goal } }];
  });
}
