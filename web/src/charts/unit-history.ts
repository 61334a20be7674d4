import type { CustomSeriesOption } from 'echarts/charts';
import { gapsOf, scoreAxis, type HistoryMonth } from './history-months.ts';
import type { ChartOption, ChartTheme } from './option.ts';

export interface HistoryTexts {
  score: string;
  /** Of an axis that does not begin at zero: where it does. */
  cutAt: (from: number) => string;
  rank: string;
  missing: string;
  monthOf: (month: string) => string;
  tipOf: (month: HistoryMonth) => string;
}

const LEFT = 34;
const RANK_HEIGHT = 76;
const FONT_SIZE = 12;

/**
 * Months of one unit: the score above, the rank below with the first place on top.
 * A month of partial coverage is a hollow point.
 *
 * @param ranks how many hold a rank in the class; below 2 the rank is left out
 */
export function unitHistoryOption(
  months: readonly HistoryMonth[],
  ranks: number,
  theme: ChartTheme,
  texts: HistoryTexts,
): ChartOption {
  const hasRank = ranks > 1 && months.some(({ rank }) => rank !== null);
  const grid = { left: LEFT, right: 28, outerBoundsMode: 'none' as const };
  const range = scoreAxis(months);
  const scoreName = range.min > 0 ? `${texts.score}  ${texts.cutAt(range.min)}` : texts.score;
  const scoreAxisOption = { ...valueAxis(theme, scoreName), ...range, interval: 10 };
  const rankAxisOption = {
    ...valueAxis(theme, texts.rank),
    ...{ gridIndex: 1, inverse: true, nameLocation: 'start' as const, min: 1, max: ranks, interval: ranks - 1 },
  };
  return {
    animation: false,
    grid: [
      { ...grid, top: 32, bottom: hasRank ? RANK_HEIGHT + 72 : 28 },
      ...(hasRank ? [{ ...grid, height: RANK_HEIGHT, bottom: 28 }] : []),
    ],
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: theme.ground,
      borderColor: theme.hairline,
      textStyle: { color: theme.text, fontFamily: theme.fontFamily, fontSize: 13 },
      formatter: (found) => {
        const month = months[indexIn(found)];
        return month ? texts.tipOf(month) : '';
      },
    },
    xAxis: [monthAxis(months, theme, texts, !hasRank), ...(hasRank ? [monthAxis(months, theme, texts, true, 1)] : [])],
    yAxis: [scoreAxisOption, ...(hasRank ? [rankAxisOption] : [])],
    series: [
      hatching(months, theme, texts.missing),
      scoreLine(months, theme),
      ...(hasRank ? [rankLine(months, theme)] : []),
    ],
  };
}

const axisText = (theme: ChartTheme) => ({ color: theme.third, fontFamily: theme.fontFamily, fontSize: FONT_SIZE });

function valueAxis(theme: ChartTheme, name: string) {
  const nameTextStyle = { ...axisText(theme), color: theme.second, align: 'left' as const, padding: [0, 0, 2, -LEFT] };
  return {
    type: 'value' as const,
    name,
    nameLocation: 'end' as const,
    nameTextStyle,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: axisText(theme),
    splitLine: { lineStyle: { color: theme.hairline } },
  };
}

function monthAxis(
  months: readonly HistoryMonth[],
  theme: ChartTheme,
  { monthOf }: HistoryTexts,
  isLabelled: boolean,
  gridIndex = 0,
) {
  return {
    type: 'category' as const,
    gridIndex,
    data: months.map(({ month }) => month),
    axisTick: { show: false },
    axisLine: { onZero: false, lineStyle: { color: theme.hairline } },
    axisLabel: {
      ...axisText(theme),
      show: isLabelled,
      // Counted from the end, so that the month in question is labelled.
      interval: (index: number) => (months.length - 1 - index) % 3 === 0,
      formatter: monthOf,
      hideOverlap: true,
      alignMaxLabel: 'right' as const,
    },
  };
}

/** The tooltip's parameter is one series or all of them. */
function indexIn(found: unknown): number {
  const first: unknown = Array.isArray(found) ? found[0] : found;
  return typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
}

/** The figure of the month in question, written beside its point. */
function figureLabel(theme: ChartTheme, text: string | null) {
  return {
    show: text !== null,
    formatter: text ?? '',
    position: 'top' as const,
    color: theme.text,
    fontFamily: theme.fontFamily,
    fontSize: 14,
    fontWeight: 500 as const,
  };
}

function scoreLine(months: readonly HistoryMonth[], theme: ChartTheme) {
  const last = months.length - 1;
  const hollow = { color: theme.ground, borderColor: theme.second, borderWidth: 1.5 };
  return {
    type: 'line' as const,
    data: months.map(({ score, partial }, index) => ({
      value: score,
      symbol: 'circle',
      symbolSize: index === last ? 9 : partial ? 6 : 4,
      itemStyle: partial ? hollow : { color: theme.text },
      label: figureLabel(theme, index === last && score !== null ? score.toFixed(2) : null),
    })),
    showAllSymbol: true,
    lineStyle: { color: theme.second, width: 2 },
    connectNulls: false,
  };
}

function rankLine(months: readonly HistoryMonth[], theme: ChartTheme) {
  const last = months.length - 1;
  return {
    type: 'line' as const,
    step: 'middle' as const,
    xAxisIndex: 1,
    yAxisIndex: 1,
    data: months.map(({ rank }, index) => ({
      value: rank,
      symbol: 'circle',
      symbolSize: index === last ? 7 : 0.01,
      label: figureLabel(theme, index === last && rank !== null ? String(rank) : null),
    })),
    showAllSymbol: true,
    itemStyle: { color: theme.text },
    lineStyle: { color: theme.second, width: 1.5 },
    connectNulls: false,
  };
}

const STROKE_GAP = 8;

/** Room for the word inside a gap, in pixels. */
const WORD_WIDTH = 60;

/** Diagonal strokes over the months without a score, with the word for it where there is room. */
function hatching(months: readonly HistoryMonth[], theme: ChartTheme, word: string): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    data: gapsOf(months),
    encode: { x: [0, 1] },
    renderItem: (params, api) => {
      const { y, height } = params.coordSys as unknown as { y: number; height: number };
      const at = (index: number) => api.coord([api.value(index), 0])[0] ?? 0;
      const half = ((api.size?.([1, 0]) as number[] | undefined)?.[0] ?? 0) / 2;
      const x = at(0) - half;
      const width = at(1) + half - x;
      const strokes = Array.from({ length: Math.ceil((width + height) / STROKE_GAP) }, (_, k) => ({
        type: 'line' as const,
        shape: { x1: x + k * STROKE_GAP, y1: y, x2: x + k * STROKE_GAP - height, y2: y + height },
        style: { stroke: theme.third, opacity: 0.35, lineWidth: 1 },
      }));
      const label = {
        type: 'text' as const,
        x: x + width / 2,
        y: y + height / 2,
        style: {
          ...{ text: word, align: 'center' as const, verticalAlign: 'middle' as const, padding: [3, 6] },
          ...{ fill: theme.second, backgroundColor: theme.ground, font: `${FONT_SIZE}px ${theme.fontFamily}` },
        },
      };
      const children = width < WORD_WIDTH ? strokes : [...strokes, label];
      return { type: 'group', clipPath: { type: 'rect', shape: { x, y, width, height } }, children };
    },
  };
}
