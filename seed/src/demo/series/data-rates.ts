import { monthsFromTo, FIRST_MONTH, PUBLISHED_MONTH } from '../time/calendar.ts';
import { between, clamp } from '../chance/chance.ts';

/**
 * Share of a department's registered applications that use data, per cent; demo.
 * It is a ratio of whole applications, and reported without them, as the county's own figure is.
 */
export function departmentDataRate(unit: string, month: string): number {
  const applications = 6 + Math.floor(between(0, 30, 'applications', unit));
  const months = monthsFromTo(FIRST_MONTH, month);
  const share = between(0.55, 0.84, 'using', unit) + (0.3 * months) / (months + 60);
  const using = Math.round(applications * clamp(share, 0, 0.985));
  return (using / applications) * 100;
}

/** The county's published rate, per cent: where the demo series has to arrive at and go on from. */
const PUBLISHED_RATE = 83.63;

/** The county's rate around the published one, per cent; demo. The published month itself is not asked for. */
export function countyDataRate(month: string): number {
  const months = monthsFromTo(PUBLISHED_MONTH, month);
  const drift = months < 0 ? 0.58 * months : (13 * months) / (months + 34);
  return PUBLISHED_RATE + drift + between(-0.25, 0.25, 'county-rate', month);
}
