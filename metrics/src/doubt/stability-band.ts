import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { rankFigure } from '../engine/total.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import { createKernel, type ComposeKernel } from '../engine/kernel/kernel.ts';
import { weightMove, type WeightMove } from './moved-weight.ts';
import { bendsOf } from './path-crossing.ts';
import { rankedSpans } from './ranked-spans.ts';
import { pointsAt, swapPoints, type SwapOptions } from './swap-points.ts';
import { movesAlongPaths, scoreAt, unitPaths } from './unit-path.ts';

/** Whose ranks are to stay: everybody's, the set of those in the first places of a class, or one unit's. */
export type StabilityScope = 'everyone' | { readonly top: number } | { readonly unit: string };

export interface BandEnd {
  readonly share: number;
  readonly points: number;
  /** Units whose rank changes at this end; `null` where the allowed range ends first. */
  readonly moved: readonly string[] | null;
}

/** "The rank does not change while the weight lies between …". */
export interface StabilityBand {
  /** Of the node, now. */
  readonly share: number;
  readonly lower: BandEnd;
  readonly upper: BandEnd;
  /** Closed forms; `false`: looked at every `step`, and the place halved from there. */
  readonly exact: boolean;
  readonly step: number | null;
}

export interface BandOptions extends SwapOptions {
  readonly scope?: StabilityScope;
}

/** Steps of the whole range at least; a hundredth of a point where that is finer. */
const LEAST_STEPS = 1_000;

/**
 * How far one weight can be moved, its unlocked siblings keeping their proportions, before a rank of the
 * scope changes. The ends themselves do not belong to the band, unless the allowed range ends there.
 *
 * Where ranks look at unrounded scores and means add up, the ends are swap points, exact. Ranks on printed
 * scores tie before they swap, wherever a figure is rounded: then every hundredth of a point is looked at,
 * as they can be typed, and a change that comes and goes between two of them is not seen.
 *
 * @throws RangeError for the root, and for a unit that is not there
 */
export function stabilityBand(
  tree: SchemeTree,
  sheet: LeafSheet,
  node: number,
  options: BandOptions = {},
): StabilityBand {
  const { scope = 'everyone', ...swapOptions } = options;
  const move = weightMove(tree, node, options);
  const kernel = createKernel(tree, sheet, options);
  const exact = movesAlongPaths(tree, move) && tree.document.rounding.rankOn === 'unrounded';
  const ranksAt = rankReader(tree, sheet, kernel, move);
  // The engine's own: at a share of 0, or of all, a unit may lack what it has anywhere between.
  const now = kernel.ranks(move.weightsAt(move.share), new Int32Array(sheet.inputs.length));
  const watch = watcher(sheet, scope);
  const differsAt = (share: number): boolean => watch(now, ranksAt(share));

  const step = Math.min((move.to - move.from) / LEAST_STEPS, 1 / Math.max(1, move.parentPoints));
  // One unit's rank changes only where it swaps itself, or somebody's score appears or is held.
  const concerned =
    typeof scope === 'object' && 'unit' in scope ? { ...swapOptions, units: [scope.unit] } : swapOptions;
  const events = exact ? eventShares(tree, sheet, node, kernel, move, concerned) : [];
  const end = (limit: number): BandEnd => {
    const found = exact ? firstEvent(move, events, limit, differsAt) : firstStep(move, step, limit, differsAt);
    if (found === null) return { share: limit, points: pointsAt(move, limit).points, moved: null };
    const { share, inside, beyond } = found;
    const before = inside === move.share ? now : ranksAt(inside).slice();
    return { share, points: pointsAt(move, share).points, moved: changedUnits(sheet, before, ranksAt(beyond)) };
  };
  const isStuck = !(move.from < move.to);
  const still = { share: move.share, points: pointsAt(move, move.share).points, moved: null };
  return {
    share: move.share,
    lower: isStuck ? still : end(move.from),
    upper: isStuck ? still : end(move.to),
    exact,
    step: exact ? null : step,
  };
}

type DiffersAt = (share: number) => boolean;

/** Where the ranks become others, and a share on either side of it. */
interface Change {
  readonly share: number;
  readonly inside: number;
  readonly beyond: number;
}

/** The first event on the way to the limit beyond which the ranks are others; looked at between events. */
function firstEvent(
  { share }: WeightMove,
  events: readonly number[],
  limit: number,
  differsAt: DiffersAt,
): Change | null {
  const isUp = limit > share;
  const ahead = events.filter((event) => (isUp ? event > share && event < limit : event < share && event > limit));
  if (!isUp) ahead.reverse();
  const marks = [share, ...ahead, limit];
  for (let k = 0; k + 1 < marks.length; k += 1) {
    const [mark, next] = [marks[k] as number, marks[k + 1] as number];
    if (mark === next || !differsAt((mark + next) / 2)) continue;
    const before = marks[k - 1];
    return { share: mark, inside: before === undefined ? share : (before + mark) / 2, beyond: (mark + next) / 2 };
  }
  return null;
}

/** The first step on the way to the limit at which the ranks are others, halved back to where they change. */
function firstStep({ share }: WeightMove, step: number, limit: number, differsAt: DiffersAt): Change | null {
  const way = Math.sign(limit - share);
  const steps = Math.ceil(Math.abs(limit - share) / step);
  for (let k = 1; k <= steps; k += 1) {
    // Not the limit itself, where a weight of 0 may make a group absent.
    const at = k === steps ? limit - way * step * 1e-3 : share + way * step * k;
    if (!differsAt(at)) continue;
    let [near, far] = [share + way * step * (k - 1), at];
    for (let halving = 0; halving < 50 && near !== far; halving += 1) {
      const middle = (near + far) / 2;
      if (differsAt(middle)) far = middle;
      else near = middle;
    }
    return { share: far, inside: near, beyond: far };
  }
  return null;
}

/**
 * Every share at which an order can change: swaps, where a unit becomes partial or ceases to be, and where
 * it meets a floor or ceiling, at which others may lie.
 */
function eventShares(
  tree: SchemeTree,
  sheet: LeafSheet,
  node: number,
  kernel: ComposeKernel,
  move: WeightMove,
  options: SwapOptions,
): number[] {
  const swaps = swapPoints(tree, sheet, node, options).swaps.flatMap(({ share, until }) => [share, until]);
  const spans = rankedSpans(kernel, move).flatMap(({ from, to }) => [from, to]);
  const bends = unitPaths(tree, sheet, kernel, move).flatMap((path) =>
    path === null ? [] : bendsOf(path, move.from, move.to),
  );
  return [...new Set([...swaps, ...spans, ...bends])].sort((a, b) => a - b);
}

/** Ranks at a share: along the paths where there are some, which saves composing. */
function rankReader(
  tree: SchemeTree,
  sheet: LeafSheet,
  kernel: ComposeKernel,
  move: WeightMove,
): (share: number) => Int32Array {
  const weights = new Float64Array(tree.nodes.length);
  if (!movesAlongPaths(tree, move) || !(move.from < move.to))
    return (share) => kernel.ranks(move.weightsAt(share, weights));
  const paths = unitPaths(tree, sheet, kernel, move);
  const spans = rankedSpans(kernel, move);
  const figures = new Float64Array(sheet.inputs.length);
  return (share) => {
    paths.forEach((path, unit) => {
      const span = spans[unit];
      const holds = path !== null && span !== undefined && span.from <= share && share <= span.to;
      figures[unit] = holds ? rankFigure(tree.document, scoreAt(path, share)) : Number.NaN;
    });
    return kernel.ranksOfFigures(figures);
  };
}

/** Whether the scope sees a difference between two rankings. */
function watcher({ inputs }: LeafSheet, scope: StabilityScope): (now: Int32Array, then: Int32Array) => boolean {
  if (scope === 'everyone') return (now, then) => now.some((rank, unit) => rank !== then[unit]);
  if ('unit' in scope) {
    const place = inputs.findIndex(({ unit }) => unit === scope.unit);
    if (place < 0) throw new RangeError(`stabilityBand requires a unit of the sheet, not ${scope.unit}`);
    return (now, then) => now[place] !== then[place];
  }
  const isTop = (rank: number): boolean => rank > 0 && rank <= scope.top;
  return (now, then) => now.some((rank, unit) => isTop(rank) !== isTop(then[unit] as number));
}

const changedUnits = ({ inputs }: LeafSheet, now: Int32Array, then: Int32Array): string[] =>
  inputs.flatMap(({ unit }, k) => (now[k] === then[k] ? [] : [unit]));
