import { MISSING_KINDS, type MissingKind } from '@dangzhi/metrics';
import type { NodeView } from '../../api/types.ts';

/** Leaves without a value for one reason. */
export interface Absence {
  readonly kind: MissingKind;
  /** Heaviest first. */
  readonly leaves: readonly NodeView[];
  /** Nominal weight of them, per cent of the whole. */
  readonly weight: number;
}

/** What can be done at once first: a late report, then a source to connect; what needs nothing comes last. */
const ORDER: readonly MissingKind[] = ['damaged', 'overdue', 'no-source', 'not-due', 'no-cases', 'not-applicable'];

/** A value is damaged that the score would be made of: there is none then. */
export const isDamaged = (nodes: readonly Pick<NodeView, 'missing'>[]): boolean =>
  nodes.some(({ missing }) => missing === 'damaged');

/** The leaves that have no value, by reason; reasons nothing is absent for are left out. */
export function absencesOf(leaves: readonly NodeView[]): Absence[] {
  return [...MISSING_KINDS]
    .sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map((kind) => {
      const own = leaves.filter(({ missing }) => missing === kind);
      return {
        kind,
        leaves: [...own].sort((a, b) => b.nominalWeight - a.nominalWeight),
        weight: own.reduce((sum, { nominalWeight }) => sum + nominalWeight, 0),
      };
    })
    .filter(({ leaves: own }) => own.length > 0);
}
