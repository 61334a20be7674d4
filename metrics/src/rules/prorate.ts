import type { Names } from '../language/catalogue.ts';
import { scaledQuotient } from '../language/exact.ts';
import type { RuleSetting } from './setting.ts';

/**
 * A value that a rule states, at the period: of a prorated rule × elapsed months ÷ 12, so that a yearly goalpost of
 * 0, 1 or 2 sessions is 0, 0.5 or 1 in June (the measurement contract, §2). Multiplied first and rounded once: who
 * has just reached it has reached it.
 */
export function prorated(rule: { readonly prorate?: boolean }, stated: number, { elapsedMonths }: RuleSetting): number {
  return rule.prorate === true ? scaledQuotient(stated, 12, elapsedMonths) : stated;
}

/** That the figures of a prorated rule are those of part of a year; nothing where they are of the whole. */
export function proratedWords(rule: { readonly prorate?: boolean }, setting: RuleSetting): Names {
  const months = setting.elapsedMonths;
  if (rule.prorate !== true || months === 12) return { zh: '', en: '' };
  return {
    zh: `全年的标准已按过去的 ${months} 个月折算。`,
    en: ` The standards of the year are taken for ${months} of its 12 months.`,
  };
}
