import { formatHundredths, splitByLargestRemainder } from '../../language/points.ts';
import type { SchemeTree } from '../../scheme/tree.ts';
import { type EditLimits, ownReach, type PointSheet } from './reach.ts';
import { codeOf, type EditOutcome, placeFault, refuse } from './refusal.ts';
import { placeWeight, shareOut } from './share-out.ts';

/**
 * What a group lacks, in hundredths: the points of the node less those of its children. Positive is short
 * (还差), negative over (超出), 0 for a leaf.
 */
export function groupGap(tree: SchemeTree, sheet: PointSheet, group: number): number {
  const children = tree.children[group] as readonly number[];
  if (children.length === 0) return 0;
  return children.reduce((sum, child) => sum - (sheet[child] as number), sheet[group] as number);
}

/** `"2.50 short"` or `"1.00 over"`. */
export const gapWords = (gap: number): string => `${formatHundredths(Math.abs(gap))} ${gap > 0 ? 'short' : 'over'}`;

/**
 * Repair: the whole gap of its group goes to one weight.
 *
 * @returns refused when the group is exact, or the weight is locked or would leave its limits
 */
export function giveGapTo(tree: SchemeTree, sheet: PointSheet, node: number, limits: EditLimits = {}): EditOutcome {
  const group = tree.parent[node] as number;
  const gap = node === tree.root ? 0 : groupGap(tree, sheet, group);
  if (gap === 0) return refuse('no-gap', node, `the group of ${codeOf(tree, node)} adds up; there is nothing to give`);
  const points = (sheet[node] as number) + gap;
  const fault = placeFault(tree, node, points, ownReach(tree, sheet, node, limits), limits);
  return fault ?? { ok: true, sheet: placeWeight(tree, sheet, node, points, limits) };
}

/**
 * Repair: the gap of a group is spread over its unlocked weights in proportion, by largest remainder.
 *
 * @param keep a weight that stays as it was typed
 * @returns refused when the group is exact, or the others cannot take all of it
 */
export function spreadGap(
  tree: SchemeTree,
  sheet: PointSheet,
  group: number,
  limits: EditLimits = {},
  keep?: number,
): EditOutcome {
  const gap = groupGap(tree, sheet, group);
  const code = codeOf(tree, group);
  if (gap === 0) return refuse('no-gap', group, `the children of ${code} add up; there is nothing to spread`);
  const takers = (tree.children[group] as readonly number[]).filter((child) => child !== keep);
  const { sheet: next, left } = shareOut(tree, sheet, takers, gap, limits);
  if (left === 0) return { ok: true, sheet: next };
  const message = `the children of ${code} are ${gapWords(gap)} and those that may move cannot take ${formatHundredths(Math.abs(left))} of it; unlock one, or change a limit`;
  return refuse('no-room', group, message);
}

/**
 * Takes weights from somewhere else (AHP, Delphi, entropy, a stored set) for one group: its points are
 * split in their proportion, less what is locked or excluded.
 *
 * @param weights in the order of the group's children, any scale, at least 0
 * @returns refused when a weight is not usable, or one would leave its limits: the proportion is taken as
 *   it is or not at all
 */
export function adoptWeights(
  tree: SchemeTree,
  sheet: PointSheet,
  group: number,
  weights: readonly number[],
  limits: EditLimits = {},
): EditOutcome {
  const children = tree.children[group] as readonly number[];
  const isHeld = (child: number): boolean => limits.locked?.has(child) === true || limits.excluded?.has(child) === true;
  const free = children.flatMap((child, k) => (isHeld(child) ? [] : [{ child, weight: weights[k] ?? NaN }]));
  const isUsable = free.every(({ weight }) => Number.isFinite(weight) && weight >= 0);
  if (weights.length !== children.length || !isUsable || !free.some(({ weight }) => weight > 0)) {
    const message = `${codeOf(tree, group)} needs a weight of at least 0 for every child, and one above 0 that is not locked`;
    return refuse('not-weights', group, message);
  }
  const held = children.reduce((sum, child) => (isHeld(child) ? sum + (sheet[child] as number) : sum), 0);
  const rest = (sheet[group] as number) - held;
  if (rest < 0) {
    const message = `what is locked in ${codeOf(tree, group)} is already more than its points; unlock one`;
    return refuse('no-room', group, message);
  }
  const parts = splitByLargestRemainder(
    rest,
    free.map(({ weight }) => weight),
  );
  let next = [...sheet];
  for (const [k, { child }] of free.entries()) {
    const fault = placeFault(tree, child, parts[k] as number, ownReach(tree, sheet, child, limits), limits);
    if (fault) return fault;
    next = placeWeight(tree, next, child, parts[k] as number, limits);
  }
  return { ok: true, sheet: next };
}
