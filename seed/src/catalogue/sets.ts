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

/** Departments without the flag that follow after 2022, in the order of the list; demo. */
const laterThan = (
  flag: Parameters<typeof departmentsWithFlag>[0],
  dates: readonly string[],
  count: number,
): Member[] => {
  const already = new Set(departmentsWithFlag(flag));
  const others = departments.map(({ code }) => code).filter((code) => !already.has(code));
  return spreadOver(dates, others.slice(0, count));
};

const departmentsOnline = DEPARTMENT_WAVES.flatMap(({ from, units }) => units.map((unit) => since(from, unit)));
const townshipsOnline = TOWNSHIP_WAVES.flatMap(({ from, units }) => units.map((unit) => since(from, unit)));
const departmentsInCloud = spreadOver(
  ['2020-07-01', '2021-01-01', '2021-07-01', '2022-01-01'],
  departmentsWithFlag('cloud'),
);
const allDepartments = departments.map(({ code }) => since(FROM_THE_START, code));
const allTownships = townships.map(({ code }) => since(FROM_THE_START, code));
const theCounty = [since(FROM_THE_START, county.code)];
const departmentsCatalogued = spreadOver(
  ['2021-01-01', '2021-07-01', '2022-01-01', '2022-07-01'],
  departmentsWithFlag('catalogued'),
);
const recordsRooms = [...allDepartments, ...allTownships];

/** Departments that decide applications of citizens and firms; demo. */
const SERVICE_DEPARTMENTS = [
  '15',
  '22',
  '23',
  '24',
  '25',
  '26',
  '27',
  '28',
  '30',
  '31',
  '32',
  '33',
  '34',
  '35',
  '36',
  '37',
  '38',
  '39',
  '40',
  '42',
  '44',
  '45',
  '46',
  '48',
  '49',
  '51',
  '52',
  '53',
  '54',
  '55',
  '65',
  '70',
  '71',
  '82',
].map((number) => since(FROM_THE_START, `XC-D${number}`));
/** Departments in charge of key construction projects; demo. */
const PROJECT_DEPARTMENTS = ['22', '24', '31', '32', '33', '34', '35', '37', '38', '69', '78', '81', '82', '83'].map(
  (number) => since(FROM_THE_START, `XC-D${number}`),
);
/** Departments without a web site or public account of their own; demo. */
const WITHOUT_ACCOUNT: ReadonlySet<string> = new Set(
  ['08', '09', '20', '50', '56', '57', '66', '67', '68'].map((number) => `XC-D${number}`),
);

const DEMO_MEMBERS = '数目出自文章，具体是哪些部门、何时纳入为演示分配。';

/** Named sets of units. The article's six department counts are six sets and never share a denominator. */
export const sets: UnitSet[] = [
  {
    code: 'departments-must-be-online',
    name: { zh: '应上线部门', en: 'Departments that must be online' },
    note: '暂定：文章未说明应上线单位数，暂按全部 83 个部门计，待县里确认。',
    standing: 'demo',
    members: allDepartments,
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
    members: departmentsCatalogued,
  },
  {
    code: 'departments-raw-db',
    name: { zh: '建有原始库的部门', en: 'Departments with a raw database' },
    note: `2022 年底 70 个（B026）。${DEMO_MEMBERS}`,
    standing: 'demo',
    members: [
      ...spreadOver(['2021-07-01', '2022-01-01', '2022-04-01', '2022-10-01'], departmentsWithFlag('raw_db')),
      ...laterThan('raw_db', ['2023-07-01', '2024-03-01', '2025-01-01'], 9),
    ],
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
    members: [
      ...spreadOver(['2019-11-01', '2020-11-01', '2021-11-01', '2022-10-01'], departmentsWithFlag('transferred')),
      ...laterThan('transferred', ['2023-11-01', '2024-11-01', '2025-11-01', '2026-06-01'], 14),
    ],
  },
  {
    code: 'departments-with-interfaces',
    name: { zh: '获数据接口服务的部门', en: 'Departments served with data interfaces' },
    note: `2022 年底 15 个（B039）。${DEMO_MEMBERS}`,
    standing: 'demo',
    members: [
      ...spreadOver(['2021-10-01', '2022-03-01', '2022-08-01'], departmentsWithFlag('api_served')),
      ...laterThan('api_served', ['2023-05-01', '2024-05-01', '2025-05-01'], 12),
    ],
  },
  {
    code: 'all-departments',
    name: { zh: '县级部门', en: 'County departments' },
    note: '按 2022 年机构重建的 83 个部门；名称确定程度见各单位。',
    standing: 'published',
    members: allDepartments,
  },
  {
    code: 'all-townships',
    name: { zh: '镇（乡、街道）', en: 'Townships and subdistricts' },
    note: '4 街道、6 镇、2 乡，与文章的 12 个镇街道数据仓一致（B030）。',
    standing: 'published',
    members: allTownships,
  },
  {
    code: 'the-county',
    name: { zh: '县本级', en: 'The county itself' },
    note: '只在县一级有的数。',
    standing: 'published',
    members: theCounty,
  },
  {
    code: 'departments-and-county',
    name: { zh: '部门与县本级', en: 'Departments and the county itself' },
    note: '部门各报自身，县里另报合计。',
    standing: 'published',
    members: [...allDepartments, ...theCounty],
  },
  {
    code: 'records-rooms-and-county',
    name: { zh: '立档单位与县本级', en: 'Records rooms and the county itself' },
    note: '各立档单位自身为 1，县里另报合计。',
    standing: 'published',
    members: [...recordsRooms, ...theCounty],
  },
  {
    code: 'service-departments',
    name: { zh: '有政务服务事项的部门', en: 'Departments with service items' },
    note: '演示分配：其余部门没有依申请的政务服务事项，不适用。',
    standing: 'demo',
    members: SERVICE_DEPARTMENTS,
  },
  {
    code: 'service-units',
    name: { zh: '有政务服务事项的部门与镇街', en: 'Departments with service items, and townships' },
    note: '演示分配：有政务服务事项的部门，加全部镇街。',
    standing: 'demo',
    members: [...SERVICE_DEPARTMENTS, ...allTownships],
  },
  {
    code: 'project-departments',
    name: { zh: '承担重点建设项目的部门', en: 'Departments with key projects' },
    note: '演示分配：其余部门没有重点建设项目，不适用。',
    standing: 'demo',
    members: PROJECT_DEPARTMENTS,
  },
  {
    code: 'account-holders',
    name: { zh: '有网站或公众号的部门', en: 'Departments with a web site or public account' },
    note: '演示分配：其余部门没有网站或公众号，不适用。',
    standing: 'demo',
    members: allDepartments.filter(({ unit }) => !WITHOUT_ACCOUNT.has(unit)),
  },
  {
    code: 'catalogue-owners',
    name: { zh: '有数据目录的单位', en: 'Owners of data catalogue entries' },
    note: '县本级、已编目的部门与全部镇街。',
    standing: 'demo',
    members: [...theCounty, ...departmentsCatalogued, ...allTownships],
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
    members: [...theCounty, ...departmentsInCloud],
  },
  {
    code: 'published-once',
    name: { zh: '公开资料一次性公布', en: 'Published once' },
    note: '文章只在 2022 年底公布过一次，其他月份无人应报。',
    standing: 'published',
    members: [{ unit: county.code, from: '2022-12-01', to: '2023-01-01' }],
  },
];
