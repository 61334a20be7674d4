import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A bonus or deduction that its own cap, or its section's, cuts off at the first one. */
export function findCapBelowItem({ scheme }: LintContext): Found[] {
  const { bonusCap, deductCap, items = [] } = scheme.adjustments;
  return items.flatMap(({ code, kind, each, cap: own = Infinity }, k): Found[] => {
    const cap = Math.min(own, kind === 'bonus' ? bonusCap : deductCap);
    if (each <= cap) return [];
    return [
      { code: 'cap-below-item', node: null, path: `/adjustments/items/${k}`, data: { other: code, kind, each, cap } },
    ];
  });
}
