import type { SchemeTree } from '@dangzhi/metrics';

/** Ink of a part of a score: one hue a dimension (token `--ink-<hue>`), tones of it for what is below. */
export interface PartInk {
  /** 1..6 */
  hue: number;
  opacity: number;
}

const HUES = 6;
/** Neighbours differ by more than a shade; a dimension's own ink is the full one. */
const TONES = [1, 0.58, 0.8, 0.42, 0.68, 0.34] as const;

/** The ink of every node below the root, by code: the same part has the same ink in every bar of its scheme. */
export function partInks(tree: SchemeTree): Map<string, PartInk> {
  const inks = new Map<string, PartInk>();
  const paint = (node: number, ink: PartInk) => {
    inks.set(tree.nodes[node]?.code ?? '', ink);
    tree.children[node]?.forEach((child, order) =>
      paint(child, { hue: ink.hue, opacity: TONES[order % TONES.length] ?? 1 }),
    );
  };
  tree.children[tree.root]?.forEach((dimension, order) => paint(dimension, { hue: (order % HUES) + 1, opacity: 1 }));
  return inks;
}

/** One stretch of every bar: a node, and the leaves whose contributions it stands for. */
export interface BarPart {
  code: string;
  leaves: readonly string[];
  /** Part of what is open, and so at the zero line; the others step back. */
  isOpen: boolean;
}

/**
 * What the bars of a ranking are made of: the dimensions, or, with a node open, what is below it at the zero
 * line, then what stands beside it, level by level up to the other dimensions.
 *
 * @param open code of a node; `null`, the root's or one the scheme does not have opens nothing
 */
export function barParts(tree: SchemeTree, open: string | null): BarPart[] {
  const opened = tree.indexOf.get(open ?? '') ?? tree.root;
  const below = tree.children[opened] ?? [];
  const first = below.length > 0 ? below : [opened];
  const beside: number[] = [];
  for (let at = opened; at !== tree.root; at = tree.parent[at] ?? tree.root) {
    beside.push(...(tree.children[tree.parent[at] ?? tree.root] ?? []).filter((node) => node !== at));
  }
  const partOf = (node: number, isOpen: boolean): BarPart => ({
    code: tree.nodes[node]?.code ?? '',
    leaves: leavesBelow(tree, node),
    isOpen,
  });
  return [...first.map((node) => partOf(node, opened !== tree.root)), ...beside.map((node) => partOf(node, false))];
}

/** Codes of the leaves below a node, in the scheme's order; of a leaf its own. */
export function leavesBelow(tree: SchemeTree, node: number): string[] {
  const children = tree.children[node] ?? [];
  if (children.length === 0) return [tree.nodes[node]?.code ?? ''];
  return children.flatMap((child) => leavesBelow(tree, child));
}

/** One stretch of a stacked bar, in points from zero. */
export interface BarPiece {
  code: string;
  kind: 'part' | 'bonus' | 'deduction';
  from: number;
  width: number;
}

export interface BarInput {
  /** In the order to lay them; `null` where nothing of the part is present. */
  parts: readonly { code: string; points: number | null }[];
  bonus: number;
  deduction: number;
}

/**
 * The stretches of one score: its parts, then the bonus; the deduction lies over the end of what was earned,
 * so that the solid part ends at the score.
 */
export function contributionBar({ parts, bonus, deduction }: BarInput): BarPiece[] {
  const pieces: BarPiece[] = [];
  let end = 0;
  const add = (code: string, kind: BarPiece['kind'], width: number) => {
    if (width <= 0) return;
    pieces.push({ code, kind, from: end, width });
    end += width;
  };
  for (const { code, points } of parts) add(code, 'part', points ?? 0);
  add('bonus', 'bonus', bonus);
  const taken = Math.min(deduction, end);
  if (taken > 0) pieces.push({ code: 'deduction', kind: 'deduction', from: end - taken, width: taken });
  return pieces;
}
