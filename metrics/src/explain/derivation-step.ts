import type { MissingKind } from '../language/missing.ts';
import type { StepKind } from '../language/step.ts';

/**
 * One line of a calculation. `expression` holds nothing but numbers, + − × ÷, brackets and the
 * functions min, max, ln, exp, floor and ceil; typed into a calculator it gives `result`.
 */
export interface DerivationStep {
  /** The node the line belongs to; for a bonus or a deduction its own code. */
  readonly node: string;
  readonly kind: StepKind;
  /** In symbols; `null` where there is nothing to compute. */
  readonly formula: string | null;
  readonly expression: string | null;
  readonly result: number | null;
  /** Why the value is absent, where it is. */
  readonly missing: MissingKind | null;
  /** Words of the scheme the step follows: rule type, aggregation, missing action, imputation or treatment. */
  readonly by: string | null;
}

type StepParts = Partial<Omit<DerivationStep, 'node' | 'kind'>>;

/** A step of one node, with nothing in it but what is named. */
export const stepOf =
  (node: string) =>
  (kind: StepKind, parts: StepParts): DerivationStep => ({
    node,
    kind,
    formula: null,
    expression: null,
    result: null,
    missing: null,
    by: null,
    ...parts,
  });
