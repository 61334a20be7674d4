import type { SchemeDocument, SchemeLeaf, SchemeNode } from '../../scheme/document.ts';
import { buildTree, DEFAULT_RANGE, isLeaf, type SchemeTree } from '../../scheme/tree.ts';
import type { Text } from './finding.ts';

/** From where on something is worth a word. */
export interface LintOptions {
  /** A leaf that weighs less of the whole than this, per cent, weighs nothing; 0.5 by default. */
  readonly negligible?: number;
  /** A fall between two tiers of more than this share of the range is a cliff; 0.5 by default. */
  readonly cliff?: number;
  /** A leaf on which at least this share of the units has the best score is saturated; 0.95 by default. */
  readonly saturated?: number;
  /** Two leaves whose scores correlate above this are one; 0.95 by default. */
  readonly correlation?: number;
  /** Fewer units than this say nothing about a correlation; 5 by default. */
  readonly pairs?: number;
  /** Months of the year gone by at the period of the values, 1..12; 12 by default. */
  readonly elapsedMonths?: number;
}

export const DEFAULTS: Readonly<Required<LintOptions>> = {
  negligible: 0.5,
  cliff: 0.5,
  saturated: 0.95,
  correlation: 0.95,
  pairs: 5,
  elapsedMonths: 12,
};

export interface PlacedNode {
  readonly node: SchemeNode;
  readonly path: string;
}
export interface PlacedLeaf {
  readonly leaf: SchemeLeaf;
  readonly path: string;
}

/** A scheme as the checks look at it. It has the right shape, and may be wrong in every other way. */
export interface LintContext {
  readonly scheme: SchemeDocument;
  /** `null` when the nodes are not one tree. */
  readonly tree: SchemeTree | null;
  readonly nodes: readonly PlacedNode[];
  readonly leaves: readonly PlacedLeaf[];
  readonly childrenOf: (code: string) => readonly SchemeNode[];
  /** Scores of the worst and the best; `null` for an open scheme, and for a range that is none. */
  readonly range: readonly [worst: number, best: number] | null;
  readonly options: Readonly<Required<LintOptions>>;
}

export function contextOf(scheme: SchemeDocument, options: LintOptions = {}): LintContext {
  const nodes = scheme.nodes.map((node, index) => ({ node, path: `/nodes/${index}` }));
  const byParent = new Map<string, SchemeNode[]>();
  for (const node of scheme.nodes) {
    if (node.parent === undefined) continue;
    byParent.set(node.parent, [...(byParent.get(node.parent) ?? []), node]);
  }
  const { range = DEFAULT_RANGE } = scheme;
  return {
    scheme,
    tree: treeOf(scheme),
    nodes,
    leaves: nodes.flatMap(({ node, path }) => (isLeaf(node) ? [{ leaf: node, path }] : [])),
    childrenOf: (code) => byParent.get(code) ?? [],
    range: range === 'open' || !(range[0] < range[1]) ? null : range,
    options: { ...DEFAULTS, ...options },
  };
}

function treeOf(scheme: SchemeDocument): SchemeTree | null {
  try {
    return buildTree(scheme);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Name and code of a node or an adjustment item, as a sentence names it. */
export function labelsOf({ nodes, adjustments }: SchemeDocument): (code: string) => Text {
  const named = new Map([...(adjustments.items ?? []), ...nodes].map(({ code, name }) => [code, name]));
  return (code) => {
    const name = named.get(code);
    return name === undefined
      ? { zh: `“${code}”`, en: code }
      : { zh: `“${name.zh}”（${code}）`, en: `${name.en} (${code})` };
  };
}

/** Points, freed of what binary arithmetic leaves behind the sixth decimal; rubrics write two. */
export const pointsOf = (sum: number): number => (Math.abs(sum) < 1e9 ? Math.round(sum * 1e6) / 1e6 : sum);

/** What the weights of some nodes add up to. */
export const weightOf = (nodes: readonly Pick<SchemeNode, 'weight'>[]): number =>
  pointsOf(nodes.reduce((sum, { weight }) => sum + weight, 0));
