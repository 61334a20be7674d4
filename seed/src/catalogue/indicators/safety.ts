import { ADMINISTRATION, amount, ARCHIVES, EVERY_KIND, percentage, type Behaviour } from './behaviour.ts';

/** 档案安全. */
export const safety: Behaviour[] = [
  {
    code: 'SEC-1-01',
    formula: percentage('store-used-m2', 'store-usable-m2', 'stack-room-occupancy'),
    mode: 'own',
    measuredOn: EVERY_KIND,
    responsible: ARCHIVES,
    countyNote: '文章说县档案馆库房“已使用三分之二左右”，按 66.7% 近似记为县级公布值。',
  },
  {
    code: 'SEC-1-02',
    formula: amount('years-until-full'),
    grain: 'year',
    mode: 'last-complete',
    responsible: ARCHIVES,
    countyNote: '文章预计“未来5年”达饱和，为预测值。',
  },
  {
    code: 'SEC-1-03',
    formula: percentage('floor-area', 'floor-area-required'),
    grain: 'year',
    mode: 'last-complete',
    responsible: ARCHIVES,
    countyNote: '文章给出 7428 平方米；应达面积须由县里按建设标准填报，仅凭文章不能计分。',
  },
  {
    code: 'SEC-1-04',
    formula: percentage('climate-hours-in-range', 'climate-hours'),
    mode: 'own',
  },
  {
    code: 'SEC-2-01',
    formula: percentage('hazards-closed-on-time', 'hazards-due'),
    mode: 'ytd',
    responsible: ADMINISTRATION,
    note: '本年累计；本年没有应消除隐患的单位按“无业务”处理。',
  },
  {
    code: 'SEC-2-02',
    formula: percentage('risk-items-clear', 'risk-items'),
    grain: 'year',
    mode: 'last-complete',
    responsible: ARCHIVES,
  },
  {
    code: 'SEC-2-03',
    formula: amount('security-accidents'),
    mode: 'ytd',
    note: '红线指标：本年累计大于 0 即得 0 分，等次封顶为不合格。',
  },
  {
    code: 'SEC-3-01',
    formula: percentage('backed-up-gb', 'to-back-up-gb'),
    grain: 'quarter',
    mode: 'own',
    responsible: ARCHIVES,
  },
  { code: 'SEC-3-02', formula: percentage('drills-done', 'drills-planned'), grain: 'year', mode: 'last-complete' },
  {
    code: 'SEC-3-03',
    formula: percentage('systems-protected', 'systems-to-protect'),
    grain: 'year',
    mode: 'last-complete',
  },
];
