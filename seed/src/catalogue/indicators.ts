import type { Indicator } from '@dangzhi/metrics';
import { indicatorSource } from '../county/indicator-source.ts';

type Behaviour = Pick<
  Indicator,
  'formula' | 'grain' | 'mode' | 'measuredOn' | 'weightedFor' | 'rollup' | 'rollupOver' | 'connection' | 'note'
>;

const EVERY_KIND: Indicator['weightedFor'] = ['county', 'department', 'township'];
const RECORDS_ROOMS: Indicator['measuredOn'] = ['department', 'township'];

const percentage = (numerator: string, denominator: string) =>
  ({ kind: 'ratio', numerator, denominator, factor: 100 }) as const;

/** Names, wording and basis come from the proposed system; how a value behaves is said here. */
function indicator(code: string, behaviour: Behaviour): Indicator {
  const source = indicatorSource(code);
  return {
    code,
    name: { zh: source.zh, en: source.en },
    definition: source.formula,
    unitOfMeasure: source.unit,
    direction: source.direction,
    staleAfter: 2,
    tolerance: 0.005,
    basis: source.basis,
    unverified: source.unverified,
    system: source.source,
    ...behaviour,
  };
}

/** The eight indicators of the first scheme. */
export const indicators: Indicator[] = [
  indicator('DIG-1-01', {
    formula: { kind: 'amount', measure: 'online-filing' },
    grain: 'month',
    mode: 'own',
    measuredOn: ['department'],
    weightedFor: ['county'],
    rollup: 'share-of-units',
    rollupOver: 'departments-must-be-online',
    connection: null,
    note: '文章只给出 60 个部门，未给出应上线单位数；分母暂按 83 个部门计，待县里确认。',
  }),
  indicator('DIG-1-02', {
    formula: percentage('formal-items', 'prearchived-items'),
    grain: 'month',
    mode: 'own',
    measuredOn: RECORDS_ROOMS,
    weightedFor: EVERY_KIND,
    rollup: 'ratio-of-sums',
    rollupOver: 'departments-online',
    connection: { required: 'departments-must-be-online', connected: 'departments-online' },
    note: '按预归档件数已含正式归档件数理解（14.43%）；若两者互不包含则为 12.61%。县级汇总只含在线部门，镇街单独计分；应上线而未上线的部门按 0 计，不作“不适用”。',
  }),
  indicator('RES-1-01', {
    formula: percentage('archived-items', 'due-items'),
    grain: 'month',
    mode: 'ytd',
    measuredOn: RECORDS_ROOMS,
    weightedFor: EVERY_KIND,
    rollup: 'ratio-of-sums',
    rollupOver: null,
    connection: null,
    note: '本年累计。',
  }),
  indicator('DIG-3-02', {
    formula: percentage('passed-first-items', 'tested-items'),
    grain: 'month',
    mode: 'own',
    measuredOn: RECORDS_ROOMS,
    weightedFor: EVERY_KIND,
    rollup: 'ratio-of-sums',
    rollupOver: null,
    connection: null,
    note: '当月无受检件的单位按“无业务”处理。',
  }),
  indicator('SEC-1-01', {
    formula: { ...percentage('store-used-m2', 'store-usable-m2'), rate: 'stack-room-occupancy' },
    grain: 'month',
    mode: 'own',
    measuredOn: EVERY_KIND,
    weightedFor: EVERY_KIND,
    rollup: 'ratio-of-sums',
    rollupOver: null,
    connection: null,
    note: '文章说县档案馆库房“已使用三分之二左右”，按 66.7% 近似记为县级公布值。',
  }),
  indicator('GOV-3-02', {
    formula: percentage('archivists-trained', 'archivists'),
    grain: 'year',
    mode: 'last-complete',
    measuredOn: RECORDS_ROOMS,
    weightedFor: EVERY_KIND,
    rollup: 'ratio-of-sums',
    rollupOver: null,
    connection: null,
    note: null,
  }),
  indicator('SEC-2-03', {
    formula: { kind: 'amount', measure: 'security-accidents' },
    grain: 'month',
    mode: 'ytd',
    measuredOn: RECORDS_ROOMS,
    weightedFor: EVERY_KIND,
    rollup: 'sum',
    rollupOver: null,
    connection: null,
    note: '红线指标：本年累计大于 0 即得 0 分，等次封顶为不合格。',
  }),
  indicator('DAT-2-02', {
    formula: { kind: 'amount', measure: 'apps-using-data-rate' },
    grain: 'month',
    mode: 'own',
    measuredOn: ['county', 'department'],
    weightedFor: ['county', 'department'],
    rollup: 'own',
    rollupOver: null,
    connection: null,
    note: '只公布比率、没有分子分母，不作汇总；口径为我们的理解，待县大数据中心确认。',
  }),
];
