import type { RankRule } from './rule-schema.ts';
import { expression } from './expression.ts';
import { ascendingRank } from './places.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * 名次分: the ascending rank itself, so that the best of n peers has n.
 *
 * score = r; equal values share the least of their ranks, or as `ties` says
 *
 * @param value in the indicator's unit of measure
 * @returns score in 1..n, whatever the scheme's range; `null` without peers
 * @see COINr 1.1.14, `n_rank`
 */
export function scoreRank({ ties }: RankRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  if (peers.count === 0) return null;
  return Math.min(peers.count, ascendingRank(peers, value, setting.direction, ties));
}

/** The arithmetic of {@link scoreRank}: the rank. */
export function workRank(rule: RankRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  const score = scoreRank(rule, value, peers, setting);
  return score === null ? null : { score, formula: 'r', expression: expression`${score}` };
}
