import { LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// What every chart is drawn with; bars, tooltips and marks are in interactive-parts.ts.
use([CanvasRenderer, GridComponent, LineChart, ScatterChart]);

export { init };
