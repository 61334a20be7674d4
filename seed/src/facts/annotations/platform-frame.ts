import { DATA_CENTRE, type Annotations } from './annotation.ts';

/** Article B, its head and the architecture: four horizontals, four verticals, two ends. */
export const platformFrame: Annotations = {
  B001: {
    reading: ['题目。', 'The title.'],
    whyNot: 'source-itself',
  },
  B002: {
    reading: ['作者，县大数据发展管理中心党组书记、主任。', 'The author, director of the county’s big-data centre.'],
    whyNot: 'source-itself',
  },
  B003: {
    reading: [
      'B 文所述工作的主体，公共数据各项指标的责任单位。',
      'The unit article B is about; it answers for the public-data indicators.',
    ],
    units: [DATA_CENTRE],
    whyNot: 'names-a-unit',
  },
  B087: {
    reading: [
      '定下 B 文的时间：今年即 2022 年，明年即 2023 年。',
      'It dates article B: this year is 2022, next year 2023.',
    ],
    whyNot: 'context-only',
    why: ['用来确定各数的年份，自身不是数值。', 'It gives the figures their year and is none itself.'],
  },
  B004: {
    reading: [
      '省数字化改革的“1612”体系，第一个“1”就是公共数据平台。',
      'The “1612” framework of the province; its first 1 is the public data platform.',
    ],
    whyNot: 'context-only',
  },
  B005: {
    reading: [
      '县里的一体化智能化公共数据平台，编目、归集、建库、共享各数都来自它。',
      'The county’s public data platform, from which catalogue, collection, databases and sharing are counted.',
    ],
    systems: ['pdp'],
    whyNot: 'names-a-system',
  },
  B006: {
    reading: [
      '总体架构：四横、四纵、两端，这里是一个视图的十个分组。',
      'The architecture: four horizontals, four verticals, two ends; ten groups of one view here.',
    ],
    views: ['bands'],
    whyNot: 'structure-not-figure',
  },
  B007: {
    reading: ['建设原则。', 'The principle it is built by.'],
    whyNot: 'wording-not-figure',
  },
  B008: {
    reading: ['四横的名称。', 'The names of the four horizontals.'],
    whyNot: 'structure-not-figure',
  },
  B009: {
    reading: [
      '四纵的名称；“组织保障”一词在原刊跨页断开，含义不变。',
      'The names of the four verticals; a page break splits one word and changes nothing.',
    ],
    whyNot: 'structure-not-figure',
  },
  B010: {
    reading: ['两端即“浙里办”和“浙政钉”两个入口。', 'The two ends are the entrances Zheliban and Zhezhengding.'],
    systems: ['ends'],
    whyNot: 'structure-not-figure',
  },
  B088: {
    reading: ['四横之一：通信网络和感知设施的部署。', 'First horizontal: networks and sensing.'],
    views: ['H1'],
    whyNot: 'structure-not-figure',
    why: ['说的是建设重点，没有数量。', 'It says what is built and not how much.'],
  },
  B011: {
    reading: [
      '重点建城市基础库，按需建部门主题库和行业专题库，是规划，不是已建的库。',
      'A city base, subject and industry databases are to be built: a plan, not the databases that exist.',
    ],
    systems: ['pdp'],
    whyNot: 'planned-not-done',
    why: [
      '规划的三类库不计入建成数；已建的库另有数字。',
      'Three kinds planned are not databases built, which are counted elsewhere.',
    ],
  },
  B012: {
    reading: [
      '统筹规划的四个数据仓，尚未说建成；与已建的 12 个镇街道数据仓不同。',
      'Four warehouses are planned, none said to be built; not the twelve of the townships.',
    ],
    systems: ['pdp'],
    whyNot: 'planned-not-done',
  },
  B013: {
    reading: ['五个库组成智能支撑体系，正在推进。', 'Five libraries make the intelligent support; they are under way.'],
    systems: ['irs'],
    whyNot: 'state-not-measured',
    why: [
      '各库内容数量没有写，组件应用尽用率也没有实际值。',
      'What they hold is not counted, and the use of components has no actual value.',
    ],
  },
  B089: {
    reading: ['四横之三：公共组件共建共享，提高利用率。', 'Third horizontal: components shared and used more.'],
    systems: ['irs'],
    views: ['H3'],
    whyNot: 'no-value-in-text',
    why: [
      '只说“提升利用率”，没有数，组件应用尽用率无值。',
      '“Raise their use” comes without a number, so the leaf has no value.',
    ],
  },
  B014: {
    reading: [
      '四横之四的重点：一套汇聚、管理、协同应用的系统。',
      'The core of the fourth horizontal: one system that gathers and manages applications.',
    ],
    whyNot: 'planned-not-done',
    why: ['“重点建设完善”，没有建成情况。', '“To be built and completed”; how far is not said.'],
  },
  B090: {
    reading: ['四纵之一：改革经验写成理论和法规。', 'First vertical: reform turned into theory and law.'],
    views: ['V1'],
    whyNot: 'no-value-in-text',
    why: ['没有成果件数。', 'No results are counted.'],
  },
  B091: {
    reading: [
      '四纵之二：有方案，能发现、分析、解决问题。',
      'Second vertical: plans, and problems found, analysed and solved.',
    ],
    views: ['V2'],
    whyNot: 'no-value-in-text',
    why: [
      '没有问题数和按期整改数，整改完成率无值。',
      'Problems and those solved in time are not counted, so rectification has no value.',
    ],
  },
  B015: {
    reading: ['四纵之三：新型智慧城市的标准规范。', 'Third vertical: standards for the smart city.'],
    views: ['V3'],
    whyNot: 'no-value-in-text',
    why: ['没有标准项数。', 'No standards are counted.'],
  },
  B092: {
    reading: [
      '四纵之四：公共数据和个人信息的安全。',
      'Fourth vertical: safety of public data and personal information.',
    ],
    systems: ['security'],
    views: ['V4'],
    whyNot: 'no-value-in-text',
    why: ['没有事件数，重大网络与数据安全事件数无值。', 'No incidents are counted, so that leaf has no value.'],
  },
  B016: {
    reading: ['面向群众的“浙里办”，两端之一。', 'Zheliban, the app for citizens; one of the two ends.'],
    systems: ['ends'],
    views: ['E1'],
    whyNot: 'names-a-system',
  },
  B017: {
    reading: ['面向机关的“浙政钉”，两端之一。', 'Zhezhengding, the app for government; one of the two ends.'],
    systems: ['ends'],
    views: ['E2'],
    whyNot: 'names-a-system',
  },
};
