import { cheapestCover, type Option } from './frontier.ts';
import { costOf, type Handle } from './handles.ts';
import type { TryOut } from './trial.ts';

/** A lever's level, with what it gains alone. */
export interface LevelOption extends Option {
  readonly steps: number;
}

export interface Found {
  readonly steps: readonly number[];
  /** Nothing cheaper reaches the goal, if gains add up. */
  readonly exact: boolean;
}

const ROUNDS = 24;

/** Cost of a whole choice. */
export const costOfAll = (handles: readonly Handle[], steps: readonly number[]): number =>
  handles.reduce((sum, handle, h) => sum + costOf(handle, steps[h] as number), 0);

/** Every choice there is; `null` when they are more than so many, or not every step was looked at. */
export function allChoices(handles: readonly Handle[], most: number): number[][] | null {
  const count = handles.reduce((product, { levels }) => product * levels.steps.length, 1);
  if (count > most || !handles.every(({ levels }) => levels.complete)) return null;
  return handles.reduce<number[][]>(
    (choices, { levels }) => choices.flatMap((choice) => levels.steps.map((steps) => [...choice, steps])),
    [[]],
  );
}

/** Tries choices, the cheapest first, of equals the one with fewer steps. @returns the first that reaches the goal */
export function firstReached(
  handles: readonly Handle[],
  choices: readonly number[][],
  tryOut: TryOut,
): number[] | null {
  const priced = choices.map((steps) => ({
    steps,
    cost: costOfAll(handles, steps),
    way: steps.reduce((sum, count) => sum + count, 0),
  }));
  priced.sort((a, b) => a.cost - b.cost || a.way - b.way);
  return priced.find(({ steps }) => tryOut(steps).isReached)?.steps ?? null;
}

/**
 * Chooses, scores, and asks for more until it holds. It begins with all that rounding could give, so
 * that no cheaper choice is passed over; where gains add up, whatever gains no more than a choice that
 * failed would fail as well.
 *
 * @param start margin with nothing moved
 * @param rounding what rounding can give or take
 */
export function coverGoal(
  options: readonly LevelOption[][],
  start: number,
  rounding: number,
  tryOut: TryOut,
): Found | null {
  let need = -start - rounding;
  let addsUp = true;
  for (let round = 0; round < ROUNDS; round += 1) {
    const cheapest = cheapestCover(options, need);
    if (cheapest === null) return null;
    const steps = cheapest.choice.map((choice, h) => options[h]?.[choice]?.steps ?? 0);
    const { isReached, margin } = tryOut(steps);
    addsUp &&= Math.abs(margin - start - cheapest.gain) < 1e-9;
    if (isReached) return { steps, exact: cheapest.exact && addsUp };
    // Late, larger strides: the last of them are given up to an answer that is not certainly the cheapest.
    const isLate = round > ROUNDS / 2;
    if (isLate) addsUp = false;
    need = Math.max(need, cheapest.gain) + (isLate ? Math.max(-margin, rounding) : 1e-12 * Math.max(1, need));
  }
  return null;
}

/**
 * Moves one lever after another to the level that serves best beside the others, until nothing gains:
 * the way out where levers help or hinder each other.
 */
export function climb(handles: readonly Handle[], from: readonly number[], tryOut: TryOut): number[] {
  let best = [...from];
  let { isReached, margin } = tryOut(best);
  for (let isBetter = true, round = 0; isBetter && !isReached && round < 3; round += 1) {
    isBetter = false;
    for (const [h, { levels }] of handles.entries()) {
      for (const count of levels.steps) {
        const tried = withSteps(best, h, count);
        const trial = tryOut(tried);
        if (!trial.isReached && trial.margin <= margin) continue;
        ({ isReached, margin } = trial);
        best = tried;
        isBetter = true;
        if (isReached) return best;
      }
    }
  }
  return best;
}

/** Takes each improvement back, in this order, as far as the goal still holds. @param steps reach it */
export function takeBack(steps: readonly number[], order: readonly number[], tryOut: TryOut): number[] {
  let left = [...steps];
  for (const h of order) {
    let [low, high] = [0, left[h] as number];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (tryOut(withSteps(left, h, middle)).isReached) high = middle;
      else low = middle + 1;
    }
    left = withSteps(left, h, high);
  }
  return left;
}

/** Levers by what they cost in a choice, the dearest first. */
export function dearestFirst(handles: readonly Handle[], steps: readonly number[]): number[] {
  const costs = handles.map((handle, h) => costOf(handle, steps[h] as number));
  return costs.map((_, h) => h).sort((a, b) => (costs[b] as number) - (costs[a] as number));
}

export const withSteps = (steps: readonly number[], h: number, count: number): number[] =>
  steps.map((own, other) => (other === h ? count : own));
