import type { Group, LeafFigure } from '../../../api/types.ts';

/** The leaves of a group, those with the most weight in the score first. */
export const leavesOf = (group: Group, leaves: readonly LeafFigure[]): LeafFigure[] =>
  leaves
    .filter(({ node }) => group.leaves.includes(node))
    .sort((a, b) => b.effectiveWeight - a.effectiveWeight || (a.node < b.node ? -1 : 1));
