import { monthsBetween, splitByLargestRemainder, type Unit } from '@dangzhi/metrics';
import { departments, townships } from '../../county/units.ts';
import { monthsFromTo, PUBLISHED_MONTH } from '../time/calendar.ts';
import { WITHOUT_STORE_ROOM } from '../units/cases.ts';
import { between, clamp } from '../chance/chance.ts';
import { sizeOf } from '../units/size.ts';

/** Stack-room areas of one unit at one month, whole square metres. */
export interface StoreAreas {
  readonly used: number;
  readonly usable: number;
}

interface StoreRoom {
  readonly unit: string;
  readonly usable: number;
  /** At the end of the published month. */
  readonly usedThen: number;
  /** Months from the published one until it is full. */
  readonly monthsLeft: number;
}

/** 县档案馆: the article's two thirds are about its own stack rooms. */
const ARCHIVES = 'XC-D13';
const ARCHIVES_USABLE = 3000;
const OTHERS_USABLE = 5000;
/** Two thirds, as published: 66.7 % of both. */
const usedThen = (usable: number): number => (usable * 667) / 1000;
/** The article expects the rooms to be full in five years. */
const MONTHS_LEFT = 60;

const others = [...departments, ...townships].filter(
  ({ code }) => code !== ARCHIVES && WITHOUT_STORE_ROOM[code] === undefined,
);
const usable = splitByLargestRemainder(
  OTHERS_USABLE,
  others.map((unit) => roomOf(unit)),
);
const used = splitByLargestRemainder(
  usedThen(OTHERS_USABLE),
  others.map(({ code }, index) => (usable[index] ?? 0) * between(0.5, 0.88, 'occupancy', code)),
);

/** Rooms follow the size of the office, but no room is a cupboard. */
function roomOf(unit: Unit): number {
  return 0.35 + sizeOf(unit);
}

const rooms: ReadonlyMap<string, StoreRoom> = new Map(
  [
    {
      unit: ARCHIVES,
      usable: ARCHIVES_USABLE,
      usedThen: usedThen(ARCHIVES_USABLE),
      monthsLeft: MONTHS_LEFT,
    },
    ...others.map(({ code }, index) => ({
      unit: code,
      usable: usable[index] ?? 0,
      usedThen: used[index] ?? 0,
      monthsLeft: between(52, 70, 'months-left', code),
    })),
  ].map((room) => [room.unit, room]),
);

/** Rooms filled more slowly before the published month: parts of the later pace. */
const paceOf = (month: string): number => (month < '2022' ? 0.6 : month < '2022-07' ? 0.85 : 1);

/** Months of the later pace between the published month and `month`; negative before it. */
function paceMonths(month: string): number {
  if (month >= PUBLISHED_MONTH) return monthsFromTo(PUBLISHED_MONTH, month);
  return -monthsBetween(month, '2022-11').reduce((sum, one) => sum + paceOf(one), 0);
}

/**
 * Areas of one unit; demo. Over all units they are 66.7 % used at 2022-12, as published, and full
 * about five years later, as the article expects.
 *
 * @returns `null` for a unit without a store room
 */
export function storeAreas(unit: string, month: string): StoreAreas | null {
  const room = rooms.get(unit);
  if (room === undefined) return null;
  const perMonth = (room.usable - room.usedThen) / room.monthsLeft;
  return {
    used: clamp(Math.round(room.usedThen + perMonth * paceMonths(month)), 0, room.usable),
    usable: room.usable,
  };
}
