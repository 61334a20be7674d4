import type { Unit } from '@dangzhi/metrics';
import { departments, townships } from '../../county/units.ts';
import { FIRST_MONTH, monthsFromTo, PUBLISHED_AT } from '../time/calendar.ts';
import { between, chance } from '../chance/chance.ts';
import { factValue } from './fact-value.ts';
import { demoPeriod, type DemoPeriod } from '../time/period.ts';
import { memberOf, type Series } from './series.ts';
import { sizeOf } from '../units/size.ts';

const hasTransferred = memberOf('departments-transferred');

/** Months records are handed over in: most in autumn, when the year's plan presses. */
const HANDOVERS: readonly string[] = ['04', '06', '09', '10', '10', '11', '11', '12'];

/** Files and items of a unit of size 1 in a year it transfers. */
const PER_TRANSFER = 880;

/** Files and items a unit handed over in the month; three years out of four there is one handover. */
export const transfersOf: Series = (unit, period) => {
  const transfers = unit.kind === 'township' || hasTransferred(unit, period) === 1;
  const month = HANDOVERS[Math.floor(chance('handover', unit.code, period.year) * HANDOVERS.length)];
  if (!transfers || period.last.slice(5) !== month || chance('transfers', unit.code, period.year) > 0.75) return 0;
  return Math.round(PER_TRANSFER * sizeOf(unit) * between(0.4, 1.9, 'transferred', unit.code, period.year));
};

const ofMonths = new Map<string, number>();

/** What the archives took in during a month: the units' transfers, and a little collected elsewhere. */
function takenIn(period: DemoPeriod): number {
  const known = ofMonths.get(period.label);
  if (known !== undefined) return known;
  const transferred = [...departments, ...townships].reduce((sum, unit) => sum + (transfersOf(unit, period) ?? 0), 0);
  const taken = transferred + Math.round(between(40, 420, 'collected', period.label));
  ofMonths.set(period.label, taken);
  return taken;
}

export const accessions = (_unit: Unit, period: DemoPeriod): number => takenIn(period);

/** Of what was taken in since 2018 this part were files (案卷), the rest items (文件). */
const FILES = factValue('A035') / factValue('A035', 2);
const filesIn = (period: DemoPeriod): number => Math.round(takenIn(period) * FILES);
const itemsIn = (period: DemoPeriod): number => takenIn(period) - filesIn(period);

const monthAt = (at: number): DemoPeriod => {
  const year = 2021 + Math.floor(at / 12);
  return demoPeriod('month', `${year}-${String(at - (year - 2021) * 12 + 1).padStart(2, '0')}`);
};

/** Counted on from the published total, and back from it. */
function since2018(published: number, ofMonth: (period: DemoPeriod) => number): Series {
  const totals = new Map([[PUBLISHED_AT, published]]);
  const totalAt = (at: number): number => {
    const known = totals.get(at);
    if (known !== undefined) return known;
    const total =
      at > PUBLISHED_AT ? totalAt(at - 1) + ofMonth(monthAt(at)) : totalAt(at + 1) - ofMonth(monthAt(at + 1));
    totals.set(at, total);
    return total;
  };
  return (_unit, { at }) => totalAt(at);
}

export const filesSince2018 = since2018(factValue('A035'), filesIn);
export const itemsSince2018 = since2018(factValue('A035', 1), itemsIn);

/** The 56.9 % read as files and items together: 523,193 at the end of 2017, 820,890 at the end of 2022. */
const HOLDINGS_2022 = 820_890;
const HOLDINGS_2017 = 523_193;
/** Yearly growth before 2018. */
const EARLIER_GROWTH = 0.035;

/** Holdings at the end of a year, files and items together. */
export function holdingsAt(year: number): number {
  if (year <= 2017) return Math.round(HOLDINGS_2017 / (1 + EARLIER_GROWTH) ** (2017 - year));
  if (year < 2020) return Math.round(HOLDINGS_2017 + ((holdingsAt(2020) - HOLDINGS_2017) * (year - 2017)) / 3);
  const december = monthsFromTo(FIRST_MONTH, `${year}-12`);
  const months = Array.from({ length: Math.abs(december - PUBLISHED_AT) }, (_, index) =>
    takenIn(monthAt(Math.min(december, PUBLISHED_AT) + 1 + index)),
  );
  return HOLDINGS_2022 + Math.sign(december - PUBLISHED_AT) * months.reduce((sum, taken) => sum + taken, 0);
}
