import { addMonths, forecastLine, weakestStanding, type LineForecast } from '@dangzhi/metrics';
import type { Fact, Figure, StorageOutlook } from '@dangzhi/metrics/contract';
import { findFact } from '../county/facts/queries.ts';
import { listValueHistory, type NodePoint } from '../scores/read/queries.ts';
import { HISTORY_MONTHS } from '../scores/read/read.ts';
import type { RunRef } from '../scores/runs/queries.ts';
import type { Stores } from '../stores/index.ts';

/** Facts of the articles about the stack rooms: how full they are, and when they will be. */
const FACTS = { occupancy: 'A045', saturation: 'A046' } as const;
/** The month the articles' figures stand at; a fact's own period is a year or a quarter. */
const FACTS_MONTH = '2022-12';
const FULL_PERCENT = 100;

/** How full the stack rooms are and when they will be: the article's words beside our own line. */
export async function readStorage(
  stores: Stores,
  ref: RunRef,
  county: string,
  occupancy: Figure,
): Promise<StorageOutlook> {
  const [history, stated, expected] = await Promise.all([
    listValueHistory(stores, ref, county, occupancy.node, HISTORY_MONTHS),
    findFact(stores.postgres, FACTS.occupancy),
    findFact(stores.postgres, FACTS.saturation),
  ]);
  return {
    occupancy,
    approximate:
      occupancy.provenance === 'published' && (stated?.values.some(({ approximate }) => approximate) ?? false),
    published: publishedYears(expected, ref.period),
    forecast: forecastOf(history),
    history: history.map(({ month, value }) => ({ period: month, value })),
  };
}

function publishedYears(fact: Fact | null, period: string): StorageOutlook['published'] {
  const years = fact?.values[0]?.value;
  if (fact === null || years === undefined || period < FACTS_MONTH) return null;
  return { years, from: FACTS_MONTH, quote: fact.quote, fact: fact.id };
}

/** Straight line through the observed months, from the last of them on; the range is that of the slope's 95 % interval. */
function forecastOf(history: readonly NodePoint[]): StorageOutlook['forecast'] {
  // A value carried from an earlier month is not observed again.
  const observed = history.map((one) => ({ ...one, value: one.value_period === one.month ? one.value : null }));
  const line = forecastLine(
    observed.map(({ value }) => value),
    FULL_PERCENT,
  );
  const period = observed.findLast(({ value }) => value !== null)?.month;
  if (line === null || period === undefined) return null;
  const provenances = observed.filter(({ value }) => value !== null).flatMap(({ provenance }) => provenance ?? []);
  return {
    perMonth: line.perMonth,
    perMonthMargin: line.slopeMargin,
    months: line.count,
    fullAt: monthAfter(period, line.monthsToLimit),
    earliest: monthAfter(period, monthsAt(line, line.perMonth + line.slopeMargin)),
    latest: monthAfter(period, monthsAt(line, line.perMonth - line.slopeMargin)),
    provenance: weakestStanding(provenances),
  };
}

const monthsAt = ({ atLast }: LineForecast, perMonth: number): number | null =>
  perMonth > 0 ? Math.max(0, (FULL_PERCENT - atLast) / perMonth) : null;

/** The month in which something that many months away happens; beyond a century nothing is foretold. */
const monthAfter = (period: string, months: number | null): string | null =>
  months === null || months > 1200 ? null : addMonths(period, Math.ceil(months));
