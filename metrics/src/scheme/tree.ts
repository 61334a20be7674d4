import type { SchemeDocument, SchemeLeaf, SchemeNode } from './document.ts';

export const isLeaf = (node: SchemeNode): node is SchemeLeaf => 'indicator' in node;

/**
 * A scheme document as index arrays. `nodes` keeps the document's order; a parent always stands
 * before its children in `topDown`, so walking it backwards aggregates.
 */
export interface SchemeTree {
  readonly document: SchemeDocument;
  readonly nodes: readonly SchemeNode[];
  readonly root: number;
  readonly topDown: readonly number[];
  /** Index of the parent, −1 for the root. */
  readonly parent: readonly number[];
  readonly children: readonly (readonly number[])[];
  readonly leaves: readonly number[];
  /** Weight relative to siblings, as written in the document. */
  readonly weights: readonly number[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/**
 * Index arrays of a checked scheme. Use `parseScheme` first for anything a person wrote: this
 * throws at the first fault, in the words of a programmer.
 *
 * @throws RangeError if the nodes are not one tree
 */
export function buildTree(document: SchemeDocument): SchemeTree {
  const { nodes } = document;
  const indexOf = new Map(nodes.map((node, index) => [node.code, index]));
  if (indexOf.size !== nodes.length) throw new RangeError('buildTree requires distinct node codes');
  const parent = nodes.map((node) => (node.parent === undefined ? -1 : (indexOf.get(node.parent) ?? -2)));
  if (parent.includes(-2)) throw new RangeError('buildTree requires every parent to exist');
  const roots = parent.flatMap((up, index) => (up === -1 ? [index] : []));
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw new RangeError('buildTree requires exactly one root');

  const children: number[][] = nodes.map(() => []);
  parent.forEach((up, index) => children[up]?.push(index));
  const topDown = [root];
  for (const index of topDown) topDown.push(...(children[index] ?? []));
  if (topDown.length !== nodes.length) throw new RangeError('buildTree requires a tree without circles');

  return {
    document,
    nodes,
    root,
    topDown,
    parent,
    children,
    leaves: topDown.filter((index) => isLeaf(nodes[index] as SchemeNode)),
    weights: nodes.map((node) => node.weight),
    indexOf,
  };
}
