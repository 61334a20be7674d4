import type { MissingKind } from '../language/missing.ts';

/** What is known about the supply of one measure to one unit. */
export interface Supply {
  /** First day of the first period anybody of the unit's kind supplied; `null` when nobody ever did. */
  readonly suppliedFrom: string | null;
  /** The unit owes the measure at the period. */
  readonly owed: boolean;
  /** Days after the end of the period until it is overdue. */
  readonly dueAfterDays: number;
}

const DAY_MS = 86_400_000;

/**
 * Why a value nobody gave is absent (the measurement contract, §3): `no-source` when nobody supplies
 * the measure to this unit, `not-due` while its day has not come, else `overdue`.
 *
 * @param lastDay last day of the period the value is of, `YYYY-MM-DD`
 * @param asOf the instant that is asked about; days are counted in Shanghai
 */
export function absenceReason(supplies: readonly Supply[], lastDay: string, asOf: Date): MissingKind {
  const unsupplied = supplies.some(
    ({ suppliedFrom, owed }) => suppliedFrom === null || suppliedFrom > lastDay || !owed,
  );
  if (supplies.length === 0 || unsupplied) return 'no-source';
  const days = Math.max(...supplies.map(({ dueAfterDays }) => dueAfterDays));
  // Due until the end of that day in Shanghai, which is 16:00 UTC.
  const dueUntil = Date.parse(`${lastDay}T16:00:00Z`) + days * DAY_MS;
  return asOf.getTime() <= dueUntil ? 'not-due' : 'overdue';
}
