import type { ChartOption, ChartTheme } from './option.ts';

export interface StorageSeries {
  /** Occupancy by month, per cent; `null` where unknown. Oldest first. */
  history: readonly { period: string; value: number | null }[];
  /** Months at which the fitted line meets 100 %: at its slope, and at either end of the slope's interval. */
  fullAt: string | null;
  earliest: string | null;
  latest: string | null;
  /** What the article expects: full so many years after the month its figure stands at. */
  published: { from: string; years: number } | null;
}

/** Words of the chart: one for the fitted line's end, one for the article's, and where an axis cut off begins. */
export interface StorageLabels {
  fitted: string;
  published: string;
  cutAt: (from: number) => string;
}

/** Month index and per cent. */
type Point = [month: number, occupancy: number];

interface Span {
  from: number;
  to: number;
  step: number;
}

/** Beyond this nobody plans a stack room; a later end runs off the chart. */
const LONGEST_YEARS = 12;

/** Months since year 0, so that a year begins at a multiple of twelve. */
export function monthIndex(period: string): number {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return year * 12 + month - 1;
}

const publishedEnd = ({ from, years }: { from: string; years: number }): number => monthIndex(from) + years * 12;

/** First and last month shown, both the January of a labelled year, and the step of the labels in months. */
export function storageSpan(series: StorageSeries): Span {
  const months = series.history.map(({ period }) => monthIndex(period));
  const now = months[months.length - 1] ?? 0;
  const ends = [series.fullAt, series.latest].flatMap((end) => (end === null ? [] : [monthIndex(end)]));
  if (series.published !== null) ends.push(publishedEnd(series.published));
  const end = Math.min(Math.max(now + 12, ...ends), now + LONGEST_YEARS * 12);
  const from = Math.floor((months[0] ?? 0) / 12) * 12;
  // The last word needs room to its right.
  const years = Math.ceil(((end - from) * 1.14 + 3) / 12);
  const step = years > 8 ? 3 : years > 4 ? 2 : 1;
  return { from, to: from + Math.ceil(years / step) * step * 12, step: step * 12 };
}

/** What the chart draws, in its own coordinates: months since year 0, and per cent. */
function storageShapes(series: StorageSeries, to: number) {
  const known = series.history.flatMap(({ period, value }): Point[] =>
    value === null ? [] : [[monthIndex(period), value]],
  );
  const last = known[known.length - 1];
  const at = (period: string | null) => (period === null ? null : monthIndex(period));
  const full = at(series.fullAt);
  const earliest = at(series.earliest);
  const published = series.published === null ? null : publishedEnd(series.published);
  return {
    known,
    last: last ?? null,
    line: last && full !== null ? [last, [full, 100]] : [],
    interval:
      full === null || earliest === null
        ? []
        : [
            [earliest, 100],
            [Math.min(to, at(series.latest) ?? to), 100],
          ],
    full: full !== null && full <= to ? [full, 100] : null,
    published: published !== null && published <= to ? [published, 100] : null,
  };
}

/** Occupancy so far, the straight line to 100 % with its interval, and the article's own expectation as a tick. */
export function storageForecastOption(series: StorageSeries, theme: ChartTheme, labels: StorageLabels): ChartOption {
  const { unit } = theme;
  const span = storageSpan(series);
  const shapes = storageShapes(series, span.to);
  const still = { type: 'line', symbol: 'none', silent: true, clip: false } as const;
  // Both words stand above the limit, turned away from each other so that they cannot meet.
  const isFittedLast = (shapes.full?.[0] ?? Infinity) >= (shapes.published?.[0] ?? -Infinity);
  const label = (formatter: string, isLast: boolean, distance: number) => ({
    show: true,
    formatter,
    distance,
    position: 'top' as const,
    align: isLast ? ('left' as const) : ('right' as const),
    offset: [isLast ? unit * 4 : -unit * 4, 0],
  });
  const today = { value: shapes.last, symbol: 'circle', symbolSize: unit * 10 };
  const fitted = {
    value: shapes.full,
    symbol: 'circle',
    symbolSize: unit * 12,
    label: label(labels.fitted, isFittedLast, unit * 11),
  };
  const published = {
    value: shapes.published,
    symbol: 'rect',
    symbolSize: [unit * 3, unit * 18],
    itemStyle: { color: theme.second },
    label: label(labels.published, !isFittedLast, unit * 8),
  };
  return {
    animation: false,
    ...storageAxes(shapes.known, span, theme, labels.cutAt),
    series: [
      { ...still, data: shapes.known, lineStyle: { color: theme.text, width: unit * 3 } },
      {
        ...still,
        data: shapes.line,
        lineStyle: { color: theme.second, width: unit * 2, type: [unit * 6, unit * 5] },
      },
      { ...still, data: shapes.interval, lineStyle: { color: theme.second, width: unit * 7, cap: 'butt' } },
      {
        type: 'scatter',
        silent: true,
        clip: false,
        itemStyle: { color: theme.text },
        label: { color: theme.second, fontFamily: theme.fontFamily, fontSize: theme.fontSize },
        data: [today, fitted, published].flatMap(({ value, ...mark }) => (value === null ? [] : [{ value, ...mark }])),
      },
    ],
  };
}

function storageAxes(
  known: readonly Point[],
  { from, to, step }: Span,
  theme: ChartTheme,
  cutAt: StorageLabels['cutAt'],
) {
  const { unit } = theme;
  const low = Math.max(0, Math.floor((Math.min(100, ...known.map(([, value]) => value)) - 5) / 10) * 10);
  const text = { color: theme.third, fontFamily: theme.fontFamily, fontSize: theme.fontSize, margin: unit * 10 };
  const line = { lineStyle: { color: theme.hairline, width: unit } };
  return {
    grid: { left: unit * 58, right: unit * 28, top: unit * 40, bottom: unit * 32, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      min: from,
      max: to,
      interval: step,
      axisTick: { show: false },
      splitLine: { show: false },
      axisLine: { onZero: false, ...line },
      axisLabel: { ...text, formatter: (month: number) => String(month / 12) },
    },
    yAxis: {
      type: 'value',
      name: low > 0 ? cutAt(low) : '',
      nameLocation: 'end',
      nameGap: unit * 10,
      nameTextStyle: { ...text, align: 'left', padding: [0, 0, 0, unit * -58] },
      min: low,
      max: 100,
      interval: 100 - low,
      axisLabel: { ...text, formatter: '{value}%' },
      splitLine: line,
    },
  } satisfies Pick<ChartOption, 'grid' | 'xAxis' | 'yAxis'>;
}
