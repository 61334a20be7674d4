import { definitionOf } from '../rules/index.ts';
import { leafAt, type SchemeTree } from './tree.ts';

/** A unit that a scheme names, which the data has to have for the scheme to mean what it says. */
export interface NamedUnit {
  readonly unit: string;
  /** As the reference of a leaf's rule, or as one that screening keeps or drops. */
  readonly as: 'reference' | 'keep' | 'drop';
  /** Code of the leaf; `null` where screening names it. */
  readonly leaf: string | null;
  /** JSON pointer into the document. */
  readonly path: string;
}

/** The units a scheme names, in its own order. */
export function namedUnits(tree: SchemeTree): NamedUnit[] {
  const references = tree.leaves.flatMap((index): NamedUnit[] => {
    const { code, rule } = leafAt(tree, index);
    const unit = definitionOf(rule).reference?.(rule);
    return unit === undefined ? [] : [{ unit, as: 'reference', leaf: code, path: `/nodes/${index}/rule/unit` }];
  });
  const screened = (['keep', 'drop'] as const).flatMap((as) =>
    (tree.document.screening?.[as] ?? []).map((unit, at): NamedUnit => ({
      unit,
      as,
      leaf: null,
      path: `/screening/${as}/${at}`,
    })),
  );
  return [...references, ...screened];
}
