import { pointsOf, weightOf, type LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A whole that is not the scheme's total. Where the parts side with one of the two, the other is wrong. */
export function findRootTotal({ scheme, nodes, childrenOf }: LintContext): Found[] {
  const { total } = scheme;
  const roots = nodes.filter(({ node }) => node.parent === undefined);
  const [root] = roots;
  if (total === undefined || root === undefined || roots.length > 1) return [];
  const { node, path } = root;
  const own = pointsOf(node.weight);
  if (own === pointsOf(total)) return [];
  const parts = weightOf(childrenOf(node.code));
  const found: Found = { code: 'root-total', node: node.code, path: `${path}/weight`, data: { own, total } };
  if (parts === own && own > 0) return [{ ...found, change: [{ path: '/total', value: node.weight }] }];
  if (parts === pointsOf(total)) return [{ ...found, change: [{ path: `${path}/weight`, value: total }] }];
  return [found];
}
