import type { Aggregation, SchemeBranch } from '../scheme/document.ts';

/** How a branch makes one score of its children's; the words of a scheme. */
export type BranchMean = Pick<SchemeBranch, 'aggregate' | 'exponent'>;

/**
 * What a mean sums in the place of a score x, and how the mean of that becomes a score again.
 *
 * `plain`: the score itself. `mapped`: f(x), brought back. `powers`: xᵖ as its logarithm p ln x, since the power itself
 * soon leaves the range of a double; see {@link powerMean}.
 */
export type MeanFunction =
  | { readonly sums: 'plain'; readonly of: null }
  | { readonly sums: 'mapped'; readonly of: (score: number) => number; readonly back: (sum: number) => number }
  | { readonly sums: 'powers'; readonly of: (score: number) => number; readonly exponent: number };

const ITSELF: MeanFunction = { sums: 'plain', of: null };
const inverse = (x: number): number => 1 / x;
const FUNCTIONS: Readonly<Record<Aggregation, (exponent: number) => MeanFunction>> = {
  arithmetic: () => ITSELF,
  sum: () => ITSELF,
  minimum: () => ITSELF,
  geometric: () => ({ sums: 'mapped', of: Math.log, back: Math.exp }),
  harmonic: () => ({ sums: 'mapped', of: inverse, back: inverse }),
  generalised: (exponent) => ({ sums: 'powers', of: (x) => exponent * Math.log(x), exponent }),
};

/** The function of a mean's sums. */
export const meanFunction = ({ aggregate, exponent = 1 }: BranchMean): MeanFunction => FUNCTIONS[aggregate](exponent);

/**
 * (Σ w xᵖ ÷ Σ w)^(1/p) with every power divided by the largest of them, so that none overflows and the one that
 * counts does not vanish.
 *
 * @param logs p ln x of the present children, in the first `count` places; an infinite one is a score of 0
 * @param weights of the same, positive
 * @returns NaN without a child
 */
export function powerMean(logs: Float64Array, weights: Float64Array, count: number, exponent: number): number {
  if (count === 0) return Number.NaN;
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k += 1) largest = Math.max(largest, logs[k] as number);
  // A child at 0 with p < 0, or nothing but zeros: the mean's limit.
  if (!Number.isFinite(largest)) return 0;
  let powers = 0;
  let sum = 0;
  for (let k = 0; k < count; k += 1) {
    powers += (weights[k] as number) * Math.exp((logs[k] as number) - largest);
    sum += weights[k] as number;
  }
  return Math.exp((largest + Math.log(powers / sum)) / exponent);
}
