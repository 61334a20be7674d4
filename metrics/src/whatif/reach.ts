import { isVeto } from '../rules/index.ts';
import { leafAt, type SchemeTree } from '../scheme/tree.ts';

/** What an indicator moves: leaves by their index, and perhaps a score beside the tree. */
export interface Reach {
  readonly leavesOf: ReadonlyMap<string, readonly number[]>;
  /** Indicators of bonuses, deductions and vetoes. */
  readonly outside: ReadonlySet<string>;
}

/** Everything the indicators of a scheme reach. */
export const reachOf = (tree: SchemeTree): Reach => ({
  leavesOf: leavesByIndicator(tree),
  outside: outsideIndicators(tree),
});

/** Whether anything in the scheme looks at the indicator. */
export const isReached = ({ leavesOf, outside }: Reach, code: string): boolean =>
  leavesOf.has(code) || outside.has(code);

function outsideIndicators(tree: SchemeTree): Set<string> {
  const vetoes = tree.leaves.map((index) => leafAt(tree, index)).filter(isVeto);
  // A veto looks at the value after its denominator.
  const divided = vetoes.flatMap(({ denominator }) => (denominator === undefined ? [] : [denominator]));
  return new Set([...(tree.document.adjustments.items ?? []), ...vetoes, ...divided].map(({ indicator }) => indicator));
}

/** The leaves whose scores an indicator reaches: by itself, as a denominator, or through imputation. */
function leavesByIndicator(tree: SchemeTree): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const note = (code: string, leaf: number): void =>
    void found.set(code, [...new Set([...(found.get(code) ?? []), leaf])]);
  for (const index of tree.leaves) {
    const { indicator, denominator, impute } = leafAt(tree, index);
    note(indicator, index);
    if (denominator !== undefined) note(denominator.indicator, index);
    if (impute?.method.startsWith('siblings') !== true) continue;
    for (const sibling of tree.children[tree.parent[index] as number] ?? []) {
      if (sibling === index || !tree.leaves.includes(sibling)) continue;
      const beside = leafAt(tree, sibling);
      note(beside.indicator, index);
      if (beside.denominator !== undefined) note(beside.denominator.indicator, index);
    }
  }
  return found;
}
