import type { Names } from '../language/catalogue.ts';
import type { MissingKind } from '../language/missing.ts';
import type { StepKind } from '../language/step.ts';
import { printCalculation } from './calculation.ts';
import type { StepFacts } from './step-facts.ts';
import { STEP_WORDS, type StepWords } from './step-words.ts';

/**
 * One line of a calculation. `expression` holds nothing but numbers, + − × ÷, brackets and the
 * functions min, max, ln, exp, floor and ceil; typed into a calculator it gives `result`.
 */
export interface DerivationStep {
  /** The node the line belongs to; for a bonus or a deduction its own code. */
  readonly node: string;
  readonly kind: StepKind;
  /** What the step is called, e.g. 计分：分段赋分. */
  readonly title: Names;
  /** The sentence that says what was done, with its figures; ≈ before a figure that is rounded there. */
  readonly says: Names;
  /**
   * The numbers in a line, `60 + (100 − 60) × (65 − 50) ÷ (100 − 50) = 72`, as people read them: with the
   * digits it takes to get the result as stated, and ≈ where something is rounded. `null` where the
   * sentence says it all.
   */
  readonly calculation: Names | null;
  /** In symbols; `null` where there is nothing to compute. */
  readonly formula: string | null;
  /** With every digit. */
  readonly expression: string | null;
  readonly result: number | null;
  /** Why the value is absent, where it is. */
  readonly missing: MissingKind | null;
  /** Words of the scheme the step follows: rule type, aggregation, missing action, imputation or treatment. */
  readonly by: string | null;
}

type StepParts = Partial<Pick<DerivationStep, 'formula' | 'expression' | 'result' | 'missing' | 'by'>> & {
  /** What people are shown in place of the expression; `null` for nothing. */
  readonly shown?: string | null;
};

/** A step of one node, in words and numbers, with nothing in it but what is named. */
export const stepOf =
  (node: string) =>
  <K extends StepKind>(kind: K, facts: StepFacts[K], { shown, ...parts }: StepParts = {}): DerivationStep => {
    const { title, says } = (STEP_WORDS[kind] as (facts: StepFacts[K]) => StepWords)(facts);
    const { expression = null, result = null } = parts;
    const line = shown === undefined ? expression : shown;
    return {
      node,
      kind,
      title,
      says,
      calculation: line === null || result === null ? null : printCalculation(line, result),
      formula: null,
      expression,
      result,
      missing: null,
      by: null,
      ...parts,
    };
  };
