import { formatNumber, formatUnitOfMeasure } from '../../../i18n/format.ts';
import type { Locale } from '../../../stores/preferences.ts';

/** Chinese counts by ten thousands; English says the same figure in its own steps. */
const IN_ENGLISH: Readonly<Record<string, { times: number; unit: string }>> = {
  亿条: { times: 0.1, unit: 'billion' },
  万人: { times: 10_000, unit: 'people' },
  '万人/百万人': { times: 10_000, unit: 'per million' },
  张: { times: 1, unit: '' },
};

/** A figure as the wall prints it: the number and its unit of measure, at most `digits` decimals. */
export function wallNumber(
  value: number,
  unitOfMeasure: string,
  locale: Locale,
  digits = 2,
): { number: string; unit: string } {
  const said = locale === 'en' ? IN_ENGLISH[unitOfMeasure] : undefined;
  if (said === undefined) {
    return { number: formatNumber(value, locale, digits), unit: formatUnitOfMeasure(unitOfMeasure, locale) };
  }
  // 29.91 × 0.1 is 2.9910000000000005.
  const scaled = Number((value * said.times).toPrecision(12));
  return { number: formatNumber(scaled, locale, Math.max(digits, 3)), unit: said.unit };
}
