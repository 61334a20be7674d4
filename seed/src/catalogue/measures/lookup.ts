import { measuresOf } from './measure.ts';

/** 惠民政策查阅与查档窗口. */
export const lookup = measuresOf('lookup', [
  ['archive-users', '档案利用人次', 'Users of archives', '人次', 'flow', 'month', 'the-county'],
  ['policy-readers', '惠民政策查阅人次', 'Readers of benefit policies', '人次', 'flow', 'month', 'the-county'],
  [
    'lookups-online',
    '网上及掌上受理查档件数',
    'Look-ups accepted online or by phone',
    '件',
    'flow',
    'month',
    'all-townships',
  ],
  ['lookups', '查档总件数', 'Look-ups', '件', 'flow', 'month', 'all-townships'],
  [
    'lookups-on-time',
    '承诺时限内办结查档件数',
    'Look-ups closed in the promised time',
    '件',
    'flow',
    'month',
    'records-rooms',
  ],
  ['lookups-due', '应办结查档件数', 'Look-ups due to be closed', '件', 'flow', 'month', 'records-rooms'],
  ['windows-certifying', '可近端出证的窗口数', 'Windows that certify locally', '个', 'stock', 'month', 'all-townships'],
  ['windows-due', '应覆盖窗口数', 'Windows to be covered', '个', 'stock', 'month', 'all-townships'],
  [
    'express-channels',
    '已开通查档直通车的单位数（单位自身为 1 或 0）',
    'Units with the express look-up channel (of a unit itself 1 or 0)',
    '个',
    'stock',
    'month',
    'all-departments',
  ],
  [
    'express-required',
    '应开通查档直通车的单位数（单位自身为 1）',
    'Units due to open the express look-up channel (of a unit itself 1)',
    '个',
    'stock',
    'month',
    'all-departments',
  ],
  ['satisfied-ratings', '满意及非常满意评价数', 'Ratings satisfied or better', '件', 'flow', 'month', 'all-townships'],
  ['ratings', '有效评价数', 'Valid ratings', '件', 'flow', 'month', 'all-townships'],
]);
