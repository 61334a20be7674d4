/** One month's running value of a year, and which month it is. */
export interface RunningValue {
  /** `YYYY-MM` */
  readonly month: string;
  /** Value of the year so far; `null` where there is none. */
  readonly value: number | null;
}

/**
 * How the end of the year was foretold: by the share of the year that past years had reached in the
 * same month (counts), or by the step they still made from it to the end (rates).
 */
export const YEAR_END_METHODS = ['share-of-year', 'step-to-end'] as const;
export type YearEndMethod = (typeof YEAR_END_METHODS)[number];

export interface YearEnd {
  readonly method: YearEndMethod;
  /** The last month of the year, `YYYY-12`. */
  readonly at: string;
  readonly value: number;
  /** What the least and the most favourable of the past years would give; `null` with only one. */
  readonly low: number | null;
  readonly high: number | null;
  /** Past years it rests on, oldest first. */
  readonly years: readonly string[];
}

/** Why there is no forecast. */
export const NO_FORECAST = ['year-over', 'no-value', 'no-past-year'] as const;
export type NoForecast = (typeof NO_FORECAST)[number];

/**
 * Where a value that runs from January on ends in December, if the rest of the year goes as in past
 * years. The range is that of the past years themselves, and no probability is claimed for it.
 *
 * @param series any months, of this year and of those before
 * @param month the month one stands at; later ones are not looked at
 * @param method a count grows by shares, a rate moves by steps
 */
export function forecastYearEnd(
  series: readonly RunningValue[],
  month: string,
  method: YearEndMethod,
): YearEnd | NoForecast {
  const year = month.slice(0, 4);
  const monthOfYear = month.slice(4);
  if (monthOfYear === '-12') return 'year-over';
  const values = new Map(series.filter((one) => one.month <= month).map((one) => [one.month, one.value]));
  const now = values.get(month) ?? null;
  if (now === null) return 'no-value';
  const ends = [...values.keys()]
    .filter((one) => one.endsWith('-12') && one < month)
    .sort()
    .flatMap((end) => {
      const then = values.get(`${end.slice(0, 4)}${monthOfYear}`) ?? null;
      const last = values.get(end) ?? null;
      if (then === null || last === null) return [];
      const foretold = method === 'share-of-year' ? endByShare(now, then, last) : now + (last - then);
      return foretold === null ? [] : [{ year: end.slice(0, 4), value: foretold }];
    });
  if (ends.length === 0) return 'no-past-year';
  const foretold = ends.map(({ value }) => value);
  return {
    method,
    at: `${year}-12`,
    value: foretold.reduce((sum, one) => sum + one, 0) / foretold.length,
    low: foretold.length > 1 ? Math.min(...foretold) : null,
    high: foretold.length > 1 ? Math.max(...foretold) : null,
    years: ends.map((one) => one.year),
  };
}

/** A year that had nothing by this month says nothing about one that has. */
const endByShare = (now: number, then: number, last: number): number | null =>
  then > 0 ? now * (last / then) : now === 0 ? last : null;
