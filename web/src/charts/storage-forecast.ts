import type { ChartOption, ChartTheme } from './option.ts';

export interface StorageSeries {
  /** Occupancy by month, per cent; `null` where unknown. Oldest first. */
  history: readonly { period: string; value: number | null }[];
  /** Months at which the fitted line meets 100 %: at its slope, and at either end of the slope's interval. */
  fullAt: string | null;
  earliest: string | null;
  latest: string | null;
  /** Years from the last month until the store is full, as the source article expects. */
  publishedYears: number | null;
}

/** Words of the chart: one for the fitted line's end, one for the article's. */
export interface StorageLabels {
  fitted: string;
  published: string;
}

/** Beyond this nobody plans a stack room; a later end runs off the chart. */
const LONGEST_YEARS = 12;

/** Months since year 0, so that a year begins at a multiple of twelve. */
export function monthIndex(period: string): number {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return year * 12 + month - 1;
}

/** First and last month shown, both the January of a labelled year, and the step of the labels in months. */
export function storageSpan(series: StorageSeries): { from: number; to: number; step: number } {
  const months = series.history.map(({ period }) => monthIndex(period));
  const now = months[months.length - 1] ?? 0;
  const ends = [series.fullAt, series.latest].flatMap((end) => (end === null ? [] : [monthIndex(end)]));
  if (series.publishedYears !== null) ends.push(now + series.publishedYears * 12);
  const end = Math.min(Math.max(now + 12, ...ends), now + LONGEST_YEARS * 12);
  const from = Math.floor((months[0] ?? 0) / 12) * 12;
  const years = Math.ceil((end + 3 - from) / 12);
  const step = years > 8 ? 3 : years > 4 ? 2 : 1;
  return { from, to: from + Math.ceil(years / step) * step * 12, step: step * 12 };
}

/** Occupancy so far, the straight line to 100 % with its interval, and the article's own expectation as a tick. */
export function storageForecastOption(series: StorageSeries, theme: ChartTheme, labels: StorageLabels): ChartOption {
  const { unit } = theme;
  const { from, to, step } = storageSpan(series);
  const known = series.history.flatMap(({ period, value }) => (value === null ? [] : [[monthIndex(period), value]]));
  const last = known[known.length - 1];
  const low = Math.max(0, Math.floor((Math.min(100, ...known.map(([, value]) => value ?? 100)) - 5) / 10) * 10);
  const text = { color: theme.third, fontFamily: theme.fontFamily, fontSize: theme.fontSize };
  const still = { type: 'line', symbol: 'none', silent: true, clip: false } as const;
  const full = series.fullAt === null ? null : monthIndex(series.fullAt);
  const published = series.publishedYears === null || !last ? null : (last[0] ?? 0) + series.publishedYears * 12;
  return {
    animation: false,
    grid: { left: unit * 58, right: unit * 28, top: unit * 32, bottom: unit * 32, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      min: from,
      max: to,
      interval: step,
      axisTick: { show: false },
      splitLine: { show: false },
      axisLine: { onZero: false, lineStyle: { color: theme.hairline, width: unit } },
      axisLabel: { ...text, margin: unit * 10, hideOverlap: true, formatter: (month: number) => String(month / 12) },
    },
    yAxis: {
      type: 'value',
      min: low,
      max: 100,
      interval: 100 - low,
      axisLabel: { ...text, margin: unit * 10, formatter: '{value}%' },
      splitLine: { lineStyle: { color: theme.hairline, width: unit } },
    },
    series: [
      { ...still, data: known, lineStyle: { color: theme.text, width: unit * 3 } },
      {
        ...still,
        data: last && full !== null ? [last, [full, 100]] : [],
        lineStyle: { color: theme.second, width: unit * 2, type: [unit * 6, unit * 5] },
      },
      {
        ...still,
        data:
          full === null || series.earliest === null
            ? []
            : [
                [monthIndex(series.earliest), 100],
                [Math.min(to, series.latest === null ? to : monthIndex(series.latest)), 100],
              ],
        lineStyle: { color: theme.second, width: unit * 7, cap: 'butt' },
      },
      {
        type: 'scatter',
        silent: true,
        clip: false,
        data: [
          ...(full !== null && full <= to
            ? [
                {
                  value: [full, 100],
                  symbol: 'circle',
                  symbolSize: unit * 12,
                  itemStyle: { color: theme.text },
                  label: { show: true, position: 'top' as const, formatter: labels.fitted },
                },
              ]
            : []),
          ...(published !== null && published <= to
            ? [
                {
                  value: [published, 100],
                  symbol: 'rect',
                  symbolSize: [unit * 3, unit * 22],
                  itemStyle: { color: theme.second },
                  label: { show: true, position: 'bottom' as const, formatter: labels.published },
                },
              ]
            : []),
        ],
        label: { color: theme.second, fontFamily: theme.fontFamily, fontSize: theme.fontSize, distance: unit * 6 },
      },
    ],
  };
}
