import type { InsideRangeRule } from './rule-schema.ts';
import { expression } from './expression.ts';
import type { Peers, RuleSetting, Worked } from './setting.ts';
import { scoreOfPoints, workOfPoints } from './share.ts';

/**
 * 适度指标: the best inside [from, to], falling on straight lines to the worst at `zeroBelow` and `zeroAbove`.
 *
 * below: score = s₀ + (s₁ − s₀) × (v − zeroBelow) ÷ (from − zeroBelow);
 * above: s₀ + (s₁ − s₀) × (zeroAbove − v) ÷ (zeroAbove − to)
 *
 * The indicator's direction says nothing here. `zeroBelow` may equal `from` (`zeroAbove` may equal
 * `to`): then there is no slope, and a value outside scores the worst.
 *
 * @param value in the indicator's unit of measure
 * @returns score in the scheme's range
 */
export function scoreInsideRange(rule: InsideRangeRule, value: number, _peers: Peers, { range }: RuleSetting): number {
  const [way, length] = wayBack(rule, value);
  return scoreOfPoints(way, length, range);
}

/** The arithmetic of {@link scoreInsideRange}. */
export function workInsideRange(rule: InsideRangeRule, value: number, peers: Peers, setting: RuleSetting): Worked {
  const { from, to, zeroBelow, zeroAbove } = rule;
  if (value >= from && value <= to) {
    const score = scoreInsideRange(rule, value, peers, setting);
    return { score, formula: 's₁', expression: expression`${score}` };
  }
  const [way, length] = wayBack(rule, value);
  const text =
    value < from
      ? ({
          symbols: ['(v − zeroBelow)', '(from − zeroBelow)'],
          numbers: [expression`(${value} − ${zeroBelow})`, expression`(${from} − ${zeroBelow})`],
        } as const)
      : ({
          symbols: ['(zeroAbove − v)', '(zeroAbove − to)'],
          numbers: [expression`(${zeroAbove} − ${value})`, expression`(${zeroAbove} − ${to})`],
        } as const);
  return workOfPoints(way, length, text, setting.range);
}

/** How far a value is from where it scores the worst, and how far from there the best begins. */
function wayBack({ from, to, zeroBelow, zeroAbove }: InsideRangeRule, value: number): [number, number] {
  if (value < from) return [value - zeroBelow, from - zeroBelow];
  return value > to ? [zeroAbove - value, zeroAbove - to] : [1, 1];
}
