import type { UnitSet } from '@dangzhi/metrics';
import { county, departments, departmentsWithFlag, townships } from '../county/units.ts';
import { DEPARTMENT_WAVES, TOWNSHIP_WAVES } from './online-waves.ts';

type Member = UnitSet['members'][number];

const since = (from: string, unit: string): Member => ({ unit, from, to: null });

/** The day from which the catalogue knows its units. */
const FROM_THE_START = '2019-01-01';

/** Spreads units over dates in even runs, in the order both are given. */
const spreadOver = (dates: readonly string[], codes: readonly string[]): Member[] =>
  codes.map((unit, index) => since(dates[Math.floor((index * dates.length) / codes.length)] ?? FROM_THE_START, unit));

const departmentsOnline = DEPARTMENT_WAVES.flatMap(({ from, units }) => units.map((unit) => since(from, unit)));
const townshipsOnline = TOWNSHIP_WAVES.flatMap(({ from, units }) => units.map((unit) => since(from, unit)));
const departmentsInCloud = spreadOver(
  ['2020-07-01', '2021-01-01', '2021-07-01', '2022-01-01'],
  departmentsWithFlag('cloud'),
);
const recordsRooms = [...departments, ...townships].map(({ code }) => since(FROM_THE_START, code));

const DEMO_MEMBERS = '数目出自文章，具体是哪些部门、何时纳入为演示分配。';

/** Named sets of units. The article's six department counts are six sets and never share a denominator. */
export const sets: UnitSet[] = [
  {
    code: 'departments-must-be-online',
    name: { zh: '应上线部门', en: 'Departments that must be online' },
    note: '暂定：文章未说明应上线单位数，暂按全部 83 个部门计，待县里确认。',
    standing: 'demo',
    members: departments.map(({ code }) => since(FROM_THE_START, code)),
  },
  {
    code: 'departments-online',
    name: { zh: '在线归档部门', en: 'Departments online' },
    note: `2022 年底 60 个（A023）。${DEMO_MEMBERS}2022 年以后陆续上线的为演示。`,
    standing: 'demo',
    members: departmentsOnline,
  },
  {
    code: 'townships-online',
    name: { zh: '在线归档镇街', en: 'Townships online' },
    note: '演示分配：文章未提镇街上线情况。',
    standing: 'demo',
    members: townshipsOnline,
  },
  {
    code: 'units-online',
    name: { zh: '在线归档单位', en: 'Units online' },
    note: '在线归档部门与在线归档镇街之和；电子归档各项度量只由这些单位报送。',
    standing: 'demo',
    members: [...departmentsOnline, ...townshipsOnline],
  },
  {
    code: 'departments-catalogued',
    name: { zh: '完成数据资源编目的部门', en: 'Departments with catalogued data' },
    note: `2022 年底 83 个（B022）。${DEMO_MEMBERS}`,
    standing: 'demo',
    members: spreadOver(['2021-01-01', '2021-07-01', '2022-01-01', '2022-07-01'], departmentsWithFlag('catalogued')),
  },
  {
    code: 'departments-raw-db',
    name: { zh: '建有原始库的部门', en: 'Departments with a raw database' },
    note: `2022 年底 70 个（B026）。${DEMO_MEMBERS}`,
    standing: 'demo',
    members: spreadOver(['2021-07-01', '2022-01-01', '2022-04-01', '2022-10-01'], departmentsWithFlag('raw_db')),
  },
  {
    code: 'departments-in-cloud',
    name: { zh: '使用云资源的部门', en: 'Departments in the cloud' },
    note: `2022 年底 60 个（B051），与在线归档的 60 个部门不是同一批。${DEMO_MEMBERS}`,
    standing: 'demo',
    members: departmentsInCloud,
  },
  {
    code: 'departments-transferred',
    name: { zh: '已移交档案的部门', en: 'Departments that transferred records' },
    note: `2018 年以来 43 个（A034）。${DEMO_MEMBERS}`,
    standing: 'demo',
    members: spreadOver(['2019-11-01', '2020-11-01', '2021-11-01', '2022-10-01'], departmentsWithFlag('transferred')),
  },
  {
    code: 'departments-with-interfaces',
    name: { zh: '获数据接口服务的部门', en: 'Departments served with data interfaces' },
    note: `2022 年底 15 个（B039）。${DEMO_MEMBERS}`,
    standing: 'demo',
    members: spreadOver(['2021-10-01', '2022-03-01', '2022-08-01'], departmentsWithFlag('api_served')),
  },
  {
    code: 'records-rooms',
    name: { zh: '立档单位（部门与镇街）', en: 'Records rooms (departments and townships)' },
    note: '83 个部门与 12 个镇（乡、街道）；县本级不报送档案室度量。',
    standing: 'published',
    members: recordsRooms,
  },
  {
    code: 'application-owners',
    name: { zh: '有应用登记的单位', en: 'Owners of registered applications' },
    note: '演示分配：县本级与使用云资源的部门；其余部门无 IRS 登记应用，不适用。',
    standing: 'demo',
    members: [since(FROM_THE_START, county.code), ...departmentsInCloud],
  },
  {
    code: 'published-once',
    name: { zh: '公开资料一次性公布', en: 'Published once' },
    note: '文章只在 2022 年底公布过一次，其他月份无人应报。',
    standing: 'published',
    members: [{ unit: county.code, from: '2022-12-01', to: '2023-01-01' }],
  },
];
