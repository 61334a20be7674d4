import type { Rule } from '../scheme/rule-schema.ts';
import type { RuleSetting } from './setting.ts';

export interface RangeSetting {
  readonly direction: RuleSetting['direction'];
  readonly range: RuleSetting['range'];
  /** How many units are compared, where that is known. */
  readonly count?: number;
}

/**
 * The lowest and the highest score any value can get.
 *
 * @returns ∓Infinity where a score is open
 */
export function ruleRange(_rule: Rule, { range }: RangeSetting): readonly [number, number] {
  return range;
}
