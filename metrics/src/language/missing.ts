/**
 * Why a value is absent. Absence is a value with a reason, never NaN, 0 or an exception
 * (the measurement contract, §3).
 */
export const MISSING_KINDS = ['not-applicable', 'not-due', 'no-cases', 'no-source', 'overdue', 'damaged'] as const;

export type MissingKind = (typeof MISSING_KINDS)[number];

/** Kinds that somebody tells and that a scheme decides about: all but what the program itself has lost (数据受损). */
export const TOLD_KINDS = [
  'not-applicable',
  'not-due',
  'no-cases',
  'no-source',
  'overdue',
] as const satisfies readonly MissingKind[];

export type ToldKind = (typeof TOLD_KINDS)[number];

interface MissingPolicy {
  /** Present in the score: `overdue` scores 0; of the others all but `damaged` hand their weight to their siblings. */
  readonly scoresZero: boolean;
  /** Nobody knows the value, though it was told: nothing it would have counted for has a score, up to the total. */
  readonly withholds: boolean;
  /** Part of the base that coverage and reported share are measured against. */
  readonly inBase: boolean;
  /** Counts as covered: somebody supplies, or ought to supply, the value. */
  readonly covered: boolean;
}

export const MISSING_POLICY: Readonly<Record<MissingKind, MissingPolicy>> = {
  'not-applicable': { scoresZero: false, withholds: false, inBase: false, covered: false },
  'not-due': { scoresZero: false, withholds: false, inBase: false, covered: false },
  'no-cases': { scoresZero: false, withholds: false, inBase: false, covered: false },
  'no-source': { scoresZero: false, withholds: false, inBase: true, covered: false },
  overdue: { scoresZero: true, withholds: false, inBase: true, covered: true },
  damaged: { scoresZero: false, withholds: true, inBase: true, covered: false },
};

/** The order in which one reason speaks for a group whose children are absent for several reasons. */
const SPEAKS_FIRST: readonly MissingKind[] = [
  'damaged',
  'no-source',
  'not-due',
  'no-cases',
  'not-applicable',
  'overdue',
];

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
