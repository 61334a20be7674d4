import type { Adjustment } from '@dangzhi/metrics';

/** An adjustment of one unit at one month. */
export interface DemoAdjustment {
  readonly unit: string;
  /** `YYYY-MM` */
  readonly period: string;
  readonly adjustment: Adjustment;
}

const bonus = (unit: string, period: string, code: string, points: string, evidence: string): DemoAdjustment => ({
  unit,
  period,
  adjustment: { kind: 'bonus', code, points, evidence },
});

const deduct = (unit: string, period: string, code: string, points: string, evidence: string): DemoAdjustment => ({
  unit,
  period,
  adjustment: { kind: 'deduct', code, points, evidence },
});

/** Bonus and deduction to look at; no such paper exists, and the evidence says so. */
export const demoAdjustments: DemoAdjustment[] = [
  bonus('XC-D13', '2022-12', 'BON-02', '1.0', '演示：省级试点立项文件（虚构）'),
  bonus('XC-D47', '2022-12', 'BON-05', '0.5', '演示：应用提级记录（虚构）'),
  bonus('330624104', '2022-12', 'BON-03', '0.5', '演示：简报刊发页（虚构）'),
  deduct('XC-D75', '2022-12', 'DED-01', '0.5', '演示：培训情况逾期未填报（虚构）'),
  deduct('XC-D83', '2022-12', 'DED-04', '1.0', '演示：整改通报（虚构）'),
  bonus('XC-D29', '2023-12', 'BON-04', '1.0', '演示：批示件（虚构）'),
  deduct('XC-D30', '2024-05', 'DED-02', '0.3', '演示：批量导入举证材料退回三次（虚构）'),
  bonus('330624112', '2025-12', 'BON-06', '0.3', '演示：跨区域复用记录（虚构）'),
];
