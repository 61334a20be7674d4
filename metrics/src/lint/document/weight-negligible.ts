import { nominalWeights } from '../../engine/unit-weights.ts';
import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A leaf whose weight in the whole is next to nothing. */
export function findWeightNegligible({ tree, options: { negligible } }: LintContext): Found[] {
  if (tree === null) return [];
  const nominal = nominalWeights(tree);
  return tree.leaves.flatMap((index): Found[] => {
    const share = nominal[index] as number;
    if (!(share > 0 && share < negligible)) return [];
    const node = tree.nodes[index]?.code ?? null;
    return [{ code: 'weight-negligible', node, path: `/nodes/${index}/weight`, data: { share, limit: negligible } }];
  });
}
