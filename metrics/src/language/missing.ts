/**
 * Why a value is absent. Absence is a value with a reason, never NaN, 0 or an exception
 * (the measurement contract, §3).
 */
export const MISSING_KINDS = ['not-applicable', 'not-due', 'no-cases', 'no-source', 'overdue'] as const;

export type MissingKind = (typeof MISSING_KINDS)[number];

interface MissingPolicy {
  /** Present in the score: `overdue` scores 0, every other kind hands its weight to its siblings. */
  readonly scoresZero: boolean;
  /** Part of the base that coverage and reported share are measured against. */
  readonly inBase: boolean;
  /** Counts as covered: somebody supplies, or ought to supply, the value. */
  readonly covered: boolean;
}

export const MISSING_POLICY: Readonly<Record<MissingKind, MissingPolicy>> = {
  'not-applicable': { scoresZero: false, inBase: false, covered: false },
  'not-due': { scoresZero: false, inBase: false, covered: false },
  'no-cases': { scoresZero: false, inBase: false, covered: false },
  'no-source': { scoresZero: false, inBase: true, covered: false },
  overdue: { scoresZero: true, inBase: true, covered: true },
};

/** The order in which one reason speaks for a group whose children are absent for several reasons. */
const SPEAKS_FIRST: readonly MissingKind[] = ['no-source', 'not-due', 'no-cases', 'not-applicable', 'overdue'];

/**
 * The reason of a node none of whose children is present.
 *
 * @param kinds reasons of its children, at least one
 * @throws RangeError if `kinds` is empty
 */
export function missingOfGroup(kinds: readonly MissingKind[]): MissingKind {
  const found = SPEAKS_FIRST.find((kind) => kinds.includes(kind));
  if (found === undefined) throw new RangeError('missingOfGroup requires at least one reason');
  return found;
}
