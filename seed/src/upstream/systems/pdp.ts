import { demoFigures } from '../../demo/figures/figures.ts';
import { wideValues, type SimulatedSystem } from './system.ts';
import { lastingNames } from './unit-names.ts';

const names = lastingNames(({ name }) => name.zh);

const grouped = (field: string, shift = 0) => [field, { written: 'grouped', ...(shift !== 0 && { shift }) }] as const;

/** 县公共数据平台: pinyin in capitals, page numbers, text with thousands separators, rows counted one by one. */
export const pdp: SimulatedSystem = {
  declaration: {
    code: 'pdp',
    name: { zh: '县一体化智能化公共数据平台（模拟）', en: 'County public data platform (simulated)' },
    path: '/pdp/services/SJZY_TJ',
    query: { PX: 'XH' },
    auth: { kind: 'bearer', tokenName: 'PDP_TOKEN' },
    success: { field: 'RESULT.CODE', equals: '0000' },
    paging: {
      kind: 'page',
      pageParam: 'DQYM',
      sizeParam: 'MYTS',
      size: 1000,
      recordsField: 'RESULT.DATA.LIST',
      totalField: 'RESULT.DATA.ZS',
    },
    sinceParam: 'GXSJ_Q',
    mapping: {
      id: 'XH',
      changedAt: { field: 'GXSJ', format: 'YYYYMMDDHHmmss' },
      unit: { field: 'BMMC', codes: names.codes },
      period: { field: 'TJYF', format: 'YYYY/MM', grain: 'month' },
      values: wideValues({
        tables: grouped('SJB_SL'),
        fields: grouped('ZD_SL'),
        'records-collected': grouped('GJ_TS', -8),
        'raw-databases': grouped('YSK_SL'),
        'central-databases': grouped('ZXK_SL'),
        'subject-databases': grouped('ZTK_SL'),
        'thematic-data-databases': grouped('SJZTK_SL'),
        'township-warehouses': grouped('ZJSJC_SL'),
        'warehouses-required': grouped('YJSJC_SL'),
        'demands-met': grouped('XQMZ_SL'),
        demands: grouped('XQ_SL'),
        'cloud-departments': grouped('SYBM_SL'),
        'ecs-instances': grouped('ECS_SL'),
        'rds-instances': grouped('RDS_SL'),
        'oss-instances': grouped('OSS_SL'),
        'data-products': grouped('SJCP_SL'),
      }),
      absent: { BSY: 'not-applicable' },
      reasonField: 'BZ',
    },
    schedule: '6-59/10 * * * *',
    timeoutMs: 10_000,
    attempts: 4,
  },
  prefix: '/pdp',
  nameOf: names.nameOf,
  numbersAs: 'text',
  nothing: null,
  order: 'id',
  envelope: () => ({ RESULT: { CODE: '0000', MSG: '查询成功' } }),
  decoration: { XZQH: '330624' },
  failure: (status, message) => ({
    status: 200,
    body: { RESULT: { CODE: String(status).padStart(4, '0'), MSG: message } },
  }),
  figures: (until) => demoFigures('pdp', until),
};
