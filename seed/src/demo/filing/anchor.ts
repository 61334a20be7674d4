import { monthsBetween, splitByLargestRemainder, type Unit } from '@dangzhi/metrics';
import { firstMonthOnline } from '../../catalogue/online-waves.ts';
import { factById } from '../../articles/article-facts.ts';
import { departments } from '../../county/units.ts';
import { PUBLISHED_MONTH, seasonOf } from '../time/calendar.ts';
import { between } from '../chance/chance.ts';
import { sizeOf } from '../units/size.ts';

/** Cumulative items of one unit at the end of a month. */
export interface Stocks {
  readonly prearchived: number;
  readonly formal: number;
}

const publishedValue = (fact: string): number => factById(fact).values[0]?.value ?? 0;

const onlineAtPublication = departments.filter(({ code }) => {
  const first = firstMonthOnline(code);
  return first !== null && first <= PUBLISHED_MONTH;
});

/** Busy-ness of the months a unit was online up to the published one. */
const workBefore = (unit: Unit): number =>
  monthsBetween(firstMonthOnline(unit.code) ?? PUBLISHED_MONTH, PUBLISHED_MONTH).reduce(
    (sum, month) => sum + seasonOf(month),
    0,
  );

/** Small offices have less to file and convert a larger part of it. */
const eagerness = (unit: Unit): number => between(0.5, 1.6, 'conversion', unit.code) / Math.sqrt(sizeOf(unit));

const work = onlineAtPublication.map((unit) => sizeOf(unit) * workBefore(unit));
const prearchived = splitByLargestRemainder(publishedValue('A024'), work);
const formal = splitByLargestRemainder(
  publishedValue('A025'),
  onlineAtPublication.map((unit, index) => (prearchived[index] ?? 0) * eagerness(unit)),
);

/**
 * Stocks of the 60 departments at the end of 2022, by code. They add up to the published 207,124 and
 * 29,893 exactly; how the totals are spread over departments is demo.
 */
export const stocksAtPublication: ReadonlyMap<string, Stocks> = new Map(
  onlineAtPublication.map(({ code }, index) => [
    code,
    { prearchived: prearchived[index] ?? 0, formal: formal[index] ?? 0 },
  ]),
);

/** Items a month that a unit of size 1 pre-archived before the published month. */
export const itemsPerMonth = publishedValue('A024') / work.reduce((sum, share) => sum + share, 0);
