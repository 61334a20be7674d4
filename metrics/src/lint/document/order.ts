import type { RuleSetting } from '../../rules/index.ts';

type Direction = RuleSetting['direction'];

/** Whether a tier whose bound is `bound` may follow one at `above`: tiers stand best first. */
export const isBelow = (bound: number, above: number, direction: Direction = 'higher'): boolean =>
  direction === 'higher' ? bound < above : bound > above;

export const areInOrder = (bounds: readonly number[], direction: Direction = 'higher'): boolean =>
  bounds.every((bound, k) => k === 0 || isBelow(bound, bounds[k - 1] as number, direction));

export const opposite = (direction: Direction): Direction => (direction === 'higher' ? 'lower' : 'higher');
