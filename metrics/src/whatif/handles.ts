import type { LeafColumn } from '../engine/leaf-column.ts';
import { statedValues } from '../rules/index.ts';
import type { SchemeDocument } from '../scheme/document.ts';
import { leafAt } from '../scheme/tree.ts';
import { alongLeaf } from './along-leaf.ts';
import { levelsOf, type Lever, type Levels } from './levels.ts';
import { isReached, reachOf } from './reach.ts';
import type { WhatIf } from './what-if.ts';

/** A lever that was left alone: its value is absent, the limit is nearer than a step, or nothing gains by it. */
export interface UnusedLever {
  readonly indicator: string;
  readonly why: 'absent' | 'not-better' | 'no-step';
}

type Item = NonNullable<SchemeDocument['adjustments']['items']>[number];

/** A lever on one unit, with the levels it is tried at and what they do. */
export interface Handle {
  readonly lever: Lever;
  /** The present value; `null` where it is absent. */
  readonly from: number | null;
  readonly levels: Levels;
  readonly leaves: readonly number[];
  readonly items: readonly Item[];
  /** At every level the unit's own value scores, and nobody else's score moves. */
  readonly isPlain: boolean;
  /** By place in `levels.steps`: what a plain lever's only leaf scores or its only item gives; else `null`. */
  readonly worth: readonly number[] | null;
  /** At some level a leaf scores more, or an item gives more, than now. */
  readonly rises: boolean;
}

/** What the levers are good for, from the game without changes. @throws RangeError for an indicator nobody looks at */
export function handlesOf(
  game: WhatIf,
  row: number,
  levers: readonly Lever[],
): { handles: Handle[]; unused: UnusedLever[] } {
  const reach = reachOf(game.tree);
  const handles: Handle[] = [];
  const unused: UnusedLever[] = [];
  for (const lever of levers) {
    const { indicator } = lever;
    if (!isReached(reach, indicator))
      throw new RangeError(`seekGoal requires an indicator of the scheme, unlike ${indicator}`);
    const from = game.inputs()[row]?.values.get(indicator)?.value ?? null;
    const start = from ?? lever.from;
    if (start === undefined) {
      unused.push({ indicator, why: 'absent' });
      continue;
    }
    const leaves = reach.leavesOf.get(indicator) ?? [];
    const items = (game.tree.document.adjustments.items ?? []).filter((item) => item.indicator === indicator);
    const levels = levelsOf(lever, start, from === null, bendsFor(game, row, indicator, leaves, items));
    if (levels.most > 0) handles.push(handleOf(game, row, { lever, from, levels, leaves, items }));
    else unused.push({ indicator, why: lever.limit === start ? 'not-better' : 'no-step' });
  }
  return { handles, unused };
}

/** Cost of moving a lever so many steps. */
export function costOf({ lever, from, levels }: Handle, steps: number): number {
  if (steps === 0) return 0;
  return (lever.fixedCost ?? 0) + lever.cost * Math.abs(levels.valueAt(steps) - (from ?? lever.from ?? 0));
}

function bendsFor(
  game: WhatIf,
  row: number,
  code: string,
  leaves: readonly number[],
  items: readonly Item[],
): number[] {
  return [
    ...items.flatMap(({ cap, each }) => [0, ...(cap === undefined ? [] : [cap / each])]),
    ...leaves
      .filter((leaf) => leafAt(game.tree, leaf).indicator === code)
      .flatMap((leaf) => [
        ...statedValues(leafAt(game.tree, leaf).rule).map(({ value }) => value),
        ...(game.sheet.columns[leaf] as LeafColumn).peersOf(row).sorted,
      ]),
  ];
}

function handleOf(
  game: WhatIf,
  row: number,
  bare: Pick<Handle, 'lever' | 'from' | 'levels' | 'leaves' | 'items'>,
): Handle {
  const { lever, from, levels, leaves, items } = bare;
  const values = levels.steps.map((steps) => (steps === 0 ? from : levels.valueAt(steps)));
  const alongLeaves = leaves.map((leaf) => alongLeaf(game, row, leaf, lever.indicator, values));
  const worths = [...alongLeaves.map(({ scores }) => scores), ...items.map((item) => values.map(pointsOf(item)))];
  const isPlain = from !== null && alongLeaves.every((along) => along.isPlain);
  return {
    ...bare,
    isPlain,
    worth: isPlain && worths.length === 1 ? (worths[0] ?? null) : null,
    rises: worths.some(([now = -Infinity, ...later]) => later.some((score) => score > now)),
  };
}

const pointsOf =
  ({ kind, each, cap = Infinity }: Item) =>
  (count: number | null): number =>
    (kind === 'bonus' ? 1 : -1) * Math.min(cap, each * Math.max(0, count ?? 0));
