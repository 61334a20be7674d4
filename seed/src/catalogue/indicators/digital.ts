import { ARCHIVES, percentage, type Behaviour } from './behaviour.ts';

/** 数字化转型. */
export const digital: Behaviour[] = [
  {
    code: 'DIG-1-01',
    formula: percentage('online-filing', 'online-required'),
    mode: 'own',
    rollupOver: 'departments-must-be-online',
    responsible: ARCHIVES,
    countyNote: '文章只给出 60 个部门，未给出应上线单位数；演示中分母暂按 83 个部门计，待县里确认。',
  },
  {
    code: 'DIG-1-02',
    formula: percentage('formal-items', 'prearchived-items'),
    mode: 'own',
    rollupOver: 'departments-online',
    connection: { required: 'departments-must-be-online', connected: 'departments-online' },
    responsible: ARCHIVES,
    note: '按预归档件数已含正式归档件数理解。应上线而未上线的部门按 0 计，不作“不适用”。',
    countyNote: '按此理解，公布数为 14.43%；若两者互不包含则为 12.61%。县级汇总只含在线部门，镇街单独计分。',
  },
  {
    code: 'DIG-1-03',
    formula: percentage('new-electronic-items', 'new-items'),
    mode: 'rolling-12',
    note: '近十二个月之和。',
  },
  {
    code: 'DIG-1-04',
    formula: percentage('single-set-items', 'single-set-eligible'),
    mode: 'rolling-12',
    note: '近十二个月之和；未上线的单位没有数据来源。',
  },
  {
    code: 'DIG-2-01',
    formula: percentage('digitised-records', 'records-to-digitise'),
    grain: 'quarter',
    mode: 'own',
  },
  { code: 'DIG-2-02', formula: percentage('catalogued-items', 'held-items'), grain: 'quarter', mode: 'own' },
  {
    code: 'DIG-2-03',
    formula: percentage('special-media-digitised', 'special-media'),
    grain: 'year',
    mode: 'last-complete',
  },
  {
    code: 'DIG-3-01',
    formula: percentage('text-pages', 'scanned-pages'),
    grain: 'quarter',
    mode: 'own',
    responsible: ARCHIVES,
  },
  {
    code: 'DIG-3-02',
    formula: percentage('passed-first-items', 'tested-items'),
    mode: 'own',
    note: '当月无受检件的单位按“无业务”处理。',
  },
  {
    code: 'DIG-4-01',
    formula: percentage('systems-archiving', 'systems-registered'),
    grain: 'quarter',
    mode: 'own',
    rollupOver: 'application-owners',
    note: '分母来自 IRS 应用目录，分子来自电子文件统一管理平台。',
  },
  {
    code: 'DIG-4-02',
    formula: percentage('digital-rooms', 'filing-units'),
    grain: 'year',
    mode: 'last-complete',
    rollupOver: 'records-rooms',
  },
  {
    code: 'DIG-4-03',
    formula: percentage('entries-uploaded', 'entries-to-upload'),
    mode: 'own',
    responsible: ARCHIVES,
  },
];
