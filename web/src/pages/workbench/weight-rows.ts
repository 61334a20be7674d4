import type { SchemeTree } from '@dangzhi/metrics';
import { movableRange, type PointSheet } from '@dangzhi/metrics/weights';

/** Why a weight cannot move. */
export type StuckReason = 'locked' | 'siblings-locked' | 'nothing-to-share';

/**
 * One weight a person can move. An only child has nothing of its own to decide: it stands in the row of
 * the ancestor whose weight it is.
 */
export interface WeightRow {
  /** Index of the node that moves. */
  readonly node: number;
  /** That node and the only children below it, from the top down. */
  readonly chain: readonly number[];
  /** 0 for children of the root. */
  readonly depth: number;
  /** Node of the row this one is folded into; `null` at depth 0. */
  readonly up: number | null;
  /** There are rows folded into it. */
  readonly isBranch: boolean;
  readonly points: number;
  /** Points of the whole group, which the track stands for. */
  readonly groupPoints: number;
  /** Share of the group, 0..1; `null` where the group itself has no points. */
  readonly localShare: number | null;
  readonly range: { readonly from: number; readonly to: number };
  readonly isLocked: boolean;
  readonly stuck: StuckReason | null;
}

/** The movable weights of a scheme, parents before their children. */
export function weightRows(tree: SchemeTree, sheet: PointSheet, locked: ReadonlySet<number>): WeightRow[] {
  const rows: WeightRow[] = [];
  const visit = (parent: number, depth: number, up: number | null) => {
    for (const node of tree.children[parent] ?? []) {
      const chain = chainOf(tree, node);
      const last = chain.at(-1) ?? node;
      const isBranch = (tree.children[last] ?? []).length > 0;
      rows.push(rowOf(tree, sheet, locked, { node, chain, depth, up, isBranch }));
      visit(last, depth + 1, node);
    }
  };
  visit(chainOf(tree, tree.root).at(-1) ?? tree.root, 0, null);
  return rows;
}

/**
 * The rows a person sees: those not folded away, or, while something is looked for, the rows found and
 * what they are folded into.
 *
 * @param isOpen whether the row of that node shows what is below it
 * @param found nodes looked for; `null` while nothing is
 */
export function visibleRows(
  rows: readonly WeightRow[],
  isOpen: (node: number) => boolean,
  found: ReadonlySet<number> | null,
): WeightRow[] {
  const byNode = new Map(rows.map((row) => [row.node, row]));
  const above = (row: WeightRow): WeightRow[] => {
    const up = row.up === null ? undefined : byNode.get(row.up);
    return up ? [up, ...above(up)] : [];
  };
  if (found === null) return rows.filter((row) => above(row).every(({ node }) => isOpen(node)));
  const hits = rows.filter(({ chain }) => chain.some((node) => found.has(node)));
  const shown = new Set(hits.flatMap((row) => [row, ...above(row)]));
  return rows.filter((row) => shown.has(row));
}

function chainOf(tree: SchemeTree, node: number): number[] {
  const chain = [node];
  for (let below = tree.children[node] ?? []; below.length === 1; below = tree.children[below[0] ?? -1] ?? []) {
    if (below[0] !== undefined) chain.push(below[0]);
  }
  return chain;
}

function rowOf(
  tree: SchemeTree,
  sheet: PointSheet,
  locked: ReadonlySet<number>,
  place: Pick<WeightRow, 'node' | 'chain' | 'depth' | 'up' | 'isBranch'>,
): WeightRow {
  const { node } = place;
  const points = sheet[node] ?? 0;
  const groupPoints = sheet[tree.parent[node] ?? tree.root] ?? 0;
  const range = movableRange(tree, sheet, node, { locked });
  const isLocked = locked.has(node);
  const siblings = (tree.children[tree.parent[node] ?? -1] ?? []).filter((one) => one !== node);
  const reason = isLocked
    ? 'locked'
    : siblings.every((one) => locked.has(one))
      ? 'siblings-locked'
      : 'nothing-to-share';
  return {
    ...place,
    points,
    groupPoints,
    localShare: groupPoints > 0 ? points / groupPoints : null,
    // A sibling takes any amount, but the group has no more than it has.
    range: { from: range.from, to: Math.min(range.to, groupPoints) },
    isLocked,
    stuck: range.from === range.to ? reason : null,
  };
}

/** Points of all leaves: the sum line, exact by construction and shown to prove it. */
export const leafSum = (tree: SchemeTree, sheet: PointSheet): number =>
  tree.leaves.reduce((sum, leaf) => sum + (sheet[leaf] ?? 0), 0);

/** A sheet from storage still belongs to this scheme: every group adds up, and the root is what the scheme says. */
export function fitsTree(tree: SchemeTree, sheet: PointSheet): boolean {
  if (sheet.length !== tree.nodes.length || !sheet.every((points) => Number.isInteger(points) && points >= 0))
    return false;
  if (sheet[tree.root] !== Math.round((tree.document.total ?? 100) * 100)) return false;
  return tree.children.every(
    (children, node) =>
      children.length === 0 || children.reduce((sum, child) => sum + (sheet[child] ?? 0), 0) === sheet[node],
  );
}
