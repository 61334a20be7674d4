import type { Mend, RuleFault, ScoreRange } from './rule.ts';

/** The lowest and the highest of some scores. */
export function extremes(scores: readonly number[]): ScoreRange {
  return [Math.min(...scores), Math.max(...scores)];
}

/** What becomes of a rule whose scores are open, in words. */
export const OPEN_THE_SCHEME = `set the scheme's "range": "open"`;

/** How rules are kept inside the scheme's range that leave it when they are not clamped. */
export function keepClamped({ clamp }: { readonly clamp?: boolean }): Mend | null {
  return clamp === false ? ['/clamp', `take "clamp": false away, or ${OPEN_THE_SCHEME}`] : null;
}

/** The fault of a range that does not rise. @param property of the rule that holds it */
export function unorderedRange(property: string, range: ScoreRange | undefined): RuleFault[] {
  if (range === undefined || range[0] < range[1]) return [];
  const message = `${range[0]} is not below ${range[1]}; write the lowest score first, whichever way is better`;
  return [{ path: `/${property}`, message }];
}
