import type { Measure } from '@dangzhi/metrics';

const ERMS = '电子文件统一管理平台';
const STORES = '库房管理系统';
const SUPERVISION = '档案智能监管系统';
const INSPECTION = '档案执法监管系统';
const IRS = '一体化数字资源系统（IRS）';
const ARTICLES = '公开资料（两篇署名文章）';

/** Days a monthly figure may take after the end of its month. */
const MONTHLY_DUE_DAYS = 10;
/** A year's training is reported by the end of January. */
const YEARLY_DUE_DAYS = 31;

type Said = Pick<Measure, 'code' | 'name' | 'unitOfMeasure' | 'kind' | 'supplier' | 'dueFrom'>;
const monthly = (said: Said): Measure => ({ ...said, grain: 'month', dueAfterDays: MONTHLY_DUE_DAYS });
const yearly = (said: Said): Measure => ({ ...said, grain: 'year', dueAfterDays: YEARLY_DUE_DAYS });

/** 度量: every quantity the indicators are made of, and the published count that is only watched. */
export const measures: Measure[] = [
  monthly({
    code: 'prearchived-items',
    name: { zh: '电子文件预归档件数（累计）', en: 'Pre-archived items, cumulative' },
    unitOfMeasure: '件',
    kind: 'stock',
    supplier: ERMS,
    dueFrom: 'units-online',
  }),
  monthly({
    code: 'formal-items',
    name: { zh: '电子文件正式归档件数（累计）', en: 'Formally archived items, cumulative' },
    unitOfMeasure: '件',
    kind: 'stock',
    supplier: ERMS,
    dueFrom: 'units-online',
  }),
  monthly({
    code: 'online-filing',
    name: { zh: '在线归档状态（1 在线，0 未上线）', en: 'Archives online (1 yes, 0 no)' },
    unitOfMeasure: '个',
    kind: 'stock',
    supplier: ERMS,
    dueFrom: 'departments-must-be-online',
  }),
  monthly({
    code: 'due-items',
    name: { zh: '应归档件数', en: 'Items due for archiving' },
    unitOfMeasure: '件',
    kind: 'flow',
    supplier: ERMS,
    dueFrom: 'records-rooms',
  }),
  monthly({
    code: 'archived-items',
    name: { zh: '实际归档件数', en: 'Items archived' },
    unitOfMeasure: '件',
    kind: 'flow',
    supplier: ERMS,
    dueFrom: 'records-rooms',
  }),
  monthly({
    code: 'tested-items',
    name: { zh: '四性检测受检件数', en: 'Items put to the four-property test' },
    unitOfMeasure: '件',
    kind: 'flow',
    supplier: ERMS,
    dueFrom: 'units-online',
  }),
  monthly({
    code: 'passed-first-items',
    name: { zh: '四性检测一次通过件数', en: 'Items passed at the first test' },
    unitOfMeasure: '件',
    kind: 'flow',
    supplier: ERMS,
    dueFrom: 'units-online',
  }),
  monthly({
    code: 'store-used-m2',
    name: { zh: '已用库房面积', en: 'Stack-room area used' },
    unitOfMeasure: '平方米',
    kind: 'stock',
    supplier: STORES,
    dueFrom: 'records-rooms',
  }),
  monthly({
    code: 'store-usable-m2',
    name: { zh: '可用库房面积', en: 'Stack-room area usable' },
    unitOfMeasure: '平方米',
    kind: 'stock',
    supplier: STORES,
    dueFrom: 'records-rooms',
  }),
  monthly({
    code: 'stack-room-occupancy',
    name: { zh: '库房饱和度（公布值）', en: 'Stack-room occupancy, as published' },
    unitOfMeasure: '%',
    kind: 'rate',
    supplier: ARTICLES,
    dueFrom: 'published-once',
  }),
  yearly({
    code: 'archivists-trained',
    name: { zh: '完成培训学时的档案人员数', en: 'Archivists with their training hours done' },
    unitOfMeasure: '人',
    kind: 'flow',
    supplier: SUPERVISION,
    dueFrom: 'records-rooms',
  }),
  yearly({
    code: 'archivists',
    name: { zh: '档案人员总数', en: 'Archivists' },
    unitOfMeasure: '人',
    kind: 'stock',
    supplier: SUPERVISION,
    dueFrom: 'records-rooms',
  }),
  monthly({
    code: 'security-accidents',
    name: { zh: '档案安全责任事故数', en: 'Archive security accidents' },
    unitOfMeasure: '起',
    kind: 'flow',
    supplier: INSPECTION,
    dueFrom: 'records-rooms',
  }),
  monthly({
    code: 'apps-using-data-rate',
    name: { zh: '应用使用数据率', en: 'Applications that use data, rate' },
    unitOfMeasure: '%',
    kind: 'rate',
    supplier: IRS,
    dueFrom: 'application-owners',
  }),
  monthly({
    code: 'departments-online-count',
    name: { zh: '完成电子文件预归档的部门数（公布值）', en: 'Departments pre-archiving electronically, as published' },
    unitOfMeasure: '个',
    kind: 'stock',
    supplier: ARTICLES,
    dueFrom: 'published-once',
  }),
];
