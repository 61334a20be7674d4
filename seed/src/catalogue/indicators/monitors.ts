import type { Indicator } from '@dangzhi/metrics';
import { indicatorSystem } from '../../county/indicator-source.ts';
import { amount, EVERY_KIND } from './behaviour.ts';

type Watched = readonly [code: string, measure: string, over: string | null];

/** What is summed over its units; the rest is the county's own figure. */
const SUMMED: readonly Watched[] = [
  ['MON-01', 'prearchived-items', 'departments-online'],
  ['MON-02', 'formal-items', 'departments-online'],
  ['MON-03', 'online-filing', 'all-departments'],
  ['MON-06', 'units-transferred', 'all-departments'],
  ['MON-09', 'departments-catalogued', 'all-departments'],
  ['MON-10', 'tables', 'all-departments'],
  ['MON-11', 'fields', 'all-departments'],
  ['MON-12', 'raw-databases', 'all-departments'],
  ['MON-16', 'township-warehouses', 'all-townships'],
  ['MON-17', 'interfaces-supplied', 'all-departments'],
  ['MON-18', 'key-applications', 'all-departments'],
  ['MON-19', 'departments-with-interfaces', 'all-departments'],
  ['MON-20', 'interface-requests', 'all-departments'],
  ['MON-21', 'tickets', 'all-departments'],
  ['MON-22', 'county-tickets', 'all-departments'],
  ['MON-24', 'cloud-departments', 'all-departments'],
  ['MON-25', 'ecs-instances', 'all-departments'],
  ['MON-26', 'rds-instances', 'all-departments'],
  ['MON-27', 'oss-instances', 'all-departments'],
  ['MON-30', 'activated-users', null],
];

const OWN: readonly Watched[] = [
  ['MON-04', 'accessioned-files', null],
  ['MON-05', 'accessioned-items', null],
  ['MON-07', 'floor-area', null],
  ['MON-08', 'titles', null],
  ['MON-13', 'central-databases', null],
  ['MON-14', 'subject-databases', null],
  ['MON-15', 'thematic-data-databases', null],
  ['MON-23', 'county-ticket-approval-rate', null],
  ['MON-28', 'zheliban-users', null],
  ['MON-29', 'new-local-apps', null],
  ['MON-31', 'promoted-apps', null],
  ['MON-32', 'shared-apps', null],
  ['MON-33', 'contest-entries', null],
  ['MON-34', 'semi-finalists', null],
  ['MON-35', 'data-products', null],
  ['MON-36', 'new-components', null],
];

/** The archives' own figures; the rest are the data platform's. */
const OF_THE_ARCHIVES: ReadonlySet<string> = new Set(['01', '02', '03', '04', '05', '06', '07', '08']);

const watched = ([code, measure, rollupOver]: Watched, rollup: Indicator['rollup']): Indicator => {
  const source = indicatorSystem.monitor_kpis.find((one) => one.code === code);
  if (source === undefined) throw new RangeError(`monitors name ${code}, which the system does not have`);
  return {
    code,
    name: { zh: NAMES_WITHOUT_TARGET[code] ?? source.zh, en: ENGLISH_WITHOUT_TARGET[code] ?? source.en },
    definition: '按来源系统的计数，只监测，不计权重。',
    unitOfMeasure: source.unit,
    digits: null,
    direction: 'higher',
    grain: 'month',
    formula: amount(measure),
    mode: 'own',
    staleAfter: 2,
    measuredOn: rollup === 'sum' ? EVERY_KIND : ['county'],
    weightedFor: [],
    rollup,
    rollupOver,
    connection: null,
    tolerance: 0.005,
    basis: ['SEED'],
    unverified: false,
    note: null,
    countyNote: NOTES[code] ?? null,
    system: '',
    index: OF_THE_ARCHIVES.has(code.slice(4)) ? 'archives' : 'data',
    collection: ['auto'],
    focuses: [],
    band: null,
    responsible: null,
    redLine: false,
    scaleSensitive: true,
    goalposts: null,
    benchmark: null,
  };
};

const NOTES: Readonly<Record<string, string>> = {
  'MON-08': '文章点名一项国家级称号和三个试点、项目，以清单列示（见“大事与目标”），不合成一个数。',
  'MON-35': '2 个以上是 2023 年目标，不是数值。',
  'MON-36': '不少于 2 个是 2023 年目标，不是数值。',
};

/** What the articles set as a target for 2023 is watched as a count; the target itself is a record. */
const NAMES_WITHOUT_TARGET: Readonly<Record<string, string>> = {
  'MON-10': '数据表数',
  'MON-15': '数据专题库',
  'MON-35': '优秀数据产品',
  'MON-36': '新增上架组件',
};
const ENGLISH_WITHOUT_TARGET: Readonly<Record<string, string>> = {
  'MON-15': 'Thematic data databases',
  'MON-35': 'Data products',
  'MON-36': 'New components',
};

/** The 36 figures that are always visible and never weighted. */
export const monitors: Indicator[] = [
  ...SUMMED.map((line) => watched(line, 'sum')),
  ...OWN.map((line) => watched(line, 'own')),
].sort((a, b) => (a.code < b.code ? -1 : 1));
