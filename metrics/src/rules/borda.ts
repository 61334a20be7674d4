import type { BordaRule } from './rule-schema.ts';
import { expression } from './expression.ts';
import { scoreRank } from './rank.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * 波达计数: how many peers a unit leaves behind.
 *
 * score = r − 1, r the ascending rank; equal values share the least of their ranks, or as `ties` says
 *
 * @param value in the indicator's unit of measure
 * @returns score in 0..n − 1, whatever the scheme's range; `null` without peers
 * @see COINr 1.1.14, `n_borda`
 */
export function scoreBorda({ ties }: BordaRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  const rank = scoreRank({ type: 'rank', ...(ties && { ties }) }, value, peers, setting);
  return rank === null ? null : rank - 1;
}

/** The arithmetic of {@link scoreBorda}. */
export function workBorda(rule: BordaRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  const score = scoreBorda(rule, value, peers, setting);
  return score === null ? null : { score, formula: 'r − 1', expression: expression`${score + 1} − 1` };
}
