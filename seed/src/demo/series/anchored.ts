import { splitByLargestRemainder, type Unit } from '@dangzhi/metrics';
import { PUBLISHED_AT, PUBLISHED_MONTH } from '../time/calendar.ts';
import { between } from '../chance/chance.ts';
import type { Trend } from '../time/trend.ts';
import { demoPeriod } from '../time/period.ts';
import type { Series } from './series.ts';
import type { Share } from './shares.ts';

const published = demoPeriod('month', PUBLISHED_MONTH);

interface Grown {
  /** Decides how fast each unit grows. */
  readonly name: string;
  /** Over all units at the published month. */
  readonly total: number;
  /** Units that have any. */
  readonly among: readonly Unit[];
  /** Part of a unit in the total, on any scale. */
  readonly weigh: (unit: Unit) => number;
  /** Of every unit at the published month. */
  readonly least?: number;
  /** Times the published total; 1 at the published month, and never falling. */
  readonly trend: Trend;
  /** 1 from when the unit has any. */
  readonly since?: Series;
}

/** Whole things that add up to a published total at its month, and never become fewer. */
export function grownTo({ name, total, among, weigh, least = 0, trend, since }: Grown): Series {
  const shares = splitByLargestRemainder(total - least * among.length, among.map(weigh));
  const then = new Map(among.map(({ code }, index) => [code, least + (shares[index] ?? 0)]));
  return (unit, period) => {
    const anchor = then.get(unit.code) ?? 0;
    if (anchor === 0 || since?.(unit, period) === 0) return 0;
    return Math.round(anchor * trend(period.at) ** between(0.75, 1.3, name, unit.code));
  };
}

/**
 * Whole things out of a whole, such that all units together have the published ratio at its month. Every unit's
 * share is moved by as much as that takes, at all times, so that nothing jumps there.
 *
 * @param shareAt the share moved by some points
 * @param ratio 0..1
 */
export function heldTo(
  ratio: number,
  whole: Series,
  among: readonly Unit[],
  shareAt: (shift: number) => Share,
): Series {
  let held: { readonly share: Share; readonly then: ReadonlyMap<string, number> } | null = null;
  const hold = () => {
    const wholes = among.map((unit) => whole(unit, published) ?? 0);
    const total = Math.round(ratio * wholes.reduce((sum, one) => sum + one, 0));
    const partsAt = (shift: number): number[] =>
      among.map((unit, index) => (wholes[index] ?? 0) * shareAt(shift)(unit, published));
    let low = -100;
    let high = 100;
    for (let step = 0; step < 40; step += 1) {
      const middle = (low + high) / 2;
      if (partsAt(middle).reduce((sum, part) => sum + part, 0) < total) low = middle;
      else high = middle;
    }
    const parts = splitByLargestRemainder(total, partsAt(high));
    return { share: shareAt(high), then: new Map(among.map(({ code }, index) => [code, parts[index] ?? 0])) };
  };
  return (unit, period) => {
    held ??= hold();
    const of = whole(unit, period);
    if (of === null) return null;
    return period.at === PUBLISHED_AT ? (held.then.get(unit.code) ?? 0) : Math.round(of * held.share(unit, period));
  };
}

/**
 * Part of a growing count, adding up to a published total at its month: of every further thing as many belong to
 * it as did by then, so that it never falls, and never grows faster than the whole.
 */
export function partGrownTo(
  total: number,
  whole: Series,
  among: readonly Unit[],
  weigh: (unit: Unit) => number,
): Series {
  const parts = splitByLargestRemainder(total, among.map(weigh));
  const shares = new Map(
    among.map((unit, index) => {
      const then = whole(unit, published) ?? 0;
      return [unit.code, then === 0 ? 0 : ((parts[index] ?? 0) + 0.5) / then];
    }),
  );
  return (unit, period) => Math.floor((whole(unit, period) ?? 0) * Math.min(1, shares.get(unit.code) ?? 0));
}

/** What a unit has at the published month. */
export const thenOf = (series: Series, unit: Unit): number => series(unit, published) ?? 0;
