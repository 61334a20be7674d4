import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A node that takes no part, and nobody says why. */
export function findWeightZeroUnreasoned({ nodes }: LintContext): Found[] {
  return nodes.flatMap(({ node, path }): Found[] =>
    node.parent === undefined || node.weight > 0 || node.reason !== undefined
      ? []
      : [{ code: 'weight-zero-unreasoned', node: node.code, path: `${path}/weight`, data: {} }],
  );
}
