import { splitByLargestRemainder, toHundredths } from '@dangzhi/metrics';
import type { NodeView } from '../../api/types.ts';

/** One leaf of a unit's score; points in whole hundredths, as printed. */
export interface SheetLeaf {
  readonly node: NodeView;
  /** What it brings to the score; `null` where it has no score. */
  readonly earned: number | null;
  /** What it would bring more with a full score, at the weight it has; `null` where it has no score. */
  readonly lost: number | null;
  /** Earned more than the month before; `null` where neither month earned anything, or there is no month before. */
  readonly change: number | null;
  /** Anything about it differs from the month before: value, score, reason or weight. */
  readonly isChanged: boolean;
}

/** Nodes that are nobody's parent, in the order given. */
export function leafNodes(nodes: readonly NodeView[]): NodeView[] {
  const parents = new Set(nodes.map(({ parent }) => parent));
  return nodes.filter(({ code }) => !parents.has(code));
}

const hundredths = ({ printedContribution }: NodeView): number | null =>
  printedContribution === null ? null : toHundredths(Number(printedContribution));

/**
 * The leaves with what each earned and lost. Printed losses add up to the printed loss of them all, as
 * printed contributions do.
 *
 * @param before nodes of the same unit a month earlier; `null` when there was no score
 */
export function sheetLeaves(nodes: readonly NodeView[], before: readonly NodeView[] | null): SheetLeaf[] {
  const leaves = leafNodes(nodes);
  const lost = lostPoints(leaves);
  const earlier = before && new Map(before.map((node) => [node.code, node]));
  return leaves.map((node, index) => {
    const earned = hundredths(node);
    const then = earlier?.get(node.code);
    const thenEarned = then ? hundredths(then) : null;
    // What has appeared since brings all of it, what is gone takes it along: so changes add up to the score's.
    const isComparable = then !== undefined && (earned !== null || thenEarned !== null);
    return {
      node,
      earned,
      lost: lost[index] ?? null,
      change: isComparable ? (earned ?? 0) - (thenEarned ?? 0) : null,
      isChanged: then !== undefined && (!isSame(node, then) || earned !== thenEarned),
    };
  });
}

const isSame = (now: NodeView, then: NodeView): boolean =>
  now.value === then.value && now.missing === then.missing && now.score === then.score;

function lostPoints(leaves: readonly NodeView[]): (number | null)[] {
  const open = leaves.map(({ score, effectiveWeight, contribution }) =>
    score === null ? null : Math.max(0, effectiveWeight - (contribution ?? 0)),
  );
  const shares = open.filter((points) => points !== null);
  if (shares.length === 0) return open;
  const total = Math.round(100 * shares.reduce((sum, points) => sum + points, 0));
  const parts = total === 0 ? shares.map(() => 0) : splitByLargestRemainder(total, shares);
  let next = 0;
  return open.map((points) => (points === null ? null : (parts[next++] ?? 0)));
}

/** The leaves that cost most, the dearest first; those that cost nothing are left out. */
export function dearestLeaves(leaves: readonly SheetLeaf[], count: number): SheetLeaf[] {
  return leaves
    .filter(({ lost }) => (lost ?? 0) > 0)
    .sort((a, b) => (b.lost ?? 0) - (a.lost ?? 0))
    .slice(0, count);
}
