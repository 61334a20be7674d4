import type { Measure } from '@dangzhi/metrics';

/** Digits after the point by unit of measure; everything else is whole. */
const DIGITS: Readonly<Record<string, number>> = {
  '%': 2,
  亿条: 2,
  万人: 2,
  '万人/百万人': 2,
  万元: 2,
  万页: 2,
  年: 1,
  GB: 1,
};

/** Digits after the point a measure is written with. */
export const digitsOf = ({ unitOfMeasure }: Measure): number => DIGITS[unitOfMeasure] ?? 0;

/** What is filed by the end of June can be counted then. */
const COUNTED_LATER: Readonly<Record<string, number>> = { 'archived-by-june': 6 };

/** Months after its period until a measure can be counted. */
export const monthsUntilCounted = ({ code }: Measure): number => COUNTED_LATER[code] ?? 0;
