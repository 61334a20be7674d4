/** What the values of all compared units have in common; absent values left out. */
export interface Peers {
  readonly count: number;
  /** In the indicator's unit, after transform and treatment, direction not applied. 0 when `count` is 0. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Sample standard deviation, n − 1; 0 for fewer than two. */
  readonly sd: number;
  /** Every present value, ascending. */
  readonly sorted: Float64Array;
  /** Value of a unit by its code; `null` when it is absent. Only a distance to a reference asks. */
  readonly valueOf: (unit: string) => number | null;
}

/** What a rule scores by, beside what it says itself and the value. */
export interface RuleSetting {
  readonly direction: 'higher' | 'lower';
  /** Scores of the worst and of the best. */
  readonly range: readonly [worst: number, best: number];
  /** Months of the year gone by at the period, 1..12; only prorated goalposts look at it. */
  readonly elapsedMonths: number;
}

/**
 * One leaf's arithmetic, as a person can check it: `expression` holds nothing but numbers,
 * `+ − × ÷`, brackets and the functions min, max, ln, floor and ceil, and gives `score`.
 */
export interface Worked {
  readonly score: number;
  /** In symbols, e.g. `y₀ + (y₁ − y₀) × (v − x₀) ÷ (x₁ − x₀)`. */
  readonly formula: string;
  /** The same with the numbers in place, e.g. `60 + (100 − 60) × (65 − 50) ÷ (100 − 50)`. */
  readonly expression: string;
}
