import { meanFunction, type BranchMean, type MeanFunction } from '../../aggregate/mean-function.ts';
import type { LeafColumn } from '../leaf-column.ts';
import { branchAt, type SchemeTree } from '../../scheme/tree.ts';

interface Blocker {
  /** The leaf and the branches between it and the branch. */
  readonly way: readonly number[];
  readonly blocks: Uint8Array;
}

/** A branch with everything about it that does not depend on weights. */
export interface KernelBranch {
  readonly node: number;
  /** In document order. */
  readonly children: Int32Array;
  mean: BranchMean;
  /** Of `mean`. */
  through: MeanFunction;
  readonly coverageThreshold: number | undefined;
  /** Its scores for the weights last composed; NaN is absent. */
  readonly scores: Float64Array;
  /** How many leaves among its children a unit has; only a coverage threshold asks. */
  leavesPresent: Uint16Array | null;
  /** The children that are branches. */
  readonly branches: readonly KernelBranch[];
  /** Leaves whose absence makes the branch absent, with the units that lack them; where nothing on the way has no weight. */
  blockers: readonly Blocker[];
}

/** Every branch after the branches below it. */
export function kernelBranches(tree: SchemeTree, units: number): KernelBranch[] {
  const byNode = new Map<number, KernelBranch>();
  for (const node of [...tree.topDown].reverse()) {
    const children = tree.children[node] as readonly number[];
    if (children.length === 0) continue;
    const { aggregate, exponent, coverageThreshold } = branchAt(tree, node);
    const mean: BranchMean = exponent === undefined ? { aggregate } : { aggregate, exponent };
    byNode.set(node, {
      node,
      children: Int32Array.from(children),
      mean,
      through: meanFunction(mean),
      coverageThreshold,
      scores: new Float64Array(units),
      leavesPresent: coverageThreshold === undefined ? null : new Uint16Array(units),
      branches: children.flatMap((child) => byNode.get(child) ?? []),
      blockers: [],
    });
  }
  return [...byNode.values()];
}

/** @throws RangeError if the node is no branch */
export function branchNamed(byNode: ReadonlyMap<number, KernelBranch>, node: number): KernelBranch {
  const branch = byNode.get(node);
  if (branch === undefined) throw new RangeError('the kernel has no such branch');
  return branch;
}

type Columns = readonly (LeafColumn | null)[];

/** Takes note of which units a branch's leaves are absent for. @param columns by node index */
export function noteLeaves(branch: KernelBranch, columns: Columns): void {
  if (branch.leavesPresent !== null) branch.leavesPresent = countLeaves(branch, columns);
  branch.blockers = blockersOf(branch, columns);
}

function countLeaves({ children, scores }: KernelBranch, columns: Columns): Uint16Array {
  const present = new Uint16Array(scores.length);
  for (const child of children) {
    columns[child]?.scores.forEach((score, unit) => {
      if (!Number.isNaN(score)) present[unit] = (present[unit] as number) + 1;
    });
  }
  return present;
}

function blockersOf({ children, branches }: KernelBranch, columns: Columns): Blocker[] {
  const own = [...children].flatMap((leaf): Blocker[] => {
    const blocks = columns[leaf]?.blocks ?? null;
    return blocks === null ? [] : [{ way: [leaf], blocks }];
  });
  return [...own, ...branches.flatMap((branch) => withheldBelow(branch, columns))];
}

/** Damaged leaves below a branch: nothing takes their place at any level. */
function withheldBelow({ node, children, branches }: KernelBranch, columns: Columns): Blocker[] {
  const own = [...children].flatMap((leaf): Blocker[] => {
    const blocks = columns[leaf]?.withheld ?? null;
    return blocks === null ? [] : [{ way: [leaf], blocks }];
  });
  return [...own, ...branches.flatMap((branch) => withheldBelow(branch, columns))].map(({ way, blocks }) => ({
    way: [...way, node],
    blocks,
  }));
}
