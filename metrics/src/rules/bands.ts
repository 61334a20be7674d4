import type { BandsRule } from './rule-schema.ts';
import { expression } from './expression.ts';
import { prorateScale } from './prorate.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';

/**
 * 阶梯赋分: the score of the first band a value reaches, best first; a bound belongs to its band.
 *
 * score = s of the first band with v ≥ bound; lower is better: v ≤ bound; beyond the last one `otherwise`
 *
 * Prorated, bounds are multiplied by elapsed months ÷ 12.
 *
 * @param value in the indicator's unit of measure
 * @returns one of the document's literal scores; beyond the last band the worst of the scheme's range by default
 */
export function scoreBands(rule: BandsRule, value: number, _peers: Peers, setting: RuleSetting): number {
  const scale = prorateScale(rule, setting);
  const isIn = (bound: number): boolean =>
    setting.direction === 'higher' ? value >= bound * scale : value <= bound * scale;
  const band = rule.bands.find(([bound]) => isIn(bound));
  return band?.[1] ?? rule.otherwise ?? setting.range[0];
}

/** The arithmetic of {@link scoreBands}: the score of the band itself. */
export function workBands(rule: BandsRule, value: number, peers: Peers, setting: RuleSetting): Worked {
  const score = scoreBands(rule, value, peers, setting);
  return { score, formula: 's', expression: expression`${score}` };
}
