import { MISSING_KINDS, MISSING_POLICY, type MissingKind } from '../language/missing.ts';
import type { MissingAction, SchemeBranch, SchemeDocument, SchemeLeaf, SchemeNode } from './document.ts';

export const isLeaf = (node: SchemeNode): node is SchemeLeaf => 'indicator' in node;

/** What an absent value of each kind does to its group. */
export type MissingPlan = Readonly<Record<MissingKind, MissingAction>>;

/** The measurement contract, §3: an overdue value scores the worst, every other hands its weight on; no scheme decides over what is damaged. */
const CONTRACT_PLAN = Object.fromEntries(
  MISSING_KINDS.map((kind) => [
    kind,
    MISSING_POLICY[kind].withholds ? 'absent' : MISSING_POLICY[kind].scoresZero ? 'zero' : 'reweight',
  ]),
) as MissingPlan;

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
  /** Scores of the worst and the best; `null` where the scheme is open. */
  readonly range: readonly [worst: number, best: number] | null;
  /** By node index; a branch's plan is that of everything below it that does not say otherwise. */
  readonly missingPlans: readonly MissingPlan[];
}

/** The scale that rules in points are a share of; an open scheme's, too, is 0..100. */
export const DEFAULT_RANGE: readonly [number, number] = [0, 100];

/** The branch at an index of the tree. @throws RangeError if it is a leaf or outside */
export function branchAt(tree: SchemeTree, index: number): SchemeBranch {
  const node = tree.nodes[index];
  if (node === undefined || isLeaf(node)) throw new RangeError('branchAt requires the index of a branch');
  return node;
}

/** The leaf at an index of the tree. @throws RangeError if it is a branch or outside */
export function leafAt(tree: SchemeTree, index: number): SchemeLeaf {
  const node = tree.nodes[index];
  if (node === undefined || !isLeaf(node)) throw new RangeError('leafAt requires the index of a leaf');
  return node;
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

  const missingPlans: MissingPlan[] = nodes.map(() => CONTRACT_PLAN);
  for (const index of topDown) {
    const node = nodes[index] as SchemeNode;
    const inherited = missingPlans[parent[index] as number] ?? CONTRACT_PLAN;
    missingPlans[index] = isLeaf(node) ? inherited : { ...inherited, ...node.missing };
  }

  const { range = DEFAULT_RANGE } = document;
  return {
    document,
    nodes,
    range: range === 'open' ? null : range,
    missingPlans,
    root,
    topDown,
    parent,
    children,
    leaves: topDown.filter((index) => isLeaf(nodes[index] as SchemeNode)),
    weights: nodes.map((node) => node.weight),
    indexOf,
  };
}
