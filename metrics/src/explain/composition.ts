import type { Indicator, View } from '../language/catalogue.ts';
import type { PivotGroup } from './pivot.ts';

/**
 * Why the leaves of a group have no score together. `never`: groups of its view have none, by decision. `no-leaf`: no
 * leaf stands in it. `single`: one leaf alone would speak for it. `nothing-due`: none of its leaves applies just now.
 * `coverage`: too little of its weight has a source.
 */
export const NOT_COMPOSED = ['never', 'no-leaf', 'single', 'nothing-due', 'coverage', 'damaged'] as const;
export type NotComposed = (typeof NOT_COMPOSED)[number];

/** Leaves with a score that a group of the platform's frame is composed of at least. */
const LEAST_PRESENT = 2;

/**
 * Whether a group of a view is given a score of its own: the one place that decides it for pages and API (ADR 0034).
 * Dimensions are branches of the scheme and have the score the engine gave them. A priority (六大重点) is a list of
 * tasks under an official heading and has none, ever. A cell of 四横四纵 has one with two present leaves and enough
 * of its weight covered; else its leaves speak for themselves.
 *
 * @param coverageThreshold the scheme's: below it nothing gets a colour either
 * @returns `null` for a group that has a score
 */
export function whyNotComposed(
  view: View['code'],
  { leaves, present, coverage, isDamaged }: Pick<PivotGroup, 'leaves' | 'present' | 'coverage' | 'isDamaged'>,
  coverageThreshold: number,
): NotComposed | null {
  if (view === 'dimensions') return null;
  if (view === 'focuses') return 'never';
  if (leaves.length === 0) return 'no-leaf';
  if (leaves.length === 1) return 'single';
  if (isDamaged) return 'damaged';
  if (coverage === null) return 'nothing-due';
  if (coverage < coverageThreshold) return 'coverage';
  return present < LEAST_PRESENT ? 'single' : null;
}

/**
 * The groups of a view, other than the scheme's own dimensions, that an indicator stands in. The frame of the platform
 * is made of platform leaves: what is scored about archives stands in no cell of it.
 */
export function groupsOf(
  view: Exclude<View['code'], 'dimensions'>,
  { focuses, band, index }: Pick<Indicator, 'focuses' | 'band' | 'index'>,
): readonly string[] {
  if (view === 'focuses') return focuses;
  return band === null || index !== 'data' ? [] : [band];
}
