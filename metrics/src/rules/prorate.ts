import type { RuleSetting } from './setting.ts';

/**
 * What a prorated rule's values are multiplied by: elapsed months ÷ 12, so that a yearly goalpost of
 * 0, 1 or 2 sessions is 0, 0.5 or 1 in June (the measurement contract, §2).
 */
export function prorateScale({ prorate }: { readonly prorate?: boolean }, { elapsedMonths }: RuleSetting): number {
  return prorate === true ? elapsedMonths / 12 : 1;
}
