import { definitionOf, ownRange, ruleRange } from '../rules/index.ts';
import type { SchemeDocument, SchemeLeaf } from './document.ts';
import { branchAt, DEFAULT_RANGE, isLeaf, type MissingPlan, type SchemeTree } from './tree.ts';

/**
 * Lowest and highest score of a node, whatever the values are; infinite where nothing holds it. A group
 * none of whose children has a weight never scores: its interval is empty, [∞, −∞].
 */
export type Attainable = readonly [lowest: number, highest: number];

/**
 * What every node can score, by node index: first for any set of absent values, which may leave a
 * group with its worst or its best child alone.
 */
export function attainableScores(tree: SchemeTree): Attainable[] {
  return overTree(tree, (index, children) => {
    const lowest = Math.min(...children.map(({ reach: [low] }) => low));
    const highest = Math.max(...children.map(({ reach: [, high] }) => high));
    const factor = pointsFactor(tree, index);
    return [lowest * factor, highest * factor];
  });
}

/** The highest score of every node when every value is there and every child at its best. */
export function bestScores(tree: SchemeTree): number[] {
  return overTree(tree, (index, children) => {
    const { aggregate } = branchAt(tree, index);
    const weights = children.reduce((sum, { weight }) => sum + weight, 0);
    const best =
      aggregate === 'minimum'
        ? Math.min(...children.map(({ reach: [, high] }) => high))
        : children.reduce((sum, { weight, reach: [, high] }) => sum + weight * high, 0) / weights;
    const worst = Math.min(...children.map(({ reach: [low] }) => low));
    return [worst, best * pointsFactor(tree, index)];
  }).map(([, best]) => best);
}

/**
 * The value from which on a unit has the most that a leaf's rule gives, in the indicator's unit of measure.
 *
 * @param elapsedMonths months of the year gone by, 1..12, by which prorated rules are cut
 * @returns `null` for rules that compare units, or have no such value
 */
export function fullScoreAt(
  { range }: Pick<SchemeDocument, 'range'>,
  leaf: SchemeLeaf,
  elapsedMonths: number,
): number | null {
  const { rule, direction } = leaf;
  const bounded = range === undefined || range === 'open' ? DEFAULT_RANGE : range;
  return definitionOf(rule).fullAt?.(rule, { direction, range: bounded, elapsedMonths }) ?? null;
}

/** `sum` gives what the children earn as a share of the branch's own points. */
export function pointsFactor(tree: SchemeTree, index: number): number {
  const { aggregate, weight } = branchAt(tree, index);
  if (aggregate !== 'sum' || weight === 0) return 1;
  const children = tree.children[index] as readonly number[];
  return children.reduce((sum, child) => sum + (tree.weights[child] as number), 0) / weight;
}

/** What a leaf's rule gives, and what the scheme gives in its place where a value is absent. */
function leafReach(tree: SchemeTree, index: number, { rule, direction }: SchemeLeaf): Attainable {
  const scale = tree.range ?? DEFAULT_RANGE;
  const [lowest, highest] = ruleRange(rule, { direction, range: scale });
  const [worst, best] = ownRange(rule) ?? scale;
  const actions = Object.values(tree.missingPlans[index] as MissingPlan);
  const isOpen = tree.range === null;
  return [
    actions.includes('zero') && !isOpen ? Math.min(lowest, worst) : lowest,
    actions.includes('full') && !isOpen ? Math.max(highest, best) : highest,
  ];
}

interface Reach {
  readonly weight: number;
  readonly reach: Attainable;
}

function overTree(tree: SchemeTree, combine: (index: number, children: readonly Reach[]) => Attainable): Attainable[] {
  const found: Attainable[] = tree.nodes.map(() => [Infinity, -Infinity]);
  for (let k = tree.topDown.length - 1; k >= 0; k -= 1) {
    const index = tree.topDown[k] as number;
    const node = tree.nodes[index];
    if (node !== undefined && isLeaf(node)) {
      found[index] = leafReach(tree, index, node);
      continue;
    }
    const children = (tree.children[index] as readonly number[])
      .map((child) => ({ weight: tree.weights[child] as number, reach: found[child] as Attainable }))
      .filter(({ weight, reach: [lowest, highest] }) => weight > 0 && lowest <= highest);
    if (children.length > 0) found[index] = combine(index, children);
  }
  return found;
}
