import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';
import { reachOf } from './reach.ts';
import { areInOrder, laddersOf } from './tiers.ts';

/** A ladder that ends above the lowest score: those below are given its last step although they do not reach it. */
export function findLadderBottom(context: LintContext): Found[] {
  const reach = reachOf(context);
  if (reach === null) return [];
  return laddersOf(context.scheme).flatMap(({ key, ladder }): Found[] => {
    const last = ladder[ladder.length - 1];
    if (last === undefined || !areInOrder(ladder.map(({ atLeast }) => atLeast)) || last.atLeast <= reach[0]) return [];
    const data = { ladder: key, bound: last.atLeast, lowest: reach[0] };
    return [{ code: 'ladder-bottom', node: null, path: `/${key}/${ladder.length - 1}/atLeast`, data }];
  });
}
