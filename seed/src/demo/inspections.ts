import { county } from '../county/units.ts';
import type { DemoFigure } from './figures/figure.ts';

/**
 * The county's own look at one month of tests, on a sample: it differs from what the units' figures add up to,
 * and both are shown. Demo, as everything here.
 */
const SAMPLE: readonly DemoFigure[] = [
  ['tested-items', '400'],
  ['passed-first-items', '352'],
].map(([measure = '', value = '']) => ({
  measure,
  unit: county.code,
  period: '2026-05',
  value,
  missing: null,
  reason: '演示：县级抽样复检，与各单位汇总不一致（虚构）。',
  filedAt: '2026-06-18T10:20:00+08:00',
}));

/**
 * Figures the county inspected itself.
 *
 * @param until last finished month, `YYYY-MM`
 */
export const inspectionFigures = (until: string): DemoFigure[] => SAMPLE.filter(({ period }) => period <= until);
