import type { SchemeLeaf } from '../scheme/document.ts';
import type { BranchMean } from '../aggregate/mean-function.ts';
import type { WeightDoubt } from './noisy-weights.ts';

/**
 * How far values are in doubt. Exactly one of `relative`, `absolute` and `margins` gives the size; a
 * uniform draw lies within ± the size, a normal one has it for its standard deviation, except that a
 * published margin is the half-width of a 95 % interval there.
 */
export interface ValueDoubt {
  /** Codes of indicators; every one that a leaf looks at by default. */
  readonly indicators?: readonly string[];
  readonly distribution: 'uniform' | 'normal';
  /** Share of the value's own size: 0.05 is ± 5 %. */
  readonly relative?: number;
  /** In the indicator's unit of measure. */
  readonly absolute?: number;
  /** By unit, in the indicator's unit of measure; a unit without one is exact. */
  readonly margins?: Readonly<Record<string, number>>;
  /** What a value can be: a draw beyond is held there. */
  readonly within?: readonly [lowest: number, highest: number];
}

/** Another way from a leaf's values to its scores; what is not named stays as the scheme has it. */
export type LeafWay = Partial<Pick<SchemeLeaf, 'rule' | 'treatment' | 'impute'>>;

interface Choice<T> {
  /** Each as likely as any other, and as the scheme's own. */
  readonly alternatives: readonly T[];
  /** `false`: the scheme's own way is not among the draws. */
  readonly keepOwn?: boolean;
  /** `true`: one draw for all of them; else one for each. */
  readonly together?: boolean;
}

export interface RuleDoubt extends Choice<LeafWay> {
  /** Codes; every leaf by default. */
  readonly leaves?: readonly string[];
}

export interface AggregationDoubt extends Choice<BranchMean> {
  /** Codes; every branch by default. */
  readonly branches?: readonly string[];
}

/**
 * What of an index is in doubt, and how often it is tried out: a declaration, to be kept with its result.
 * Each kind of doubt has a generator of its own, made from the seed and its name, so one of them draws the
 * same whether the others are there or not.
 */
export interface DoubtPlan {
  readonly seed: number | string;
  /** 1,000 by default. */
  readonly draws?: number;
  /** Share of the draws left out at either end of an interval: 0.05 (5 % … 95 %) by default. */
  readonly tail?: number;
  /** The places that count as the top: 3 by default. */
  readonly top?: number;
  readonly weights?: WeightDoubt;
  readonly values?: readonly ValueDoubt[];
  readonly rules?: readonly RuleDoubt[];
  readonly aggregations?: readonly AggregationDoubt[];
  /** Keep what every draw was made with. */
  readonly keepDraws?: boolean;
}

/** A plan with everything said that it leaves to defaults. */
export type CompletePlan = DoubtPlan & Required<Pick<DoubtPlan, 'draws' | 'tail' | 'top' | 'keepDraws'>>;

export const completePlan = (plan: DoubtPlan): CompletePlan => ({
  draws: 1_000,
  tail: 0.05,
  top: 3,
  keepDraws: false,
  ...plan,
});

/** How much a plan really moves, counted on the scheme and its data. */
export interface Varied {
  /** Weights that change a share. */
  readonly weights: number;
  /** Present values. */
  readonly values: number;
  /** Leaves that some alternative scores otherwise. */
  readonly rules: number;
  /** Branches that some alternative aggregates otherwise. */
  readonly aggregations: number;
}

/** Why a plan is not run, where in it, and how to mend it. */
export interface PlanFault {
  /** JSON pointer into the plan. */
  readonly path: string;
  readonly message: string;
}

export interface PlanRefusal {
  readonly ok: false;
  readonly faults: readonly PlanFault[];
}
