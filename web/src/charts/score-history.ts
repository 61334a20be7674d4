import type { ChartOption, ChartTheme } from './option.ts';

export interface HistoryPoint {
  period: string;
  /** Printed score, 0..100; `null` where there was none, drawn as a gap. */
  score: number | null;
  /** Coverage was below the threshold: drawn hollow. */
  partial: boolean;
}

/** The axis runs between whole tens that hold every point, at least twenty wide so that noise stays small. */
export function scoreRange(points: readonly HistoryPoint[]): [number, number] {
  const scores = points.flatMap(({ score }) => (score === null ? [] : [score]));
  if (scores.length === 0) return [0, 100];
  const least = Math.min(...scores);
  const low = Math.max(0, Math.min(80, Math.floor((least - 1) / 10) * 10));
  const high = Math.min(100, Math.max(low + 20, Math.ceil((Math.max(...scores) + 1) / 10) * 10));
  return [low, high];
}

/** Months of one unit's score as a line; the last point is the month in question and stands out. */
export function scoreHistoryOption(
  points: readonly HistoryPoint[],
  theme: ChartTheme,
  labelOf: (period: string) => string,
  cutAt: (from: number) => string,
): ChartOption {
  const [low, high] = scoreRange(points);
  const last = points.length - 1;
  const text = { color: theme.third, fontFamily: theme.fontFamily, fontSize: theme.fontSize };
  return {
    animation: false,
    grid: {
      left: theme.unit * 34,
      right: theme.unit * 10,
      top: theme.unit * (low > 0 ? 38 : 14),
      bottom: theme.unit * 34,
      outerBoundsMode: 'none',
    },
    xAxis: {
      type: 'category',
      data: points.map(({ period }) => period),
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.hairline, width: theme.unit } },
      axisLabel: {
        ...text,
        margin: theme.unit * 10,
        interval: (index: number) => index === 0 || index === last,
        formatter: labelOf,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
      },
    },
    yAxis: {
      type: 'value',
      // An axis that does not begin at zero says so.
      name: low > 0 ? cutAt(low) : '',
      nameLocation: 'end',
      nameGap: theme.unit * 12,
      nameTextStyle: { ...text, align: 'left', padding: [0, 0, 0, theme.unit * -34] },
      min: low,
      max: high,
      interval: high - low > 40 ? 20 : 10,
      axisLabel: { ...text, margin: theme.unit * 8 },
      splitLine: { lineStyle: { color: theme.hairline, width: theme.unit } },
    },
    series: [
      {
        type: 'line',
        data: points.map(({ score, partial }, index) => ({
          value: score,
          symbol: 'circle',
          symbolSize: index === last ? theme.unit * 11 : partial ? theme.unit * 7 : 0.01,
          itemStyle: partial
            ? { color: theme.ground, borderColor: theme.second, borderWidth: theme.unit * 2 }
            : { color: theme.text },
        })),
        showAllSymbol: true,
        lineStyle: { color: theme.second, width: theme.unit * 2.5 },
        connectNulls: false,
        silent: true,
      },
    ],
  };
}
