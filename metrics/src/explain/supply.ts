import type { Catalogue, System } from '../language/catalogue.ts';
import type { MissingKind } from '../language/missing.ts';

/** What a system would bring if it were connected. */
export interface UnsuppliedSystem {
  readonly system: System;
  /** Leaves that wait for it, heaviest first. */
  readonly leaves: readonly string[];
  /** Nominal weight of these leaves, per cent of the whole. */
  readonly weight: number;
}

/** As much of a leaf as the question needs. */
export interface SuppliedLeaf {
  readonly code: string;
  readonly indicator: string;
  readonly missing: MissingKind | null;
  /** Of a ratio: somebody gives the numerator, so that it is the denominator that is waited for. */
  readonly hasNumerator: boolean;
  /** Per cent of the whole. */
  readonly nominalWeight: number;
}

/**
 * What to do next about leaves nobody supplies: the systems to connect, the one that brings most
 * weight first. A leaf counts for the system of the part that is not given, of its numerator where
 * neither is; so the weights add up to the nominal weight of all
 * leaves without a source, per cent of the whole.
 */
export function unsuppliedBySystem(
  { indicators, measures, systems }: Pick<Catalogue, 'indicators' | 'measures' | 'systems'>,
  leaves: readonly SuppliedLeaf[],
): UnsuppliedSystem[] {
  const systemOfMeasure = new Map(measures.map(({ code, system }) => [code, system]));
  const formulaOf = new Map(indicators.map(({ code, formula }) => [code, formula]));
  const systemOf = ({ indicator, hasNumerator }: SuppliedLeaf): string | null => {
    const formula = formulaOf.get(indicator);
    if (formula === undefined) return null;
    if (formula.kind === 'amount') return systemOfMeasure.get(formula.measure) ?? null;
    return systemOfMeasure.get(hasNumerator ? formula.denominator : formula.numerator) ?? null;
  };
  return systems
    .map((system) => {
      const waiting = leaves
        .filter((leaf) => leaf.missing === 'no-source' && systemOf(leaf) === system.code)
        .sort((a, b) => b.nominalWeight - a.nominalWeight);
      return {
        system,
        leaves: waiting.map(({ code }) => code),
        weight: waiting.reduce((sum, { nominalWeight }) => sum + nominalWeight, 0),
      };
    })
    .filter(({ leaves: waiting }) => waiting.length > 0)
    .sort((a, b) => b.weight - a.weight);
}
