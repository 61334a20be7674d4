import type { Names } from '../language/catalogue.ts';
import type { RuleSetting } from './setting.ts';

/**
 * What a prorated rule's values are multiplied by: elapsed months ÷ 12, so that a yearly goalpost of
 * 0, 1 or 2 sessions is 0, 0.5 or 1 in June (the measurement contract, §2).
 */
export function prorateScale({ prorate }: { readonly prorate?: boolean }, { elapsedMonths }: RuleSetting): number {
  return prorate === true ? elapsedMonths / 12 : 1;
}

/** That the figures of a prorated rule are those of part of a year; nothing where they are of the whole. */
export function proratedWords(rule: { readonly prorate?: boolean }, setting: RuleSetting): Names {
  if (prorateScale(rule, setting) === 1) return { zh: '', en: '' };
  const months = setting.elapsedMonths;
  return {
    zh: `全年的标准已按过去的 ${months} 个月折算。`,
    en: ` The standards of the year are taken for ${months} of its 12 months.`,
  };
}
