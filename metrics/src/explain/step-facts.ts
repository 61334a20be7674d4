import type { Aggregation, ImputeMethod, MissingAction, SchemeDocument, Ties } from '../scheme/document.ts';
import type { ChangeMethod } from '../prepare/cell-change.ts';
import type { MissingKind } from '../language/missing.ts';
import type { Names } from '../language/catalogue.ts';
import type { RoundingMode } from '../language/rounding.ts';
import type { ScreenReason } from '../prepare/screen.ts';
import type { RuleSays } from '../rules/index.ts';

/**
 * What a step's sentence is made of beside its calculation, by kind: the facts, without a word of any
 * language. The sentences are `step-words.ts`.
 */
export interface StepFacts {
  readonly value: ValueFacts;
  readonly absent: AbsentFacts;
  readonly denominate: { readonly scale: number };
  readonly impute: { readonly how: ChangeMethod; readonly count: number | null };
  readonly treat: { readonly how: ChangeMethod; readonly before: number | null; readonly after: number | null };
  readonly log: { readonly before: number | null; readonly isFloored: boolean };
  readonly rule: RuleSays & { readonly isLogged: boolean };
  readonly fill: {
    readonly action: MissingAction | ImputeMethod;
    readonly missing: MissingKind | null;
    readonly score: number;
  };
  readonly aggregate: {
    readonly mean: Aggregation;
    readonly exponent: number;
    /** Children with a weight, and those of them with a score. */
    readonly children: number;
    readonly present: number;
    /** A child at 0 makes the mean 0. */
    readonly isZeroed: boolean;
  };
  readonly bonus: AdjustmentFacts;
  readonly deduct: AdjustmentFacts;
  readonly total: {
    readonly base: number;
    readonly bonus: number;
    readonly deduction: number;
    /** The ends the sum is held inside; `null` in an open scheme. */
    readonly held: readonly [low: number, high: number] | null;
    readonly scoreCaps: readonly { readonly code: string; readonly scoreCap: number }[];
  };
  readonly round: { readonly printed: string; readonly digits: number; readonly mode: RoundingMode };
  readonly rank: {
    readonly rank: number;
    readonly of: number;
    readonly on: SchemeDocument['rounding']['rankOn'];
    readonly ties: Ties;
  };
  readonly grade: GradeFacts;
}

export interface ValueFacts {
  readonly value: number;
  /** `null` where the value is no quotient. */
  readonly quotient: { readonly factor: number | null; readonly digits: number | null } | null;
}

export type AbsentFacts =
  | {
      readonly what: 'value' | 'denominator' | 'score';
      readonly missing: MissingKind | null;
      /** What follows for the branch above; `null` where another step fills the gap. */
      readonly then: 'reweight' | 'absent' | null;
      /** The unit that others are measured by, where that is what has no value. */
      readonly reference?: string;
    }
  | { readonly what: 'children'; readonly missing: MissingKind | null }
  | { readonly what: 'coverage'; readonly present: number; readonly children: number; readonly threshold: number }
  | { readonly what: 'group' }
  | { readonly what: 'screened'; readonly reason: ScreenReason };

export type AdjustmentFacts =
  | { readonly from: 'ruling'; readonly code: string; readonly points: number }
  | {
      readonly from: 'item';
      readonly name: Names;
      readonly each: number;
      readonly count: number;
      readonly cap: number | null;
    }
  | { readonly from: 'cap'; readonly cap: number };

type LadderStep = SchemeDocument['grades'][number];

export interface GradeFacts {
  readonly printed: string;
  readonly partial: { readonly coverage: number | null; readonly threshold: number } | null;
  /** The grade the figure reaches, and the next better one. */
  readonly reached: LadderStep | null;
  readonly above: LadderStep | null;
  /** Grades nothing better than which is left, each by its veto. */
  readonly vetoes: readonly { readonly code: string; readonly cap: LadderStep | null }[];
  /** The grade whose quota is full; `null` where none holds the unit back. */
  readonly quota: { readonly grade: LadderStep; readonly share: number; readonly of: number } | null;
  readonly grade: LadderStep | null;
}
