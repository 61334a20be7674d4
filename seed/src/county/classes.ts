import type { UnitClass } from '@dangzhi/metrics';

/** Peer classes: a unit is ranked against its own class only. */
export const classes: UnitClass[] = [
  { code: 'county', name: { zh: '县（市、区）', en: 'Counties' }, kind: 'county' },
  { code: 'party', name: { zh: '党委部门', en: 'Party bodies' }, kind: 'department' },
  {
    code: 'npc_cppcc_judicial',
    name: { zh: '人大政协、法检和人武部', en: "People's congress, CPPCC, courts and armed forces" },
    kind: 'department',
  },
  { code: 'government', name: { zh: '政府部门', en: 'Government bureaus' }, kind: 'department' },
  { code: 'vertical', name: { zh: '垂直管理单位', en: 'Vertically managed bodies' }, kind: 'department' },
  { code: 'mass_org', name: { zh: '群团组织', en: 'Mass organisations' }, kind: 'department' },
  { code: 'institution', name: { zh: '开发区与事业单位', en: 'Zones and public institutions' }, kind: 'department' },
  { code: 'soe', name: { zh: '国有企业', en: 'State-owned enterprises' }, kind: 'department' },
  { code: 'township', name: { zh: '镇（乡、街道）', en: 'Townships and subdistricts' }, kind: 'township' },
];
