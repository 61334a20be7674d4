import type { LeafColumn } from '../engine/leaf-column.ts';
import { leafAt } from '../scheme/tree.ts';
import { cheapestCover, type Option } from './frontier.ts';
import { levelsOf, type Lever, type Levels } from './levels.ts';
import type { Standing, ValueChange, WhatIf } from './what-if.ts';

export interface GoalSeek {
  readonly unit: string;
  /** Places to gain inside the class, at least 1. */
  readonly places: number;
  /** Indicators without a lever stay as they are. */
  readonly levers: readonly Lever[];
}

export interface Improvement {
  readonly indicator: string;
  readonly from: number;
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
  /** Nothing cheaper reaches the goal in whole steps; else the cheapest that was found. */
  readonly exact: boolean;
}

export interface GoalMissed {
  readonly reached: false;
  readonly targetRank: number;
  /** The unit with every lever at its limit. */
  readonly standing: Standing;
  readonly why: 'limits' | 'already-first' | 'not-ranked';
}

/** A lever that moves something, with the levels it is tried at. */
interface Handle {
  readonly lever: Lever;
  readonly from: number;
  readonly levels: Levels;
}

const ROUNDS = 24;

/**
 * The cheapest set of improvements that gains so many places, within the limits and at the costs given.
 *
 * Each lever is tried alone, level by level, by scoring it: how much closer it brings the unit to whoever
 * holds the place it wants, whose own score may move, too, where a rule compares units. The cheapest sum
 * of such gains is chosen, scored as a whole, and the need raised by what is lacking until it holds; then
 * every improvement is taken back as far as the goal allows. The answer is never an estimate: it has been
 * scored.
 *
 * @param game left without changes
 * @throws RangeError if the unit is not there, `places` is below 1, or a lever's limit or cost makes no sense
 */
export function seekGoal(game: WhatIf, { unit, places, levers }: GoalSeek): GoalFound | GoalMissed {
  const row = game.sheet.inputs.findIndex((input) => input.unit === unit);
  if (row < 0 || !(places >= 1)) throw new RangeError(`seekGoal requires a unit of the run and at least one place`);
  checkLevers(levers);
  game.change([]);
  const now = standingOf(game, row);
  const targetRank = Math.max(1, (now.rank ?? 0) - places);
  if (now.rank === null) return { reached: false, targetRank, standing: now, why: 'not-ranked' };
  if (now.rank === 1) return { reached: false, targetRank, standing: now, why: 'already-first' };

  const handles = levers.flatMap((lever) => handleOf(game, row, lever) ?? []);
  const trial = trialOf(game, row, targetRank, handles);
  const all = handles.map(({ levels }) => levels.most);
  if (!trial(all).isReached) {
    const standing = standingOf(game, row);
    game.change([]);
    return { reached: false, targetRank, standing, why: 'limits' };
  }

  const start = trial(handles.map(() => 0)).margin;
  const options = handles.map((handle, h) =>
    optionsOf(handle, (steps) => trial(alone(handles, h, steps)).margin - start),
  );
  const found = search(options, start, smallestDifference(game), trial);
  const chosen = takeBack(handles, found?.steps ?? all, trial);
  trial(chosen.steps);
  const standing = standingOf(game, row);
  game.change([]);
  const improvements = handles.flatMap(({ lever, from, levels }, h) => {
    const steps = chosen.steps[h] as number;
    return steps === 0
      ? []
      : [{ indicator: lever.indicator, from, to: levels.valueAt(steps), cost: costOf(handles[h] as Handle, steps) }];
  });
  return {
    reached: true,
    targetRank,
    improvements,
    cost: improvements.reduce((sum, { cost }) => sum + cost, 0),
    standing,
    exact: found?.exact === true && !chosen.changed && handles.every(({ levels }) => levels.complete),
  };
}

function checkLevers(levers: readonly Lever[]): void {
  for (const { indicator, limit, cost, step = 1, fixedCost = 0 } of levers) {
    if (![limit, cost, step, fixedCost].every(Number.isFinite) || cost < 0 || fixedCost < 0 || step <= 0)
      throw new RangeError(`seekGoal requires a finite limit, costs of at least 0 and a step above 0 for ${indicator}`);
  }
}

function standingOf(game: WhatIf, row: number): Standing {
  return game.standings()[row] as Standing;
}

/** `null` for a lever on an absent value, and for one whose limit is not on the better side. */
function handleOf(game: WhatIf, row: number, lever: Lever): Handle | null {
  const from = game.sheet.inputs[row]?.values.get(lever.indicator)?.value ?? null;
  const leaf = game.tree.leaves.find((index) => leafAt(game.tree, index).indicator === lever.indicator);
  if (from === null || leaf === undefined) return null;
  const isBetter = leafAt(game.tree, leaf).direction === 'higher' ? lever.limit > from : lever.limit < from;
  if (!isBetter) return null;
  const column = game.sheet.columns[leaf] as LeafColumn;
  const levels = levelsOf(lever, from, leafAt(game.tree, leaf).rule, column.peersOf(row));
  return levels.most === 0 ? null : { lever, from, levels };
}

interface Trial {
  readonly isReached: boolean;
  /** How far the unit is above whoever holds the place it wants, in points; below 0 while it lacks. */
  readonly margin: number;
}

/** Scores the unit with each lever moved so many steps. */
type TryOut = (steps: readonly number[]) => Trial;

function trialOf(game: WhatIf, row: number, targetRank: number, handles: readonly Handle[]): TryOut {
  const { unit } = game.sheet.inputs[row] as { unit: string };
  const peers = game.peersOf(row);
  const { weights } = game.tree;
  return (steps) => {
    game.change(
      handles.flatMap(({ lever: { indicator }, levels }, h): ValueChange[] => {
        const count = steps[h] as number;
        if (count === 0) return [];
        return [
          {
            unit,
            indicator,
            value: { value: levels.valueAt(count), missing: null, numerator: null, denominator: null },
          },
        ];
      }),
    );
    const ranks = game.kernel.ranks(weights);
    const totals = game.kernel.lastTotals;
    const others = peers.flatMap((peer) => (peer === row || ranks[peer] === 0 ? [] : [totals[peer] as number]));
    const holder = others.sort((a, b) => b - a)[targetRank - 1] ?? -Infinity;
    const rank = ranks[row] as number;
    return { isReached: rank !== 0 && rank <= targetRank, margin: (totals[row] as number) - holder };
  };
}

const alone = (handles: readonly Handle[], h: number, steps: number): number[] =>
  handles.map((_, other) => (other === h ? steps : 0));

const costOf = ({ lever, from, levels }: Handle, steps: number): number =>
  steps === 0 ? 0 : (lever.fixedCost ?? 0) + lever.cost * Math.abs(levels.valueAt(steps) - from);

interface LevelOption extends Option {
  readonly steps: number;
}

function optionsOf(handle: Handle, gainAt: (steps: number) => number): LevelOption[] {
  return handle.levels.steps.map((steps) => ({
    steps,
    cost: costOf(handle, steps),
    gain: steps === 0 ? 0 : Math.max(0, gainAt(steps)),
  }));
}

interface Found {
  readonly steps: readonly number[];
  readonly exact: boolean;
}

/** What rounding can give or take: a place is won on printed figures, as a rule. */
function smallestDifference({ tree }: WhatIf): number {
  const { digits, rankOn } = tree.document.rounding;
  return rankOn === 'printed' ? 10 ** -digits : 1e-9;
}

/**
 * Chooses, scores, and asks for more until it holds. It begins with all that rounding could give, so
 * that no cheaper choice is passed over; where gains add up, whatever gains no more than a choice that
 * failed would fail as well.
 *
 * @param start margin with nothing moved, below 0
 */
function search(options: readonly LevelOption[][], start: number, rounding: number, trial: TryOut): Found | null {
  let need = -start - rounding;
  let addsUp = true;
  for (let round = 0; round < ROUNDS; round += 1) {
    const cheapest = cheapestCover(options, need);
    if (cheapest === null) return null;
    const steps = cheapest.choice.map((choice, h) => options[h]?.[choice]?.steps ?? 0);
    const { isReached, margin } = trial(steps);
    addsUp &&= Math.abs(margin - start - cheapest.gain) < 1e-9;
    if (isReached) return { steps, exact: cheapest.exact && addsUp };
    // Late, larger strides: the last of them are given up to an answer that is not certainly the cheapest.
    const isLate = round > ROUNDS / 2;
    if (isLate) addsUp = false;
    need = Math.max(need, cheapest.gain) + (isLate ? Math.max(-margin, rounding) : 1e-12 * Math.max(1, need));
  }
  return null;
}

/** Takes each improvement back, the dearest first, as far as the goal still holds. */
function takeBack(
  handles: readonly Handle[],
  steps: readonly number[],
  trial: TryOut,
): { steps: number[]; changed: boolean } {
  const left = [...steps];
  const dearestFirst = left.map((_, h) => h).sort((a, b) => costAt(handles, left, b) - costAt(handles, left, a));
  for (const h of dearestFirst) {
    let [low, high] = [0, left[h] as number];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const tried = left.map((count, other) => (other === h ? middle : count));
      if (trial(tried).isReached) high = middle;
      else low = middle + 1;
    }
    left[h] = high;
  }
  return { steps: left, changed: left.some((count, h) => count !== steps[h]) };
}

const costAt = (handles: readonly Handle[], steps: readonly number[], h: number): number =>
  costOf(handles[h] as Handle, steps[h] as number);
