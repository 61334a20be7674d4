import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';
import { areInOrder, areReversed, boundsOf, isBelow, laddersOf } from './tiers.ts';

/** Tiers that overlap: a later one starts where an earlier one has taken everything. */
export function findTiersOutOfOrder(context: LintContext): Found[] {
  return [...inLadders(context), ...inBands(context)];
}

function inLadders({ scheme }: LintContext): Found[] {
  return laddersOf(scheme).flatMap(({ key, ladder }) => {
    const sorted = [...ladder].sort((a, b) => b.atLeast - a.atLeast);
    const change = areInOrder(sorted.map(({ atLeast }) => atLeast)) ? [{ path: `/${key}`, value: sorted }] : undefined;
    return ladder.flatMap(({ atLeast }, k): Found[] => {
      const above = ladder[k - 1]?.atLeast;
      if (above === undefined || isBelow(atLeast, above)) return [];
      const data = { where: key, bound: atLeast, above };
      const path = `/${key}/${k}/atLeast`;
      return [{ code: 'tiers-out-of-order', node: null, path, data, ...(change && { change }) }];
    });
  });
}

function inBands({ leaves }: LintContext): Found[] {
  return leaves.flatMap(({ leaf: { code, rule, direction }, path }) => {
    if (rule.type !== 'bands' || areReversed(rule, direction)) return [];
    const sorted = [...rule.bands].sort(([a], [b]) => (direction === 'higher' ? b - a : a - b));
    const bounds = sorted.map(([bound]) => bound);
    const scores = sorted.map(([, score]) => score);
    // Sorted, a band must not score more than a better one: then it is not the order that was wrong.
    const isMended =
      areInOrder(bounds, direction) && scores.every((score, k) => k === 0 || score <= (scores[k - 1] ?? score));
    const change = isMended ? [{ path: `${path}/rule/bands`, value: sorted }] : undefined;
    return boundsOf(rule).flatMap((bound, k): Found[] => {
      const above = rule.bands[k - 1]?.[0];
      if (above === undefined || isBelow(bound, above, direction)) return [];
      const data = { where: code, bound, above };
      return [
        { code: 'tiers-out-of-order', node: code, path: `${path}/rule/bands/${k}`, data, ...(change && { change }) },
      ];
    });
  });
}
