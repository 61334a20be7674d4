import type { SchemeDocument, SchemeLeaf } from '../../scheme/document.ts';
import type { RuleOf } from '../../rules/index.ts';

type BandsRule = RuleOf<'bands'>;

type Direction = SchemeLeaf['direction'];

/** Whether a tier whose bound is `bound` may follow one at `above`: tiers stand best first. */
export const isBelow = (bound: number, above: number, direction: Direction = 'higher'): boolean =>
  direction === 'higher' ? bound < above : bound > above;

export const areInOrder = (bounds: readonly number[], direction: Direction = 'higher'): boolean =>
  bounds.every((bound, k) => k === 0 || isBelow(bound, bounds[k - 1] as number, direction));

export const boundsOf = ({ bands }: BandsRule): number[] => bands.map(([bound]) => bound);

/** Bands that were written for the other direction, from the first to the last. */
export const areReversed = (rule: BandsRule, direction: Direction): boolean =>
  rule.bands.length > 1 && areInOrder(boundsOf(rule), direction === 'higher' ? 'lower' : 'higher');

/** The ladders of a scheme that go by scores; colours by rank look at none. */
export function laddersOf({ grades, colours = [], coloursBy }: SchemeDocument) {
  return [
    { key: 'grades', ladder: grades },
    { key: 'colours', ladder: coloursBy === 'rank' ? [] : colours },
  ] as const;
}
