import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { adjustmentPoints, vetoCaps } from '../engine/total.ts';
import { branchAt, leafAt, type SchemeTree } from '../scheme/tree.ts';
import type { ComposeKernel } from '../engine/kernel/kernel.ts';
import type { WeightMove } from './moved-weight.ts';

/**
 * A unit's score while one weight moves: (p₀ + p₁ s) ÷ (q₀ + q₁ s), held between a floor and a ceiling.
 * q₁ is 0, and the line straight, for a unit that has all of the node's group.
 */
export interface UnitPath {
  readonly p0: number;
  readonly p1: number;
  readonly q0: number;
  readonly q1: number;
  readonly floor: number;
  readonly ceiling: number;
}

/** Before floor and ceiling. */
export const freeAt = ({ p0, p1, q0, q1 }: UnitPath, share: number): number => (p0 + p1 * share) / (q0 + q1 * share);

export const scoreAt = (path: UnitPath, share: number): number =>
  Math.max(path.floor, Math.min(path.ceiling, freeAt(path, share)));

/** Whether the paths say it all: every mean from the node's parent up adds up. */
export function movesAlongPaths(tree: SchemeTree, { parent }: WeightMove): boolean {
  for (let node = parent; node >= 0; node = tree.parent[node] ?? -1) {
    const { aggregate } = branchAt(tree, node);
    if (aggregate !== 'arithmetic' && aggregate !== 'sum') return false;
  }
  return true;
}

/**
 * The path of every unit, by number; `null` where it has no score.
 *
 * The parent's score is Σ w x ÷ Σ w over the unit's present children, both sums straight in s; every branch
 * above adds its other children, which do not move. Who is present does not change strictly between 0 and
 * the rest, so the paths hold there; at the two ends themselves a unit may lose a group.
 *
 * @param kernel of the same tree and sheet; asked once
 */
export function unitPaths(
  tree: SchemeTree,
  sheet: LeafSheet,
  kernel: ComposeKernel,
  move: WeightMove,
): (UnitPath | null)[] {
  const inside = (Math.max(0, move.from) + Math.min(move.rest, move.to)) / 2;
  const weights = move.weightsAt(inside > 0 && inside < move.rest ? inside : move.rest / 2);
  const base = kernel.baseScores(weights);
  const childScore = (node: number, unit: number): number => {
    const column = sheet.columns[node]?.scores ?? kernel.branchScores(node);
    return column[unit] as number;
  };
  return sheet.inputs.map((_, unit) => {
    const own = base[unit] as number;
    if (Number.isNaN(own)) return null;
    const bounds = boundsOf(tree, sheet, unit);
    let path: Fraction = ofParent(tree, move, weights, unit, childScore);
    for (let node = move.parent; tree.parent[node] !== -1; node = tree.parent[node] as number) {
      const above = tree.parent[node] as number;
      // Absent, or of no weight: nothing of the move arrives.
      if (Number.isNaN(childScore(node, unit)) || (weights[node] as number) === 0) path = STILL;
      if (path !== STILL) path = through(tree, above, node, path, weights, unit, childScore);
    }
    const { n0, n1, d0, d1 } = path === STILL ? { n0: own, n1: 0, d0: 1, d1: 0 } : path;
    const { shift } = bounds;
    return { p0: n0 + shift * d0, p1: n1 + shift * d1, q0: d0, q1: d1, floor: bounds.floor, ceiling: bounds.ceiling };
  });
}

interface Fraction {
  readonly n0: number;
  readonly n1: number;
  readonly d0: number;
  readonly d1: number;
}

/** Nothing of the move arrives. */
const STILL: Fraction = { n0: 0, n1: 0, d0: 1, d1: 0 };

type ChildScore = (node: number, unit: number) => number;

function ofParent(
  tree: SchemeTree,
  move: WeightMove,
  weights: Float64Array,
  unit: number,
  childScore: ChildScore,
): Fraction {
  if (Number.isNaN(childScore(move.parent, unit))) return STILL;
  const { rest, proportions, lockedShares } = move;
  const factor = pointsFactor(tree, move.parent, weights);
  // Σ w x and Σ w over the present children: locked ones, and the unlocked in their proportions.
  let [lockedSum, lockedWeight, freeSum, freeWeight] = [0, 0, 0, 0];
  (tree.children[move.parent] as readonly number[]).forEach((child, place) => {
    const score = childScore(child, unit);
    if (Number.isNaN(score) || child === move.node) return;
    const [locked, proportion] = [lockedShares[place] as number, proportions[place] as number];
    lockedSum += locked * score * factor;
    lockedWeight += locked;
    freeSum += proportion * score * factor;
    freeWeight += proportion;
  });
  const own = childScore(move.node, unit) * factor;
  const isPresent = !Number.isNaN(own);
  // What has one part only keeps its score whatever the share: the share cancels, and would not at the ends.
  if (lockedWeight === 0 && !isPresent) return level(freeSum / freeWeight);
  if (lockedWeight === 0 && freeWeight === 0) return level(own);
  if (freeWeight === 0 && !isPresent) return level(lockedSum / lockedWeight);
  const [n0, d0] = [lockedSum + rest * freeSum, lockedWeight + rest * freeWeight];
  const [n1, d1] = [(isPresent ? own : 0) - freeSum, (isPresent ? 1 : 0) - freeWeight];
  // All of the group is there, whatever the last bit of the sum of its shares says.
  return Math.abs(d1) < 1e-12 ? { n0: n0 / d0, n1: n1 / d0, d0: 1, d1: 0 } : { n0, n1, d0, d1 };
}

const level = (score: number): Fraction => ({ n0: score, n1: 0, d0: 1, d1: 0 });

function through(
  tree: SchemeTree,
  above: number,
  moved: number,
  { n0, n1, d0, d1 }: Fraction,
  weights: Float64Array,
  unit: number,
  childScore: ChildScore,
): Fraction {
  const factor = pointsFactor(tree, above, weights);
  let [others, sum] = [0, 0];
  for (const child of tree.children[above] as readonly number[]) {
    const weight = weights[child] as number;
    const score = childScore(child, unit);
    if (Number.isNaN(score) || weight === 0) continue;
    sum += weight;
    if (child !== moved) others += weight * score;
  }
  const rest = (factor * others) / sum;
  const pull = (factor * (weights[moved] as number)) / sum;
  return { n0: rest * d0 + pull * n0, n1: rest * d1 + pull * n1, d0, d1 };
}

/** Of a `sum`: the points of the children as a share of the branch's own. */
function pointsFactor(tree: SchemeTree, node: number, weights: Float64Array): number {
  const own = weights[node] as number;
  if (branchAt(tree, node).aggregate !== 'sum' || own === 0) return 1;
  return (tree.children[node] ?? []).reduce((sum, child) => sum + (weights[child] as number), 0) / own;
}

/** What bonus and deduction add, and between what the score is held. */
function boundsOf(tree: SchemeTree, { inputs, table }: LeafSheet, unit: number) {
  const { adjustments = [], values } = inputs[unit] ?? { values: new Map<string, never>() };
  const { bonus, deduction } = adjustmentPoints(tree.document, adjustments, table, unit);
  const valueOf = (leaf: number): number | null => values.get(leafAt(tree, leaf).indicator)?.value ?? null;
  const caps = vetoCaps(tree, valueOf, adjustments).map(({ scoreCap }) => scoreCap ?? Infinity);
  const [low, high] = tree.range ?? [-Infinity, Infinity];
  const ceiling = Math.min(high + tree.document.adjustments.bonusCap, ...caps);
  return { shift: bonus - deduction, ceiling, floor: Math.min(low, ceiling) };
}
