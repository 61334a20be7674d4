import { demoFigures } from '../../demo/figures/figures.ts';
import { wideValues, type SimulatedSystem } from './system.ts';
import { lastingNames } from './unit-names.ts';

const windows = lastingNames(({ shortName }) => `${shortName.zh}窗口`);

const grouped = (field: string) => [field, { written: 'grouped' }] as const;

/** 惠民政策查阅与查档窗口: Chinese keys, text for everything, offsets, and no word of when a record changed. */
export const lookup: SimulatedSystem = {
  declaration: {
    code: 'lookup',
    name: { zh: '惠民政策查阅与查档窗口（模拟）', en: 'Policy reading and look-up windows (simulated)' },
    path: '/lookup/report/monthly',
    auth: { kind: 'header', header: 'X-Token', tokenName: 'LOOKUP_TOKEN' },
    success: { field: '状态', equals: '成功' },
    paging: {
      kind: 'offset',
      offsetParam: '起始',
      sizeParam: '条数',
      size: 1000,
      recordsField: '数据',
      totalField: '总条数',
    },
    mapping: {
      id: '序号',
      unit: { field: '窗口', codes: windows.codes },
      period: { field: '月份', format: 'YYYY年M月', grain: 'month' },
      values: wideValues({
        'archive-users': grouped('档案利用人次'),
        'policy-readers': grouped('政策查阅人次'),
        'lookups-online': grouped('线上受理件数'),
        lookups: grouped('查档件数'),
        'lookups-on-time': grouped('按时办结件数'),
        'lookups-due': grouped('应办结件数'),
        'windows-certifying': grouped('可出证窗口数'),
        'windows-due': grouped('应设窗口数'),
        'express-channels': grouped('已开直通车'),
        'express-required': grouped('应开直通车'),
        'satisfied-ratings': grouped('满意评价数'),
        ratings: grouped('有效评价数'),
      }),
      absent: { 不适用: 'not-applicable', 无业务: 'no-cases' },
    },
    // Everything every time: once a night is often enough.
    schedule: '40 1 * * *',
    timeoutMs: 10_000,
    attempts: 4,
  },
  prefix: '/lookup',
  nameOf: windows.nameOf,
  numbersAs: 'text',
  nothing: '',
  order: 'id',
  envelope: ({ count }) => ({ 本页条数: count }),
  decoration: { 县区: '新昌县' },
  failure: (status, message) => ({ status: 200, body: { 状态: '失败', 原因: message, 代码: status } }),
  figures: (until) => demoFigures('lookup', until),
};
