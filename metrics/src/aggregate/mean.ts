import type { SchemeBranch } from '../scheme/document.ts';

/**
 * How a branch makes one score of its children's scores, over all units at once.
 *
 * With weights w of the present children and their sum W:
 *
 * | aggregation | score |
 * |---|---|
 * | arithmetic | Σ w x ÷ W |
 * | geometric | exp(Σ w ln x ÷ W) |
 * | harmonic | W ÷ Σ (w ÷ x) |
 * | generalised | exp(ln(Σ w exp(p ln x) ÷ W) ÷ p), exponent p ≠ 0 |
 * | minimum | the smallest x with w > 0 |
 * | sum | Σ w x ÷ W × (weights of all children ÷ the branch's own weight) |
 *
 * `sum` is a rubric's 合计得分: what the children earn, in points, as a share of the points the branch
 * is headed with, whether these add up or not; absent children hand their weight on as elsewhere.
 * Products are summed as logarithms, because a product of many scores leaves the range of a double;
 * `pow` is not used, whose last bit is not the same everywhere. A child at 0 makes a geometric,
 * harmonic or generalised (p < 0) mean 0, which is its limit. Sources: OECD/JRC Handbook (2008), step
 * 6; the means are those of COINr's `a_amean`, `a_gmean`, `a_hmean` and `a_genmean`, the last with
 * weights handed on where a child is absent, which COINr leaves missing.
 */
export interface Mean {
  /** Adds one child for every unit; NaN in `scores` is an absent child. Children come in document order. */
  add(scores: Float64Array, weight: number): void;
  /** The branch's scores; NaN where no child with a weight is present. Called once. */
  finish(): Float64Array;
}

/** @param allWeights weight of all children together; only `sum` looks at it */
export function meanOf({ aggregate, exponent = 1, weight }: SchemeBranch, units: number, allWeights: number): Mean {
  switch (aggregate) {
    case 'arithmetic':
      return arithmetic(units, 1);
    case 'sum':
      return arithmetic(units, weight === 0 ? 1 : allWeights / weight);
    case 'geometric':
      return throughFunction(units, Math.log, Math.exp);
    case 'harmonic':
      return throughFunction(
        units,
        (x) => 1 / x,
        (y) => 1 / y,
      );
    case 'generalised':
      return throughFunction(
        units,
        (x) => Math.exp(exponent * Math.log(x)),
        (y) => Math.exp(Math.log(y) / exponent),
      );
    case 'minimum':
      return minimum(units);
  }
}

function arithmetic(units: number, factor: number): Mean {
  const sum = new Float64Array(units);
  const weights = new Float64Array(units);
  return {
    add(scores, weight) {
      if (weight === 0) return;
      for (let u = 0; u < units; u += 1) {
        const score = scores[u] as number;
        // NaN is the one number that is not itself: the child is absent.
        if (score === score) {
          sum[u] = (sum[u] as number) + weight * score;
          weights[u] = (weights[u] as number) + weight;
        }
      }
    },
    finish() {
      // Without a weight 0 ÷ 0 is NaN, which is what absent is.
      for (let u = 0; u < units; u += 1) sum[u] = (sum[u] as number) / (weights[u] as number);
      if (factor !== 1) for (let u = 0; u < units; u += 1) sum[u] = (sum[u] as number) * factor;
      return sum;
    },
  };
}

/** A quasi-arithmetic mean: the arithmetic mean of f(x), brought back. */
function throughFunction(units: number, f: (x: number) => number, back: (y: number) => number): Mean {
  const sum = new Float64Array(units);
  const weights = new Float64Array(units);
  return {
    add(scores, weight) {
      if (weight === 0) return;
      for (let u = 0; u < units; u += 1) {
        const score = scores[u] as number;
        if (score === score) {
          sum[u] = (sum[u] as number) + weight * f(score);
          weights[u] = (weights[u] as number) + weight;
        }
      }
    },
    finish() {
      for (let u = 0; u < units; u += 1) sum[u] = back((sum[u] as number) / (weights[u] as number));
      return sum;
    },
  };
}

function minimum(units: number): Mean {
  const least = new Float64Array(units).fill(Number.NaN);
  return {
    add(scores, weight) {
      if (weight === 0) return;
      for (let u = 0; u < units; u += 1) {
        const score = scores[u] as number;
        // Written so that the first present child replaces NaN.
        if (score === score && !((least[u] as number) <= score)) least[u] = score;
      }
    },
    finish: () => least,
  };
}
