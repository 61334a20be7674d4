import { monthOfInstant, monthsBetween, periodEnd, type Unit } from '@dangzhi/metrics';
import { departments, townships } from '../../county/units.ts';
import { FIRST_MONTH, monthsFromTo, seasonOf, toShanghaiIso } from '../time/calendar.ts';
import { BULK_IMPORT, MONTHS_WITHOUT_RECORD, WITHOUT_TESTS } from '../units/cases.ts';
import { between, clamp } from '../chance/chance.ts';
import { filedAt } from './filed-at.ts';
import { stocksOf } from './stocks.ts';
import { sizeOf } from '../units/size.ts';

/** What the records platform knows of one unit at one month. Whole items; `null` where not online. */
export interface FilingRecord {
  readonly unit: string;
  /** `YYYY-MM` */
  readonly month: string;
  readonly online: 0 | 1;
  /** Cumulative. */
  readonly prearchived: number | null;
  /** Cumulative. */
  readonly formal: number | null;
  /** Of the month. */
  readonly due: number;
  readonly archived: number;
  readonly tested: number | null;
  readonly passedFirst: number | null;
  /** When it was filed, ISO with `+08:00`. */
  readonly filedAt: string;
}

/** Items due a month from a unit of size 1. */
const DUE_PER_MONTH = 90;

/**
 * Every record of the records platform from 2021-01 on, unit by unit, months rising. Demo, with the
 * published totals of 2022-12 inside. A later `until` adds months and changes none.
 *
 * @param until last month, `YYYY-MM`
 */
export function filingRecords(until: string): FilingRecord[] {
  return [...departments, ...townships].flatMap((unit) => recordsOf(unit, until));
}

/**
 * The running month as the platform counts it so far: every unit's month in the share of its days that
 * are over, filed at the last midnight. Tomorrow's are the same month further on.
 *
 * @param now the instant, a day later than the first of its month for anything to be counted
 */
export function runningRecords(now: Date): FilingRecord[] {
  const month = monthOfInstant(now);
  const today = toShanghaiIso(now).slice(0, 10);
  const daysOver = Number(today.slice(8)) - 1;
  const share = daysOver / Number(periodEnd({ grain: 'month', start: `${month}-01` }).slice(8));
  return daysOver === 0
    ? []
    : [...departments, ...townships].flatMap((unit) => soFar(unit, month, share, `${today}T00:00:00+08:00`));
}

function soFar(unit: Unit, month: string, share: number, filedAt: string): FilingRecord[] {
  const records = recordsOf(unit, month);
  const whole = records.at(-1);
  if (whole?.month !== month) return [];
  const before = records.at(-2);
  const grown = (from: number | null | undefined, to: number | null): number | null =>
    to === null ? null : Math.floor((from ?? 0) + (to - (from ?? 0)) * share);
  return [
    {
      ...whole,
      prearchived: grown(before?.prearchived, whole.prearchived),
      formal: grown(before?.formal, whole.formal),
      due: Math.floor(whole.due * share),
      archived: Math.floor(whole.archived * share),
      tested: grown(0, whole.tested),
      passedFirst: grown(0, whole.passedFirst),
      filedAt,
    },
  ];
}

function recordsOf(unit: Unit, until: string): FilingRecord[] {
  const stocks = stocksOf(unit, until);
  let formalBefore = 0;
  return monthsBetween(FIRST_MONTH, until).flatMap((month) => {
    const now = stocks.get(month);
    const tests = now === undefined ? null : testsOf(unit, month, now.formal - formalBefore);
    formalBefore = now?.formal ?? 0;
    if (MONTHS_WITHOUT_RECORD[unit.code]?.includes(month)) return [];
    return {
      unit: unit.code,
      month,
      online: now === undefined ? 0 : 1,
      prearchived: now?.prearchived ?? null,
      formal: now?.formal ?? null,
      ...planOf(unit, month),
      tested: tests?.tested ?? null,
      passedFirst: tests?.passedFirst ?? null,
      filedAt: filedAt('erms', unit, { label: month, grain: 'month', last: month }),
    };
  });
}

/** The year's archiving plan, kept for every unit, online or not. */
function planOf(unit: Unit, month: string): Pick<FilingRecord, 'due' | 'archived'> {
  const due = Math.round(DUE_PER_MONTH * sizeOf(unit) * seasonOf(month) * between(0.85, 1.15, 'due', unit.code, month));
  const years = monthsFromTo(FIRST_MONTH, month) / 12;
  // Winter holidays leave work lying; it is made up for before the deadline in June and at the year's end.
  const seasonal = (seasonOf(month) - 1) * 0.08;
  const usual = between(0.8, 0.975, 'archived', unit.code) + 0.008 * years;
  const share = clamp(usual + seasonal + between(-0.035, 0.035, 'archived', unit.code, month), 0, 1);
  return { due, archived: Math.round(due * share) };
}

/** Filing puts every item to the four-property test, some of them twice. */
function testsOf(unit: Unit, month: string, filed: number): { tested: number; passedFirst: number } {
  if (WITHOUT_TESTS[unit.code]?.includes(month)) return { tested: 0, passedFirst: 0 };
  const tested = Math.round(filed * between(1, 1.12, 'tested', unit.code, month));
  if (unit.code === BULK_IMPORT.unit && month === BULK_IMPORT.month) {
    const imported = tested * BULK_IMPORT.times;
    return { tested: imported, passedFirst: Math.round(imported * BULK_IMPORT.passRate) };
  }
  const years = monthsFromTo(FIRST_MONTH, month) / 12;
  const quality = between(0.89, 0.985, 'quality', unit.code) + 0.005 * years;
  const share = clamp(quality + between(-0.02, 0.02, 'quality', unit.code, month), 0, 0.998);
  return { tested, passedFirst: Math.round(tested * share) };
}
