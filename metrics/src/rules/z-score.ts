import type { ZScoreRule } from './rule-schema.ts';
import { expression } from './expression.ts';
import { applyLinear, workLine, type Linear } from './line.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * 标准分: how many standard deviations a value is better than the mean of its peers.
 *
 * score = m + s × (v − x̄) ÷ σ; lower is better: (x̄ − v) ÷ σ; m and s are the rule's `mean` and `sd`,
 * σ the sample standard deviation (n − 1)
 *
 * @param value in the indicator's unit of measure
 * @returns score of any size, under `clamp` inside the scheme's range; `null` where all peers are equal
 * @see COINr 1.1.14, `n_zscore`
 */
export function scoreZScore(rule: ZScoreRule, value: number, peers: Peers, setting: RuleSetting): number | null {
  const line = lineOfZScore(rule, peers, setting);
  return line && applyLinear(line, value);
}

/** The rule's straight line; `null` where it cannot score. */
export function lineOfZScore(rule: ZScoreRule, peers: Peers, { direction, range }: RuleSetting): Linear | null {
  // Deviations too small to be squared count as none; those too large to be have no measure.
  if (peers.min === peers.max || peers.sd === 0 || !Number.isFinite(peers.sd)) return null;
  return {
    from: peers.mean,
    width: direction === 'higher' ? peers.sd : -peers.sd,
    worst: rule.mean ?? 0,
    span: rule.sd ?? 1,
    low: rule.clamp === true ? range[0] : -Infinity,
    high: rule.clamp === true ? range[1] : Infinity,
  };
}

/** The arithmetic of {@link scoreZScore}. */
export function workZScore(rule: ZScoreRule, value: number, peers: Peers, setting: RuleSetting): Worked | null {
  return workLine(lineOfZScore(rule, peers, setting), value, ({ worst, span }) =>
    setting.direction === 'higher'
      ? {
          formula: 'm + s × (v − x̄) ÷ σ',
          expression: expression`${worst} + ${span} × (${value} − ${peers.mean}) ÷ ${peers.sd}`,
        }
      : {
          formula: 'm + s × (x̄ − v) ÷ σ',
          expression: expression`${worst} + ${span} × (${peers.mean} − ${value}) ÷ ${peers.sd}`,
        },
  );
}
