import type { Rule } from '../scheme/document.ts';
import { scoreDeduct } from './deduct.ts';
import { scorePiecewise } from './piecewise.ts';
import { scoreVetoWhenPositive } from './veto-when-positive.ts';

/**
 * Score of one leaf.
 *
 * @param value finite, in the indicator's unit of measure
 * @param elapsedMonths months of the year gone by at the period, 1..12; scales prorated goalposts
 * @returns score in [0, 100]
 */
export function scoreByRule(rule: Rule, value: number, elapsedMonths = 12): number {
  switch (rule.type) {
    case 'piecewise':
      return scorePiecewise(rule, value, rule.prorate ? elapsedMonths / 12 : 1).score;
    case 'deduct':
      return scoreDeduct(rule, value);
    case 'veto-when-positive':
      return scoreVetoWhenPositive(value);
  }
}
