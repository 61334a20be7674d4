import { BarChart, CustomChart } from 'echarts/charts';
import { MarkLineComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';

// What only pages with a pointer need; loaded by BaseChart when asked, so that the wall never carries it.
use([BarChart, CustomChart, MarkLineComponent, TooltipComponent]);
