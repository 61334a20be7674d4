import { gainsAddUp } from './certainty.ts';
import { costOf, handlesOf, type Handle, type UnusedLever } from './handles.ts';
import type { Lever } from './levels.ts';
import {
  allChoices,
  climb,
  costOfAll,
  coverGoal,
  dearestFirst,
  firstReached,
  takeBack,
  withSteps,
  type LevelOption,
} from './search.ts';
import { trialOf, type TryOut } from './trial.ts';
import type { Standing, WhatIf } from './what-if.ts';

export interface GoalSeek {
  readonly unit: string;
  /** Places to gain inside the class: a whole number, at least 1. */
  readonly places: number;
  /** Indicators without a lever stay as they are. */
  readonly levers: readonly Lever[];
  /** Where the levers leave no more choices than this, each is tried, the cheapest first; 1000 by default. */
  readonly mostChoices?: number;
}

export interface Improvement {
  readonly indicator: string;
  /** `null` for a value that is absent now. */
  readonly from: number | null;
  readonly to: number;
  readonly cost: number;
}

export interface GoalFound {
  readonly reached: true;
  readonly targetRank: number;
  readonly improvements: readonly Improvement[];
  readonly cost: number;
  /** The unit after them, as the engine scores it with everybody else's values as they are. */
  readonly standing: Standing;
  /**
   * Certainly nothing cheaper reaches the goal in whole steps: every choice was tried, or the scheme is
   * such that gains add up. Else the cheapest that was found.
   */
  readonly exact: boolean;
  readonly unused: readonly UnusedLever[];
}

export interface GoalMissed {
  readonly reached: false;
  readonly targetRank: number;
  /** The unit as it is; for `limits`, with every lever where it serves best of what was tried. */
  readonly standing: Standing;
  readonly why: 'limits' | 'already-first' | 'not-ranked';
  /** Whether a lever gains anything is not asked where there is no place to gain. */
  readonly unused: readonly UnusedLever[];
}

/**
 * The cheapest set of improvements that gains so many places, within the limits and at the costs given.
 *
 * Where there are few choices all of them are tried. Else each lever is tried alone, level by level, by
 * scoring it: how much closer it brings the unit to whoever holds the place it wants, whose own score may
 * move, too, where a rule compares units. The cheapest sum of such gains is chosen, scored as a whole, and
 * the need raised by what is lacking until it holds; then every improvement is taken back as far as the
 * goal allows. Where gains need not add up, everything is also taken back from the best there is, and the
 * cheaper answer kept. The answer is never an estimate: it has been scored.
 *
 * @param game left without changes
 * @throws RangeError if the unit is not there, `places` is not a whole number from 1, a lever's limit or
 *   cost makes no sense, nobody looks at its indicator, or an indicator has two
 */
export function seekGoal(game: WhatIf, { unit, places, levers, mostChoices = 1000 }: GoalSeek): GoalFound | GoalMissed {
  const row = game.inputs().findIndex((input) => input.unit === unit);
  if (row < 0 || !Number.isInteger(places) || places < 1)
    throw new RangeError('seekGoal requires a unit of the run and a whole number of places, at least one');
  checkLevers(levers);
  game.change([]);
  const { handles: given, unused } = handlesOf(game, row, levers);
  const now = standingOf(game, row);
  const targetRank = Math.max(1, (now.rank ?? 0) - places);
  if (now.rank === null) return { reached: false, targetRank, standing: now, why: 'not-ranked', unused };
  if (now.rank === 1) return { reached: false, targetRank, standing: now, why: 'already-first', unused };

  const handles = given.filter((handle) => mayHelp(handle, given));
  const tryOut = trialOf(game, row, targetRank, handles);
  const lifts = liftsOf(handles, tryOut);
  const answer = choose(game, row, lifts, mostChoices, tryOut);
  tryOut(answer.steps);
  const standing = standingOf(game, row);
  game.change([]);
  const idle = lifts.filter((lift, h) => !gainsAlone(lift) && answer.steps[h] === 0).map(({ handle }) => handle);
  for (const handle of given) {
    if (!handles.includes(handle) || idle.includes(handle))
      unused.push({ indicator: handle.lever.indicator, why: 'not-better' });
  }
  if (!answer.reached) return { reached: false, targetRank, standing, why: 'limits', unused };
  return {
    reached: true,
    targetRank,
    improvements: handles.flatMap((handle, h) => improvementOf(handle, answer.steps[h] as number)),
    cost: costOfAll(handles, answer.steps),
    standing,
    exact: answer.exact,
    unused,
  };
}

function checkLevers(levers: readonly Lever[]): void {
  for (const { indicator, limit, cost, step = 1, fixedCost = 0, from = 0 } of levers) {
    if (![limit, cost, step, fixedCost, from].every(Number.isFinite) || cost < 0 || fixedCost < 0 || step <= 0)
      throw new RangeError(`seekGoal requires a finite limit, costs of at least 0 and a step above 0 for ${indicator}`);
  }
  if (new Set(levers.map(({ indicator }) => indicator)).size < levers.length)
    throw new RangeError('seekGoal requires one lever an indicator');
}

const standingOf = (game: WhatIf, row: number): Standing => game.standings()[row] as Standing;

function improvementOf({ lever, from, levels, ...rest }: Handle, steps: number): Improvement[] {
  if (steps === 0) return [];
  const cost = costOf({ lever, from, levels, ...rest }, steps);
  return [{ indicator: lever.indicator, from, to: levels.valueAt(steps), cost }];
}

/** A lever, the margin it brings alone at each of its levels, and the steps at which it serves best. */
interface Lift {
  readonly handle: Handle;
  readonly margins: readonly number[];
  readonly best: number;
}

/** A plain lever whose leaf nobody else moves, and which scores no more at any level, helps nowhere. */
function mayHelp({ isPlain, rises, leaves }: Handle, all: readonly Handle[]): boolean {
  const isShared = (leaf: number): boolean => all.filter((handle) => handle.leaves.includes(leaf)).length > 1;
  return rises || !isPlain || leaves.some(isShared);
}

const gainsAlone = ({ handle, margins: [now = -Infinity, ...later] }: Lift): boolean =>
  handle.rises || later.some((margin) => margin > now + 1e-12);

function liftsOf(handles: readonly Handle[], tryOut: TryOut): Lift[] {
  const none = handles.map(() => 0);
  return handles.map((handle, h) => {
    const { steps } = handle.levels;
    const margins = steps.map((count) => tryOut(withSteps(none, h, count)).margin);
    // Beside others a lever may help that does not alone: what its leaf scores says so, if that is all it moves.
    const place =
      handle.worth === null
        ? margins.lastIndexOf(Math.max(...margins))
        : handle.worth.indexOf(Math.max(...handle.worth));
    return { handle, margins, best: steps[place] as number };
  });
}

type Answer =
  | { readonly reached: true; readonly steps: readonly number[]; readonly exact: boolean }
  | { readonly reached: false; readonly steps: readonly number[] };

function choose(game: WhatIf, row: number, lifts: readonly Lift[], mostChoices: number, tryOut: TryOut): Answer {
  const handles = lifts.map(({ handle }) => handle);
  const tops = lifts.map(({ best }) => best);
  const choices = allChoices(handles, mostChoices);
  const cheapest = choices === null ? null : firstReached(handles, choices, tryOut);
  if (cheapest !== null) return { reached: true, steps: cheapest, exact: true };

  const start = tryOut(handles.map(() => 0));
  const best = tryOut(tops);
  const limits = handles.map(({ levels }) => levels.most);
  // The limits may serve better where a rule compares units.
  const ends = [tops, limits].filter((steps) => tryOut(steps).isReached).slice(0, 1);
  if (ends.length === 0) {
    const leaves = handles.flatMap((handle) => handle.leaves);
    const areApart = handles.every(({ worth }) => worth !== null) && new Set(leaves).size === leaves.length;
    const isSure = choices !== null || areApart;
    const highest = tryOut(limits).margin > best.margin ? limits : tops;
    const climbed = isSure ? highest : climb(handles, highest, tryOut);
    if (!tryOut(climbed).isReached) return { reached: false, steps: climbed };
    ends.push(climbed);
  }
  const options = lifts.map((lift) => optionsOf(lift, start.margin));
  const found = coverGoal(options, start.margin, smallestDifference(game), tryOut);
  const backFrom = (steps: readonly number[]): number[] => takeBack(steps, dearestFirst(handles, steps), tryOut);
  if (found?.exact === true && gainsAddUp(game, row, handles, start, best))
    return { reached: true, steps: backFrom(found.steps), exact: true };
  const answers = [...(found === null ? [] : [found.steps]), ...ends].map(backFrom);
  const costs = answers.map((steps) => costOfAll(handles, steps));
  return { reached: true, steps: answers[costs.indexOf(Math.min(...costs))] as number[], exact: false };
}

function optionsOf({ handle, margins }: Lift, start: number): LevelOption[] {
  return handle.levels.steps.map((steps, k) => ({
    steps,
    cost: costOf(handle, steps),
    gain: steps === 0 ? 0 : Math.max(0, (margins[k] as number) - start),
  }));
}

/** What rounding can give or take: a place is won on printed figures, as a rule. */
function smallestDifference({ tree }: WhatIf): number {
  const { digits, rankOn } = tree.document.rounding;
  return rankOn === 'printed' ? 10 ** -digits : 1e-9;
}
