export interface LineForecast {
  /** Change per month, in the series' unit. */
  readonly perMonth: number;
  /** Value of the fitted line at the last observed month. */
  readonly atLast: number;
  /** Months from the last observation until the line meets the limit; `null` when it moves away or never. */
  readonly monthsToLimit: number | null;
  /** Half-width of the 95 % interval of the slope, per month: 1.96 standard errors. */
  readonly slopeMargin: number;
  /** Months used. */
  readonly count: number;
}

/**
 * Straight line by least squares through a monthly series, and when it meets a limit.
 *
 * @param values month by month, oldest first; `null` for a month without a value
 * @param limit in the series' unit
 * @returns `null` with fewer than three observed months
 */
export function forecastLine(values: readonly (number | null)[], limit: number): LineForecast | null {
  const points = values.flatMap((value, month) => (value === null ? [] : [{ month, value }]));
  const count = points.length;
  const last = points[count - 1];
  if (count < 3 || last === undefined) return null;
  const meanMonth = points.reduce((sum, { month }) => sum + month, 0) / count;
  const meanValue = points.reduce((sum, { value }) => sum + value, 0) / count;
  let spread = 0;
  let shared = 0;
  for (const { month, value } of points) {
    spread += (month - meanMonth) ** 2;
    shared += (month - meanMonth) * (value - meanValue);
  }
  const perMonth = shared / spread;
  const fitted = (month: number): number => meanValue + perMonth * (month - meanMonth);
  const residual = points.reduce((sum, { month, value }) => sum + (value - fitted(month)) ** 2, 0);
  const slopeMargin = 1.96 * Math.sqrt(residual / (count - 2) / spread);
  const atLast = fitted(last.month);
  const months = (limit - atLast) / perMonth;
  const meets = Number.isFinite(months) && months >= 0;
  return { perMonth, atLast, monthsToLimit: meets ? months : null, slopeMargin, count };
}
