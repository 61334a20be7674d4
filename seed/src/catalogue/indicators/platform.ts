import { amount, DATA_CENTRE, EVERY_KIND, percentage, type Behaviour } from './behaviour.ts';

const RATE_ONLY = '只公布比率、没有分子分母，不作汇总；口径为我们的理解，待县大数据中心确认。';

/** 公共数据支撑. */
export const platform: Behaviour[] = (
  [
    {
      code: 'DAT-1-01',
      formula: percentage('departments-catalogued', 'catalogue-required'),
      mode: 'own',
      rollupOver: 'all-departments',
      note: '文章给出 83 个部门已编目，未给出应编目部门数，仅凭文章不能计分。',
    },
    { code: 'DAT-1-02', formula: amount('records-collected'), mode: 'own' },
    {
      code: 'DAT-1-03',
      formula: percentage('raw-databases', 'departments-catalogued'),
      mode: 'own',
      rollupOver: 'departments-catalogued',
      note: '未编目的部门没有应建的原始库，按“无业务”处理。',
    },
    {
      code: 'DAT-1-04',
      formula: percentage('township-warehouses', 'warehouses-required'),
      mode: 'own',
      rollupOver: 'all-townships',
    },
    {
      code: 'DAT-2-01',
      formula: amount('apps-producing-data-rate'),
      mode: 'own',
      measuredOn: ['county', 'department'],
      rollup: 'own',
      note: RATE_ONLY,
    },
    {
      code: 'DAT-2-02',
      formula: amount('apps-using-data-rate'),
      mode: 'own',
      measuredOn: ['county', 'department'],
      rollup: 'own',
      note: RATE_ONLY,
    },
    {
      code: 'DAT-2-03',
      formula: amount('data-linked-rate'),
      mode: 'own',
      measuredOn: ['county', 'department'],
      rollup: 'own',
      note: RATE_ONLY,
    },
    {
      code: 'DAT-2-04',
      formula: amount('data-timely-rate'),
      mode: 'own',
      measuredOn: EVERY_KIND,
      rollup: 'own',
      note: RATE_ONLY,
    },
    {
      code: 'DAT-3-01',
      formula: percentage('demands-met', 'demands'),
      mode: 'ytd',
      note: '本年累计；文章只说“持续提升”，未给出数值。',
    },
    {
      code: 'DAT-3-02',
      formula: percentage('tickets-approved', 'tickets', 'ticket-approval-rate'),
      mode: 'own',
      measuredOn: ['county', 'department'],
      note: '累计工单；文章给出通过审批率 96.3%，按全部 518 个工单理解。',
    },
    {
      code: 'DAT-4-01',
      formula: percentage('vulns-fixed-on-time', 'vulns-due'),
      mode: 'ytd',
      note: '本年累计；没有应修复漏洞的单位按“无业务”处理。',
    },
    {
      code: 'DAT-4-02',
      formula: amount('security-incidents'),
      mode: 'ytd',
      note: '红线指标：本年累计大于 0 即得 0 分，等次封顶为合格。“守牢底线”是 2023 年目标，不是数值。',
    },
    {
      code: 'DAT-5-01',
      formula: percentage('online-cases', 'applied-cases', 'one-net-rate'),
      mode: 'own',
      measuredOn: EVERY_KIND,
      rollupOver: 'service-units',
      note: '没有政务服务事项的部门不适用。',
    },
    {
      code: 'DAT-5-02',
      formula: percentage('mobile-items', 'service-items', 'mobile-service-rate'),
      mode: 'own',
      measuredOn: ['county', 'township'],
      note: '事项口径；原文把线上受理率与掌上办事实现率合并表述为 95.66%。',
    },
    {
      code: 'DAT-5-03',
      formula: amount('online-acceptance-rate'),
      mode: 'own',
      rollup: 'own',
      note: '办件口径；原文把线上受理率与掌上办事实现率合并表述为 95.66%。',
    },
    {
      code: 'DAT-5-04',
      formula: percentage('active-users', 'activated-users', 'ding-activity-rate'),
      mode: 'own',
      measuredOn: EVERY_KIND,
      note: '活跃的统计窗口（日、周、月）原文未说明；到达目标值即满分，不鼓励攀比活跃。',
    },
    {
      code: 'DAT-5-05',
      formula: amount('zheliban-dau-per-million'),
      mode: 'own',
      note: '按“月均的每百万人口日活跃用户数”理解，2.91 万即每百万人 29100 人，不是全县日活。',
    },
    {
      code: 'DAT-6-01',
      formula: percentage('components-used', 'components-due'),
      grain: 'quarter',
      mode: 'own',
      rollupOver: 'application-owners',
      note: '100% 是 2023 年目标，文章未给出实际值。',
    },
  ] satisfies Behaviour[]
).map((behaviour) => ({ ...behaviour, responsible: DATA_CENTRE }));
