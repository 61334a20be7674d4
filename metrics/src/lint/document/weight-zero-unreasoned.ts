import type { SchemeNode } from '../../scheme/document.ts';
import { isLeaf } from '../../scheme/tree.ts';
import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A veto has no points: without weight is how one writes it. */
const isVeto = (node: SchemeNode): boolean => isLeaf(node) && node.rule.type.startsWith('veto');

/** A node that takes no part, and nobody says why. */
export function findWeightZeroUnreasoned({ nodes }: LintContext): Found[] {
  return nodes.flatMap(({ node, path }): Found[] =>
    node.parent === undefined || node.weight > 0 || node.reason !== undefined || isVeto(node)
      ? []
      : [{ code: 'weight-zero-unreasoned', node: node.code, path: `${path}/weight`, data: {} }],
  );
}
