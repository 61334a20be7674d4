import { measuresOf } from './measure.ts';

/** 网络安全与运维: alerts, patches, backup drills, graded protection. */
export const security = measuresOf('security', [
  [
    'vulns-fixed-on-time',
    '按期修复并复测通过的高危漏洞数',
    'High-risk vulnerabilities fixed on time',
    '个',
    'flow',
    'month',
    'records-rooms',
  ],
  ['vulns-due', '应修复高危漏洞数', 'High-risk vulnerabilities due', '个', 'flow', 'month', 'records-rooms'],
  ['security-alerts', '安全预警数', 'Security alerts', '条', 'flow', 'month', 'records-rooms'],
  [
    'security-incidents',
    '重大网络与数据安全事件数',
    'Major network and data security incidents',
    '起',
    'flow',
    'month',
    'records-rooms',
  ],
  ['drills-done', '恢复成功的备份演练次数', 'Restore drills done', '次', 'flow', 'year', 'all-departments'],
  ['drills-planned', '计划备份演练次数', 'Restore drills planned', '次', 'flow', 'year', 'all-departments'],
  [
    'systems-protected',
    '等保测评通过且有效的档案信息系统数',
    'Archive systems with valid graded protection',
    '个',
    'stock',
    'year',
    'records-rooms',
  ],
  [
    'systems-to-protect',
    '应测评档案信息系统数',
    'Archive systems due for graded protection',
    '个',
    'stock',
    'year',
    'records-rooms',
  ],
]);
