import { symmetricEigen } from '../statistics/symmetric-eigen.ts';
import { sharesOf } from './objective.ts';

/** Share of the subjective weights in a linear combination. */
export const DEFAULT_ALPHA = 0.6;

export type CombinedWeights =
  | {
      readonly ok: true;
      /** At least 0, summing to 1. */
      readonly weights: readonly number[];
      /** Share of each set; `null` where the method has none. */
      readonly shares: readonly number[] | null;
      readonly warnings: readonly { readonly code: 'dependent-sets' | 'turned-share'; readonly message: string }[];
    }
  | { readonly ok: false; readonly code: 'nothing-in-common'; readonly message: string };

/**
 * 组合赋权, linear: w = αw_s + (1 − α)w_o.
 *
 * @param subjective at least 0 with a positive sum; made to sum to 1 first, like `objective`
 * @param alpha 0 … 1, 0.6 by default
 * @throws RangeError if lengths differ, a weight is negative or not finite, all are 0, or α is outside 0 … 1
 */
export function combineLinear(
  subjective: readonly number[],
  objective: readonly number[],
  alpha: number = DEFAULT_ALPHA,
): CombinedWeights {
  if (!(alpha >= 0 && alpha <= 1)) throw new RangeError('combineLinear requires an alpha from 0 to 1');
  const sets = requireSets([subjective, objective]);
  const shares = [alpha, 1 - alpha];
  return { ok: true, weights: mix(sets, shares), shares, warnings: [] };
}

/** 组合赋权, multiplicative: w ∝ w_s·w_o. See {@link combineLinear}; refused when no item has both weights. */
export function combineMultiplicative(subjective: readonly number[], objective: readonly number[]): CombinedWeights {
  return combineByProduct(subjective, objective, (product) => product);
}

/** 组合赋权, geometric: w ∝ √(w_s·w_o). See {@link combineMultiplicative}. */
export function combineGeometric(subjective: readonly number[], objective: readonly number[]): CombinedWeights {
  return combineByProduct(subjective, objective, Math.sqrt);
}

/**
 * 组合赋权 by game theory: the mixture that departs least from every set. Solves (WWᵀ)α = diag(WWᵀ), then
 * α ← |α| ÷ Σ|α| and w = Σα_k w_k.
 *
 * Sets of which one is a mixture of others have many solutions; the one of least length is taken, so that
 * equal sets get equal shares, with a warning. Another warning names a set whose share was negative before
 * its sign was dropped.
 *
 * @param sets at least two, each as in {@link combineLinear}
 */
export function combineByGameTheory(sets: readonly (readonly number[])[]): CombinedWeights {
  if (sets.length < 2) throw new RangeError('combineByGameTheory requires at least two sets of weights');
  const normalised = requireSets(sets);
  const products = normalised.map((one) => normalised.map((other) => dot(one, other)));
  const { values, vectors } = symmetricEigen(products);
  const floor = (values[0] ?? 0) * 1e-12;
  const diagonal = products.map((row, k) => row[k] ?? 0);
  const alphas = sets.map(() => 0);
  values.forEach((value, k) => {
    if (value <= floor) return;
    const vector = vectors[k] ?? [];
    const length = dot(vector, diagonal) / value;
    vector.forEach((entry, set) => (alphas[set] = (alphas[set] ?? 0) + length * entry));
  });
  const shares = sharesOf(alphas.map(Math.abs));
  const isDependent = values.some((value) => value <= floor);
  const turned = alphas.flatMap((alpha, set) => (alpha < -1e-12 ? [`${set + 1}`] : []));
  return {
    ok: true,
    weights: mix(normalised, shares),
    shares,
    warnings: [
      ...(isDependent ? [{ code: 'dependent-sets' as const, message: DEPENDENT }] : []),
      ...(turned.length > 0 ? [{ code: 'turned-share' as const, message: turnedMessage(turned) }] : []),
    ],
  };
}

const DEPENDENT = 'one set of weights is a mixture of the others and adds nothing; leave it out';
const turnedMessage = (sets: readonly string[]): string =>
  `the share of set ${sets.join(', ')} came out negative and was taken without its sign; look at that set, or combine linearly`;

function combineByProduct(
  subjective: readonly number[],
  objective: readonly number[],
  shape: (product: number) => number,
): CombinedWeights {
  const [one = [], other = []] = requireSets([subjective, objective]);
  const products = one.map((weight, item) => shape(weight * (other[item] ?? 0)));
  if (!products.some((product) => product > 0)) {
    const message = 'no item has a weight in both sets, so their products are all 0; combine linearly';
    return { ok: false, code: 'nothing-in-common', message };
  }
  return { ok: true, weights: sharesOf(products), shares: null, warnings: [] };
}

function requireSets(sets: readonly (readonly number[])[]): number[][] {
  const items = sets[0]?.length ?? 0;
  return sets.map((set) => {
    if (set.length !== items) throw new RangeError('combined weights require sets of one length');
    const isUsable = set.every((weight) => Number.isFinite(weight) && weight >= 0) && set.some((weight) => weight > 0);
    if (!isUsable) throw new RangeError('combined weights require finite weights of at least 0, not all 0');
    return sharesOf(set);
  });
}

function mix(sets: readonly (readonly number[])[], shares: readonly number[]): number[] {
  return (sets[0] ?? []).map((_, item) => sets.reduce((sum, set, k) => sum + (shares[k] ?? 0) * (set[item] ?? 0), 0));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
}
