import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

/** The part of ECharts that is in the bundle; a builder that asks for more does not compile. */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | GridComponentOption
  | LineSeriesOption
  | ScatterSeriesOption
  | TooltipComponentOption
>;

/** Ink of a chart, read from the tokens of the surface it stands on. Sizes in CSS pixels. */
export interface ChartTheme {
  text: string;
  second: string;
  third: string;
  hairline: string;
  accent: string;
  ground: string;
  fontFamily: string;
  /** Scale of the stage: 1 in the office. */
  unit: number;
  fontSize: number;
}
