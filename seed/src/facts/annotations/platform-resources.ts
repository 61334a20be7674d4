import type { Annotations } from './annotation.ts';

/** Article B, “where we stand”: requirement, resources, governance, sharing. */
export const platformResources: Annotations = {
  B018: {
    reading: [
      '平台要有的三种能力：基础力、管控力、服务能力。',
      'Three capacities the platform needs: foundation, control, service.',
    ],
    whyNot: 'wording-not-figure',
  },
  B085: {
    reading: ['省里对公共数据平台的建设总要求。', 'What is asked of every public data platform.'],
    whyNot: 'wording-not-figure',
  },
  B019: {
    reading: [
      '与省 IRS 对接的第一批县级平台之一。',
      'One of the first county platforms connected to the provincial IRS.',
    ],
    systems: ['irs', 'pdp'],
    whyNot: 'no-value-in-text',
    why: ['“首批”是先后，不是数值，列为荣誉。', '“First batch” is an order, not a value; it is listed as an honour.'],
  },
  B020: {
    reading: [
      '省一体化数字资源系统（IRS），四项核心率都由它给出。',
      'The province’s Integrated Resources System (IRS), which gives the four core rates.',
    ],
    systems: ['irs'],
    whyNot: 'names-a-system',
  },
  B021: {
    reading: [
      '五类资源目录：自然人、法人、信用信息、地理信息、宏观经济。',
      'Five resource catalogues: persons, legal persons, credit, geography, macro-economy.',
    ],
    systems: ['pdp'],
    whyNot: 'state-not-measured',
    why: [
      '目录类别已建立，应编目多少没有写，编目覆盖率不看类别。',
      'The kinds exist; how much should be catalogued is not said, and coverage is of departments.',
    ],
  },
  B022: {
    reading: [
      '83 个部门完成了数据资源编目，多半就是全部部门，但文中没有明说。',
      '83 departments have catalogued their data; probably all of them, but that is not said.',
    ],
    systems: ['irs', 'pdp'],
    scored: ['DAT-1-03'],
    how: [
      '作为部门原始库建成率的分母：70 ÷ 83。应编目部门数原文未给，编目覆盖率仅凭文章不计分。',
      'The denominator of raw databases built: 70 ÷ 83. How many should be catalogued is not said, so catalogue coverage is not scored on the articles alone.',
    ],
  },
  B023: {
    reading: ['归集数据含 681 张表，平均每表 13.2 个字段。', '681 tables were collected, 13.2 fields each on average.'],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
    why: ['表数只说明规模；归集总量按数据条数计分。', 'Tables tell the size; the volume is scored by records.'],
  },
  B024: {
    reading: ['归集数据含 9009 个字段。', '9,009 fields were collected.'],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
    why: ['字段数只说明规模；归集总量按数据条数计分。', 'Fields tell the size; the volume is scored by records.'],
  },
  B025: {
    reading: ['累计归集 29.91 亿条数据。', '2.991 billion records were collected in all.'],
    systems: ['pdp'],
    scored: ['DAT-1-02'],
    how: ['直接作为归集数据总量的值：29.91 亿条。', 'Taken as it is for the records collected: 29.91 × 10⁸.'],
  },
  B026: {
    reading: ['70 个部门各有原始库。', '70 departments have a raw database.'],
    systems: ['pdp'],
    scored: ['DAT-1-03'],
    how: ['作为部门原始库建成率的分子：70 ÷ 83 = 84.34%。', 'The numerator of raw databases built: 70 ÷ 83 = 84.34 %.'],
  },
  B027: {
    reading: ['全县一个中心库。', 'One central database.'],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
  },
  B028: {
    reading: ['两个主题库。', 'Two subject databases.'],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
  },
  B029: {
    reading: [
      '11 个数据专题库，与档案的专题档案数据库不是一回事。',
      'Eleven thematic data databases, another thing than the archives’ thematic databases.',
    ],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
  },
  B030: {
    reading: ['12 个镇街道各有数据仓，与镇街总数相符。', 'Each of the twelve townships has a warehouse.'],
    systems: ['pdp'],
    scored: ['DAT-1-04'],
    how: ['作为镇街数据仓覆盖率的分子：12 ÷ 12 = 100%。', 'The numerator of township warehouses: 12 ÷ 12 = 100 %.'],
  },
  B031: {
    reading: [
      '六类社会数据纳入公共数据管理：医疗、教育、环保、公共交通、水、气。',
      'Six kinds of social data are in scope: health, schools, environment, transport, water, gas.',
    ],
    systems: ['pdp'],
    whyNot: 'state-not-measured',
    why: ['说了纳入的类别，没有归集量。', 'The kinds are named, their volume is not.'],
  },
  B032: {
    reading: [
      '归集原则，与档案的“应归尽归”同词不同事。',
      'The principle of collection; the archives use the same words of something else.',
    ],
    whyNot: 'wording-not-figure',
    why: ['说的是数据归集，不能当作年度归档完成率。', 'It is about data and must not stand for the archiving rate.'],
  },
  B093: {
    reading: [
      '正在梳理自建应用的数据资源和云资源，为提升 IRS 指标打底。',
      'Data and cloud of self-built applications are being listed, to raise the IRS rates.',
    ],
    systems: ['irs'],
    whyNot: 'state-not-measured',
    why: [
      '梳理了多少应用没有写；结果体现在四项 IRS 率里。',
      'How many were listed is not said; the result shows in the four IRS rates.',
    ],
  },
  B033: {
    reading: [
      'IRS 四率之一；口径未公开，按“已编目归集其产生数据的应用占比”理解。',
      'One of the four IRS rates; its definition is not public and is read as applications whose data is catalogued.',
    ],
    systems: ['irs'],
    scored: ['DAT-2-01'],
    how: ['直接作为应用产生数据率的值：100%。', 'Taken as it is: 100 %.'],
  },
  B034: {
    reading: [
      'IRS 四率中最低的一项；要得出 83.63%，分母至少 171（143/171）。',
      'The weakest of the four IRS rates; 83.63 % needs a denominator of at least 171 (143/171).',
    ],
    systems: ['irs'],
    scored: ['DAT-2-02'],
    how: ['直接作为应用使用数据率的值：83.63%。', 'Taken as it is: 83.63 %.'],
  },
  B035: {
    reading: [
      'IRS 四率之一：编目数据都已关联到应用。',
      'One of the four IRS rates: all catalogued data is linked to an application.',
    ],
    systems: ['irs'],
    scored: ['DAT-2-03'],
    how: ['直接作为数据被应用关联率的值：100%。', 'Taken as it is: 100 %.'],
  },
  B036: {
    reading: ['IRS 四率之一：数据都按约定周期更新。', 'One of the four IRS rates: all data is updated when agreed.'],
    systems: ['irs'],
    scored: ['DAT-2-04'],
    how: ['直接作为数据及时更新率的值：100%。', 'Taken as it is: 100 %.'],
  },
  B037: {
    reading: ['数据按需直达，推进分钟级共享。', 'Data on demand; sharing within minutes is being pushed.'],
    systems: ['pdp'],
    whyNot: 'no-value-in-text',
    why: ['没有时延数值；及时更新另有 100% 一项。', 'No latency is given; timely updates have a rate of their own.'],
  },
  B038: {
    reading: [
      '三项机制：全链路质量监控、数据供应链、快速响应。',
      'Three arrangements: quality watched end to end, a data supply chain, rapid response.',
    ],
    systems: ['pdp'],
    whyNot: 'state-not-measured',
  },
  B039: {
    reading: [
      '15 个部门的 19 个重点应用，共用 244 个数据接口，平均每个应用 12.8 个。',
      '19 key applications of 15 departments use 244 interfaces, 12.8 each on average.',
    ],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
    why: [
      '接口、应用、部门数只说明规模，列为监测；共享需求满足率另计，原文无值。',
      'Interfaces, applications and departments tell the size and are watched; demand satisfied is another leaf, without a value.',
    ],
  },
  B040: {
    reading: ['点名的三个部门，属获接口服务的 15 个部门。', 'Three departments named among the 15 served.'],
    units: ['XC-D29', 'XC-D34', 'XC-D40'],
    whyNot: 'names-a-unit',
  },
  B041: {
    reading: [
      '四项资源申请后自动开通：云资源、共享接口、批量数据（交换）、批量数据下载。',
      'Four things open by themselves when asked for: cloud, interfaces, bulk data (exchange), bulk download.',
    ],
    systems: ['pdp', 'irs'],
    whyNot: 'state-not-measured',
    why: ['平均开通用时没有写。', 'How long it takes is not said.'],
  },
  B042: {
    reading: ['满足率在提高，提高到多少没有写。', 'The satisfaction rate is rising; to what is not said.'],
    systems: ['pdp'],
    whyNot: 'no-value-in-text',
    why: ['原文未给出数值，数据共享需求满足率无值。', 'No number is given, so sharing demand satisfied has no value.'],
  },
  B043: {
    reading: [
      '县级发起的接口申请 265 个，不是 96.3% 的分母。',
      '265 interface requests by the county; not the denominator of 96.3 %.',
    ],
    systems: ['irs'],
    whyNot: 'size-not-quality',
    why: ['申请数只说明规模，列为监测。', 'Requests tell the size and are watched.'],
  },
  B044: {
    reading: ['数据工单共 518 个，通过率 96.3%，即约 499 个通过。', '518 tickets in all, 96.3 % approved: about 499.'],
    systems: ['irs'],
    scored: ['DAT-3-02'],
    how: [
      '直接作为数据工单审批通过率的值：96.3%（按 518 个工单理解）。',
      'Taken as it is: 96.3 %, read as of the 518 tickets.',
    ],
  },
  B045: {
    reading: [
      '518 个工单中县级数据 179 个，全部通过；其余 339 个约通过 320 个（94.4%）。',
      '179 of the 518 tickets are of county data and all approved; of the other 339 about 320 (94.4 %).',
    ],
    systems: ['irs'],
    whyNot: 'part-of-another-figure',
    why: ['已含在 518 个工单里，列为监测，不重复计分。', 'Contained in the 518 tickets: watched, not counted twice.'],
  },
  B046: {
    reading: ['全县首届数据开放创新应用大赛。', 'The county’s first open-data contest.'],
    whyNot: 'named-not-counted',
    why: ['是一次活动，没有对应的计分指标。', 'One event; no leaf counts contests.'],
  },
  B047: {
    reading: ['选送 5 件作品参加 2022 年省大赛。', 'Five entries were sent to the 2022 provincial contest.'],
    whyNot: 'size-not-quality',
    why: ['参赛件数列为监测；加分只认获奖。', 'Entries are watched; only prizes may earn a bonus.'],
  },
  B048: {
    reading: ['应用“救”在乡村进入省大赛复赛。', 'The app “Rescue in the village” reached the provincial semi-final.'],
    whyNot: 'bonus-needs-evidence',
    why: [
      '加分情形认市级以上获奖，入围复赛不是获奖，不加分；列为监测。',
      'The bonus is for prizes; a semi-final is none. It is watched.',
    ],
  },
};
