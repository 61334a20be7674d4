import type { DerivationStepView, NodeView } from '../../api/types.ts';

/**
 * The steps of the node itself: everything from its own first step on. Those of its children come before
 * it; bonus, deduction and what else follows on a total come after, some under codes of their own.
 */
export function ownSteps(steps: readonly DerivationStepView[], node: string): readonly DerivationStepView[] {
  const first = steps.findIndex((step) => step.node === node);
  return first < 0 ? [] : steps.slice(first);
}

export interface NodeSteps {
  readonly node: string;
  readonly name: NodeView['name'];
  /** Levels below the node that was asked about, from 0. */
  readonly depth: number;
  readonly steps: readonly DerivationStepView[];
}

/**
 * What stands before the node's own steps, node by node.
 *
 * @param nodes of the unit's tree; one that is not among them goes by its code
 */
export function stepsBelow(
  steps: readonly DerivationStepView[],
  node: string,
  nodes: readonly NodeView[],
): NodeSteps[] {
  const known = new Map(nodes.map((one) => [one.code, one]));
  const depthOf = (code: string): number => {
    const parent = known.get(code)?.parent ?? null;
    return parent === null || parent === node ? 0 : 1 + depthOf(parent);
  };
  const below = steps.slice(0, steps.length - ownSteps(steps, node).length);
  return [...new Set(below.map((step) => step.node))].map((code) => ({
    node: code,
    name: known.get(code)?.name ?? { zh: code, en: code },
    depth: depthOf(code),
    steps: below.filter((step) => step.node === code),
  }));
}
