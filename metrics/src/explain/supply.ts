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
  /** Per cent of the whole. */
  readonly nominalWeight: number;
}

/**
 * What to do next about leaves nobody supplies: the systems to connect, the one that brings most
 * weight first. A leaf counts for the system of its numerator, which is the one that knows of the
 * work done; so the weights add up to all that is not covered.
 */
export function unsuppliedBySystem(
  { indicators, measures, systems }: Pick<Catalogue, 'indicators' | 'measures' | 'systems'>,
  leaves: readonly SuppliedLeaf[],
): UnsuppliedSystem[] {
  const systemOfMeasure = new Map(measures.map(({ code, system }) => [code, system]));
  const systemOf = new Map(
    indicators.map(({ code, formula }) => [
      code,
      systemOfMeasure.get(formula.kind === 'ratio' ? formula.numerator : formula.measure) ?? null,
    ]),
  );
  return systems
    .map((system) => {
      const waiting = leaves
        .filter(({ indicator, missing }) => missing === 'no-source' && systemOf.get(indicator) === system.code)
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
