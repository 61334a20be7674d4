import { monthsBetween, type Unit } from '@dangzhi/metrics';
import { firstMonthOnline } from '../../catalogue/online-waves.ts';
import { PUBLISHED_MONTH, seasonOf } from '../time/calendar.ts';
import { POLICY_STEPS } from '../units/cases.ts';
import { between } from '../chance/chance.ts';
import { itemsPerMonth, stocksAtPublication, type Stocks } from './anchor.ts';
import { sizeOf } from '../units/size.ts';

/** The first years carried old documents along; what comes in later is the year's own. */
const LATER_INFLOW = 0.6;

/**
 * Cumulative stocks of one unit, month by month from its first month online.
 *
 * @param until last month, `YYYY-MM`
 * @returns by month; no entry for a month in which the unit was not online
 */
export function stocksOf(unit: Unit, until: string): Map<string, Stocks> {
  const first = firstMonthOnline(unit.code);
  const byMonth = new Map<string, Stocks>();
  if (first === null) return byMonth;
  const anchor = stocksAtPublication.get(unit.code);
  const backwards = anchor === undefined ? [] : stocksBefore(anchor, first);
  for (const [month, stocks] of backwards) if (month <= until) byMonth.set(month, stocks);
  let current: Stocks = anchor ?? { prearchived: 0, formal: 0 };
  for (const month of monthsBetween(first, until)) {
    if (anchor !== undefined && month <= PUBLISHED_MONTH) continue;
    current = nextStocks(unit, month, current);
    byMonth.set(month, current);
  }
  return byMonth;
}

/** Up to the published month stocks run towards it: items in step with the season, filing lagging behind. */
function stocksBefore(anchor: Stocks, first: string): [string, Stocks][] {
  const months = monthsBetween(first, PUBLISHED_MONTH);
  const total = months.reduce((sum, month) => sum + seasonOf(month), 0);
  let done = 0;
  return months.map((month) => {
    done += seasonOf(month);
    const share = month === PUBLISHED_MONTH ? 1 : done / total;
    const prearchived = Math.round(anchor.prearchived * share);
    return [month, { prearchived, formal: Math.min(prearchived, Math.round(anchor.formal * share * share)) }];
  });
}

/** One month further, from what was there alone. */
function nextStocks(unit: Unit, month: string, { prearchived, formal }: Stocks): Stocks {
  const inflow = itemsPerMonth * LATER_INFLOW * sizeOf(unit) * seasonOf(month);
  const total = prearchived + Math.round(inflow * between(0.8, 1.2, 'inflow', unit.code, month));
  const step = POLICY_STEPS.find(({ from }) => from <= month)?.clearedPerMonth ?? 0;
  const diligence = between(0.55, 1.5, 'diligence', unit.code);
  const cleared = (total - formal) * step * diligence * between(0.7, 1.3, 'cleared', unit.code, month);
  return { prearchived: total, formal: Math.min(total, formal + Math.round(cleared)) };
}
