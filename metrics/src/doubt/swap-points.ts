import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { roundToUnits } from '../language/rounding.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import { createKernel, type KernelOptions } from '../engine/kernel/kernel.ts';
import { weightMove, type MoveOptions, type WeightMove } from './moved-weight.ts';
import { numericCrossings } from './numeric-crossing.ts';
import { crossings } from './path-crossing.ts';
import { rankedSpans } from './ranked-spans.ts';
import { movesAlongPaths, scoreAt, unitPaths } from './unit-path.ts';

/** A place of a weight at which two units change places: 第3与第4名在 24.6 % 处互换. */
export interface SwapPoint {
  /** The moved node's share of its parent, 0 … 1. Typed in to the last digit, the two units tie. */
  readonly share: number;
  /** Where they part again: beyond `share` only where both are held at the same floor or ceiling. */
  readonly until: number;
  /** The same as points of the scheme. */
  readonly points: number;
  /** The points in whole hundredths that lie next to it: the lower one and the higher one. */
  readonly hundredths: readonly [below: number, above: number];
  /** The unit that is ahead below the point, and the one that is ahead above it. */
  readonly units: readonly [before: string, after: string];
  /** The places they exchange, in their class. */
  readonly places: readonly [upper: number, lower: number];
}

export interface SwapPoints {
  /** Of the node, now. */
  readonly share: number;
  /** Between which shares it was looked. */
  readonly from: number;
  readonly to: number;
  /** Closed forms; `false`: found by sampling and halving, so two crossings inside one step may be missed. */
  readonly exact: boolean;
  /** Width of the step that was sampled; `null` when exact. */
  readonly step: number | null;
  /** In the order of shares. */
  readonly swaps: readonly SwapPoint[];
}

export interface SwapOptions extends MoveOptions, KernelOptions {
  /** Only swaps of these units with anybody; all by default. */
  readonly units?: readonly string[];
}

/**
 * Every place at which two units of a class change places while one weight moves and its unlocked siblings
 * keep their proportions, on unrounded scores, bonus, deduction, caps and coverage included.
 *
 * Arithmetic means and sums from the node's parent to the root: a score is a fraction of straight lines in
 * the moved share (a straight line for a unit without gaps in the group), so two of them cross at the roots
 * of a quadratic. Any other mean on the way: sampled at {@link NUMERIC_STEPS} places and halved.
 *
 * @throws RangeError for the root
 */
export function swapPoints(tree: SchemeTree, sheet: LeafSheet, node: number, options: SwapOptions = {}): SwapPoints {
  const move = weightMove(tree, node, options);
  const kernel = createKernel(tree, sheet, options);
  const { from, to, share } = move;
  const exact = movesAlongPaths(tree, move);
  if (!(from < to)) return { share, from, to, exact, step: null, swaps: [] };

  const spans = rankedSpans(kernel, move);
  const seats = sheet.inputs.map(({ unit, class: name = '' }) => options.classOf?.(unit).class ?? name);
  const wanted = options.units === undefined ? null : new Set(options.units);
  const pairs: (readonly [one: number, other: number, from: number, to: number])[] = [];
  sheet.inputs.forEach(({ unit }, one) => {
    for (let other = one + 1; other < sheet.inputs.length; other += 1) {
      if (seats[one] !== seats[other]) continue;
      if (wanted !== null && !wanted.has(unit) && !wanted.has(sheet.inputs[other]?.unit ?? '')) continue;
      const [a, b] = [spans[one], spans[other]];
      if (a === undefined || b === undefined) continue;
      const [start, end] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
      if (start < end) pairs.push([one, other, start, end]);
    }
  });

  const paths = exact ? unitPaths(tree, sheet, kernel, move) : null;
  const scoresAt = (at: number): ArrayLike<number> =>
    paths === null
      ? kernel.totals(move.weightsAt(at))
      : paths.map((path) => (path === null ? Number.NaN : scoreAt(path, at)));
  const found =
    paths === null
      ? numericCrossings(kernel, move, pairs, NUMERIC_STEPS)
      : pairs.flatMap(([one, other, start, end]) => {
          const [a, b] = [paths[one] ?? null, paths[other] ?? null];
          if (a === null || b === null) return [];
          return crossings(a, b, start, end).map((crossing) => ({ ...crossing, one, other }));
        });
  const swaps = found.map(({ share: at, until, before, one, other }): SwapPoint => {
    const [ahead, behind] = before === 1 ? [one, other] : [other, one];
    const scores = scoresAt(at);
    const tie = Math.min(scores[one] as number, scores[other] as number);
    const upper =
      1 +
      countAbove(
        scores,
        tie,
        (unit) => seats[unit] === seats[one] && holds(spans[unit], at) && unit !== one && unit !== other,
      );
    return {
      share: at,
      until,
      ...pointsAt(move, at),
      units: [sheet.inputs[ahead]?.unit ?? '', sheet.inputs[behind]?.unit ?? ''],
      places: [upper, upper + 1],
    };
  });
  swaps.sort((a, b) => a.share - b.share || a.places[0] - b.places[0]);
  return { share, from, to, exact, step: exact ? null : (to - from) / NUMERIC_STEPS, swaps };
}

/** How many steps the allowed range is sampled in where there is no closed form. */
export const NUMERIC_STEPS = 500;

const holds = (span: { from: number; to: number } | undefined, share: number): boolean =>
  span !== undefined && span.from <= share && share <= span.to;

function countAbove(scores: ArrayLike<number>, score: number, counts: (unit: number) => boolean): number {
  let above = 0;
  // To nine decimals, as ranks look at scores.
  const figure = roundToUnits(score, 9);
  for (let unit = 0; unit < scores.length; unit += 1) {
    const own = scores[unit] as number;
    if (own === own && counts(unit) && roundToUnits(own, 9) > figure) above += 1;
  }
  return above;
}

/** A share in points, and the whole hundredths on either side. */
export function pointsAt({ parentPoints }: WeightMove, share: number): Pick<SwapPoint, 'points' | 'hundredths'> {
  const hundredths = share * parentPoints;
  const below = Math.floor(hundredths);
  return { points: hundredths / 100, hundredths: [below, below === hundredths ? below : below + 1] };
}
