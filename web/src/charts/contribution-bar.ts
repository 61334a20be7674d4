import type { SchemeTree } from '@dangzhi/metrics';

/** Ink of a leaf: one hue a dimension (token `--ink-<hue>`), paler for each further leaf of it. */
export interface LeafInk {
  /** 1..6 */
  hue: number;
  opacity: number;
}

const HUES = 6;
const TONES = [1, 0.72, 0.5, 0.36] as const;

/** The ink of every leaf, by node code: the same leaf has the same ink in every bar of its scheme. */
export function leafInks(tree: SchemeTree): Map<string, LeafInk> {
  const dimensions = tree.children[tree.root] ?? [];
  const seen = new Map<number, number>();
  return new Map(
    tree.leaves.map((leaf) => {
      const dimension = dimensions.indexOf(ancestorBelowRoot(tree, leaf));
      const order = seen.get(dimension) ?? 0;
      seen.set(dimension, order + 1);
      const opacity = TONES[Math.min(order, TONES.length - 1)] ?? 1;
      return [tree.nodes[leaf]?.code ?? '', { hue: (dimension % HUES) + 1, opacity }];
    }),
  );
}

function ancestorBelowRoot(tree: SchemeTree, node: number): number {
  let current = node;
  while (tree.parent[current] !== tree.root && tree.parent[current] !== -1) current = tree.parent[current] ?? -1;
  return current;
}

/** One stretch of a stacked bar, in points from zero. */
export interface BarPiece {
  code: string;
  kind: 'leaf' | 'bonus' | 'deduction';
  from: number;
  width: number;
}

export interface BarInput {
  /** In the order of the scheme; `null` where the leaf is absent. */
  leaves: readonly { code: string; contribution: number | null }[];
  bonus: number;
  deduction: number;
}

/**
 * The stretches of one score: leaves, then the bonus; the deduction lies over the end of what was earned,
 * so that the solid part ends at the score.
 *
 * @param first code of the leaf that stands at the zero line, where it can be compared
 */
export function contributionBar({ leaves, bonus, deduction }: BarInput, first: string | null = null): BarPiece[] {
  const ordered = first === null ? leaves : [...leaves].sort((a, b) => rank(a.code, first) - rank(b.code, first));
  const pieces: BarPiece[] = [];
  let end = 0;
  const add = (code: string, kind: BarPiece['kind'], width: number) => {
    if (width <= 0) return;
    pieces.push({ code, kind, from: end, width });
    end += width;
  };
  for (const { code, contribution } of ordered) add(code, 'leaf', contribution ?? 0);
  add('bonus', 'bonus', bonus);
  const taken = Math.min(deduction, end);
  if (taken > 0) pieces.push({ code: 'deduction', kind: 'deduction', from: end - taken, width: taken });
  return pieces;
}

const rank = (code: string, first: string) => (code === first ? 0 : 1);
