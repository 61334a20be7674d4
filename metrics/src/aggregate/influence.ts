import type { SchemeBranch } from '../scheme/document.ts';

/** One present child of a branch, for one unit. */
export interface PresentChild {
  readonly weight: number;
  readonly score: number;
}

/**
 * How much of a branch's score each present child brings: the partial derivative ∂P/∂x of the branch's
 * score by the child's. Every aggregation here is homogeneous of degree one, so by Euler's theorem
 * Σ x ∂P/∂x = P: the products of child score and derivative add up to the branch's score exactly, for
 * the geometric mean as for the arithmetic one.
 *
 * | aggregation | ∂P/∂x |
 * |---|---|
 * | arithmetic | w ÷ W |
 * | geometric | w ÷ W × P ÷ x |
 * | harmonic | w ÷ W × (P ÷ x)² |
 * | generalised | w ÷ W × exp((p − 1) ln(x ÷ P)) |
 * | minimum | 1 shared equally among the children at the minimum, else 0 |
 * | sum | w ÷ W × (weights of all children ÷ own weight) |
 *
 * @param ofParent the parent's own influence on the whole (100 for the root, in per cent)
 * @param branchScore finite
 * @param allWeights weight of all children, absent ones included
 * @returns influence of each child on the whole, in the unit of `ofParent`; 0 where the branch's score is 0
 */
export function influences(
  { aggregate, exponent = 1, weight: own }: SchemeBranch,
  children: readonly PresentChild[],
  branchScore: number,
  ofParent: number,
  allWeights: number,
): number[] {
  const weightSum = children.reduce((sum, { weight }) => sum + weight, 0);
  const share = ({ weight }: PresentChild): number => (weightSum === 0 ? 0 : (ofParent * weight) / weightSum);
  const scaled = (factor: (score: number) => number): number[] =>
    children.map((child) => (branchScore === 0 || child.score === 0 ? 0 : share(child) * factor(child.score)));
  switch (aggregate) {
    case 'arithmetic':
      return children.map(share);
    case 'sum':
      return children.map((child) => share(child) * (own === 0 ? 1 : allWeights / own));
    case 'geometric':
      return scaled((score) => branchScore / score);
    case 'harmonic':
      return scaled((score) => (branchScore / score) * (branchScore / score));
    case 'generalised':
      return scaled((score) => Math.exp((exponent - 1) * Math.log(score / branchScore)));
    case 'minimum': {
      const least = children.filter(({ weight, score }) => weight > 0 && score === branchScore).length;
      return children.map(({ weight, score }) => (weight > 0 && score === branchScore ? ofParent / least : 0));
    }
  }
}
