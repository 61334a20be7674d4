import type { NodeView } from '../src/api/types.ts';

/** A node of a unit's score: weight 50 per cent, score 80, nothing printed. */
export function node(code: string, parent: string | null, over: Partial<NodeView> = {}): NodeView {
  return {
    code,
    parent,
    name: { zh: code, en: code },
    value: null,
    unitOfMeasure: null,
    numerator: null,
    denominator: null,
    missing: null,
    score: 80,
    weight: 1,
    nominalWeight: 50,
    effectiveWeight: 50,
    contribution: 40,
    printedContribution: null,
    provenance: 'demo',
    valuePeriod: null,
    ...over,
  };
}
