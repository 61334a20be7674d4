import { ARCHIVES, BY_2022, DATA_CENTRE, FROM_2023, type RecordLine } from './record-line.ts';

interface Service extends Pick<RecordLine, 'code' | 'name' | 'description' | 'facts' | 'count'> {
  readonly planned?: boolean;
}

const service = ({ planned = false, ...said }: Service): RecordLine => ({
  ...said,
  kind: 'service',
  date: planned ? FROM_2023 : BY_2022,
  status: planned ? 'planned' : 'done',
  unit: ARCHIVES,
  focuses: ['F3'],
});

interface Mechanism extends Pick<RecordLine, 'code' | 'name' | 'description' | 'facts' | 'count'> {
  readonly band: string;
  readonly status?: RecordLine['status'];
}

const mechanism = ({ status = 'done', ...said }: Mechanism): RecordLine => ({
  ...said,
  kind: 'mechanism',
  date: BY_2022,
  status,
  unit: DATA_CENTRE,
});

const plan = (said: Pick<RecordLine, 'code' | 'name' | 'description' | 'facts'> & { band: string }): RecordLine => ({
  ...said,
  kind: 'plan',
  date: BY_2022,
  status: 'under-way',
  unit: DATA_CENTRE,
});

const problem = (
  said: Pick<RecordLine, 'code' | 'name' | 'description' | 'facts'> & { focuses: readonly string[] },
): RecordLine => ({
  ...said,
  kind: 'problem',
  date: BY_2022,
  status: 'open',
  unit: ARCHIVES,
});

/** Services, arrangements, directions, and the problems the archives named themselves. */
export const servicesAndProblems: readonly RecordLine[] = [
  service({
    code: 'SVC-01',
    name: ['远程查档、近端出证', 'Search from afar, certificate nearby'],
    description: ['全省率先开展。', 'First in the province.'],
    facts: ['A032', 'A033'],
  }),
  service({
    code: 'SVC-02',
    name: ['查档利用服务向乡镇（街道）、部门延伸', 'Access extended to townships and departments'],
    description: [
      '“线上”窗口提供远程服务；延伸到多少单位原文未说。',
      'An online window serves from afar; to how many units is not said.',
    ],
    facts: ['A031', 'A072'],
    count: null,
  }),
  service({
    code: 'SVC-03',
    name: ['查档直通车', 'Express look-up channel'],
    description: ['要全面开通。', 'To be opened everywhere.'],
    facts: ['A059', 'A049', 'A060'],
    planned: true,
  }),
  service({
    code: 'SVC-04',
    name: ['一网查档、掌上查档、电子出证', 'One-net look-up, mobile look-up, electronic certificates'],
    description: ['要实现的三种服务方式。', 'Three ways of service to come.'],
    facts: ['A061'],
    count: 3,
    planned: true,
  }),
  mechanism({
    code: 'MEC-01',
    name: ['重点数据 7×24 小时保障', 'Key data looked after round the clock'],
    description: ['每周 168 小时。', '168 hours a week.'],
    facts: ['B050'],
    band: 'V4',
  }),
  mechanism({
    code: 'MEC-02',
    name: ['数据质量主体责任制', 'Who supplies answers, who uses answers'],
    description: ['谁提供、谁负责，谁使用、谁负责。', 'The supplier and the user of data each answer for it.'],
    facts: ['B049'],
    band: 'V2',
  }),
  mechanism({
    code: 'MEC-03',
    name: [
      '全链路数据质量监控、数据供应链、快速响应',
      'Quality watched end to end, a supply chain of data, rapid response',
    ],
    description: ['三项数据治理机制。', 'Three arrangements of data governance.'],
    facts: ['B038'],
    count: 3,
    band: 'H2',
  }),
  mechanism({
    code: 'MEC-04',
    name: ['数据高铁、分钟级共享', 'Data on demand, shared within minutes'],
    description: ['按需贯通，正在推进；时延未说。', 'Under way; how many minutes is not said.'],
    facts: ['B037'],
    band: 'H2',
    status: 'under-way',
  }),
  mechanism({
    code: 'MEC-05',
    name: ['四项资源自动开通', 'Four resources opened by themselves'],
    description: [
      '云资源、共享接口、批量数据（交换）、批量数据下载。',
      'Cloud, interfaces, bulk data (exchange), bulk download.',
    ],
    facts: ['B041'],
    count: 4,
    band: 'H2',
  }),
  mechanism({
    code: 'MEC-06',
    name: ['四项平台安全能力', 'Four security capabilities of the platform'],
    description: [
      '访问控制、网络监管、数据安全、日志审计。',
      'Access control, network supervision, data security, audit logs.',
    ],
    facts: ['B055'],
    count: 4,
    band: 'V4',
  }),
  mechanism({
    code: 'MEC-07',
    name: ['云、网、端、数据、应用监测全覆盖', 'Cloud, network, ends, data and applications monitored'],
    description: ['五类对象。', 'Five kinds.'],
    facts: ['B057'],
    count: 5,
    band: 'V4',
  }),
  plan({
    code: 'PLN-01',
    name: ['通信网络与感知设施部署', 'Networks and sensing'],
    description: ['基础设施体系的重点。', 'The core of the infrastructure.'],
    facts: ['B088'],
    band: 'H1',
  }),
  plan({
    code: 'PLN-02',
    name: ['公共组件共建共享', 'Components built and shared together'],
    description: ['应用支撑体系的重点；利用率未说。', 'The core of application support; their use is not said.'],
    facts: ['B089'],
    band: 'H3',
  }),
  plan({
    code: 'PLN-03',
    name: ['改革实践上升为理论成果和法规', 'Reform turned into theory and law'],
    description: ['政策制度体系的重点。', 'The core of policies and rules.'],
    facts: ['B090'],
    band: 'V1',
  }),
  plan({
    code: 'PLN-04',
    name: ['工作方案与问题闭环', 'Plans, and problems closed'],
    description: [
      '组织保障体系的重点：及时发现、分析、解决问题。',
      'The core of organisation: problems found, analysed, solved.',
    ],
    facts: ['B091'],
    band: 'V2',
  }),
  plan({
    code: 'PLN-05',
    name: ['新型智慧城市标准规范体系', 'Standards of the smart city'],
    description: ['标准规范体系的重点。', 'The core of standards.'],
    facts: ['B015'],
    band: 'V3',
  }),
  plan({
    code: 'PLN-06',
    name: ['公共数据和个人信息安全', 'Safety of public data and personal information'],
    description: ['网络安全体系的重点。', 'The core of network security.'],
    facts: ['B092'],
    band: 'V4',
  }),
  {
    code: 'PLN-07',
    kind: 'plan',
    name: ['城市运行“一网统管”', 'City operation on one net'],
    description: ['监测城市运行生命体征。', 'The city’s vital signs are to be watched.'],
    facts: ['B076'],
    date: FROM_2023,
    status: 'planned',
    unit: DATA_CENTRE,
    band: 'H4',
  },
  problem({
    code: 'PRB-01',
    name: ['馆舍面积属全省最小之列', 'Among the smallest buildings of the province'],
    description: [
      '建筑面积 7428 平方米，预计约 5 年后库房饱和。',
      '7,428 m²; the stack rooms are expected to be full in about five years.',
    ],
    facts: ['A047', 'A044', 'A046'],
    focuses: [],
  }),
  problem({
    code: 'PRB-02',
    name: ['以馆带室、督促指导力度不够', 'Too little guidance of the records rooms'],
    description: ['基层档案室规范化水平仍需提高。', 'Records rooms at the base are not up to standard.'],
    facts: ['A048'],
    focuses: ['F2', 'F6'],
  }),
  problem({
    code: 'PRB-03',
    name: ['对基层情况掌握不够全面', 'The grassroots not fully known'],
    description: ['日常调研指导不够有力。', 'They are not visited and guided enough.'],
    facts: ['A071'],
    focuses: ['F2'],
  }),
  problem({
    code: 'PRB-04',
    name: ['部门和机关内部共享利用仍未实现', 'No sharing within and among departments yet'],
    description: ['对应“查档直通车”。', 'The express channel is to answer it.'],
    facts: ['A049'],
    focuses: ['F3'],
  }),
  problem({
    code: 'PRB-05',
    name: ['省域间民生档案共建共享正在建设', 'Sharing across provinces still being built'],
    description: ['需进一步打通环节，实现多跨场景应用。', 'Links are missing on the way.'],
    facts: ['A050'],
    focuses: ['F3'],
  }),
  problem({
    code: 'PRB-06',
    name: ['征集渠道单一，专题库滞后，新媒体资源收集不足', 'A single channel, late databases, too little of the web'],
    description: ['网页、社交媒体、新闻报道三类。', 'Web pages, social media and news.'],
    facts: ['A051'],
    focuses: ['F4'],
  }),
];
