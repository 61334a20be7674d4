import type { Annotations } from './annotation.ts';

/** Article B, “where we stand”: safety, applications and the two ends. */
export const platformSafetyAndEnds: Annotations = {
  B049: {
    reading: [
      '数据责任制的原则；这里每个数都带责任单位和来源。',
      'Who supplies answers, who uses answers. Every figure here names its source for that reason.',
    ],
    whyNot: 'wording-not-figure',
  },
  B050: {
    reading: ['重点数据全天候保障，每周 168 小时。', 'Key data is looked after round the clock, 168 hours a week.'],
    systems: ['security'],
    whyNot: 'state-not-measured',
    why: ['说的是值守安排，没有可用率或故障数。', 'An arrangement; neither availability nor failures are given.'],
  },
  B051: {
    reading: [
      '60 个部门用上云资源，与在线归档的 60 个部门不是同一批。',
      '60 departments use the cloud; not the 60 that archive on line.',
    ],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
  },
  B052: {
    reading: ['291 个云主机实例，平均每部门 4.85 个。', '291 cloud hosts, 4.85 a department.'],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
  },
  B053: {
    reading: ['56 个 RDS 数据库实例。', '56 RDS instances.'],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
  },
  B054: {
    reading: ['31 个对象存储实例。', '31 object-storage instances.'],
    systems: ['pdp'],
    whyNot: 'size-not-quality',
  },
  B055: {
    reading: [
      '平台具备四项安全能力：访问控制、网络监管、数据安全、日志审计。',
      'Four security capabilities: access control, network supervision, data security, audit logs.',
    ],
    systems: ['security'],
    whyNot: 'state-not-measured',
    why: [
      '具备能力不等于漏洞按期修复，修复率无值。',
      'To have them is not to fix vulnerabilities in time, which has no value.',
    ],
  },
  B056: {
    reading: [
      '提升容灾能力，部署备份一体机；台数没有写。',
      'Disaster tolerance is being raised, a backup appliance is in place; how many is not said.',
    ],
    systems: ['security'],
    whyNot: 'state-not-measured',
    why: [
      '有备份设备，没有恢复演练次数，演练完成率无值。',
      'The appliance is there, restore drills are not counted, so that leaf has no value.',
    ],
  },
  B057: {
    reading: ['云、网、端、数据、应用五类都有监测。', 'Cloud, network, ends, data and applications are all monitored.'],
    systems: ['security'],
    whyNot: 'state-not-measured',
    why: [
      '“全覆盖”是对象类别，没有漏洞数和修复数。',
      '“Full coverage” is of kinds; no vulnerabilities found or fixed are counted.',
    ],
  },
  B058: {
    reading: [
      '安全监管平台在升级，漏洞升级和巡检已完成。',
      'The supervision platform is being upgraded; patching and patrol are done.',
    ],
    systems: ['security'],
    whyNot: 'no-value-in-text',
    why: [
      '“完成漏洞升级”没有应修复数和按期修复数。',
      'Patching is said to be done; vulnerabilities due and fixed in time are not counted.',
    ],
  },
  B059: {
    reading: [
      '“浙里办”新增 19 个本地应用，与 B039 的 19 个重点应用是两回事。',
      '19 local apps were added to Zheliban; not the 19 key applications of B039.',
    ],
    systems: ['ends'],
    whyNot: 'size-not-quality',
  },
  B060: {
    reading: ['19 个新增本地应用中点名的五个。', 'Five of the 19 new local apps, by name.'],
    systems: ['ends'],
    whyNot: 'named-not-counted',
    why: ['点名五个应用，没有使用量。', 'Five apps are named; how much they are used is not said.'],
  },
  B061: {
    reading: [
      '“浙里办”本县注册用户 36.66 万；按常住人口 41.9 万（凭记忆，待核）约 87.5%。',
      '366,600 registered users of Zheliban; of 419,000 residents (from memory, to be checked) about 87.5 %.',
    ],
    systems: ['ends'],
    whyNot: 'size-not-quality',
    why: ['注册数列为监测；计分的是每百万人日活。', 'Registrations are watched; daily users per million are scored.'],
  },
  B062: {
    reading: [
      '当月平均的日活跃用户数，折合每百万人口 2.91 万（2.91%）；绝不是全县日活 2.91 万。',
      'Daily active users, mean of the month, per million people: 29,100 (2.91 %). Never 29,100 users of the county.',
    ],
    systems: ['ends'],
    scored: ['DAT-5-05'],
    how: ['直接作为“浙里办每百万人日活”的值：2.91 万人/百万人。', 'Taken as it is: 2.91 × 10⁴ people per million.'],
  },
  B094: {
    reading: ['两端集成有进步，进步多少没有写。', 'The two ends are better integrated; by how much is not said.'],
    systems: ['ends'],
    whyNot: 'no-value-in-text',
    why: ['原文未给出数值，也没有对应的指标。', 'No number is given, and no indicator is about it.'],
  },
  B063: {
    reading: ['“浙政钉”激活用户 11480 个。', '11,480 activated users of Zhezhengding.'],
    systems: ['ends'],
    whyNot: 'size-not-quality',
    why: ['激活数列为监测；计分的是活跃率。', 'Activations are watched; the activity rate is scored.'],
  },
  B064: {
    reading: [
      '活跃率 86.22%，恰为 9898 ÷ 11480；按日、周还是月统计没有写。',
      'An activity rate of 86.22 %, exactly 9,898 ÷ 11,480; whether by day, week or month is not said.',
    ],
    systems: ['ends'],
    scored: ['DAT-5-04'],
    how: ['直接作为浙政钉活跃率的值：86.22%。', 'Taken as it is: 86.22 %.'],
  },
  B065: {
    reading: [
      '原文把两个率合成一句，只给一个数：办件线上受理率（办件口径）和掌上办事实现率（事项口径）。',
      'One sentence gives two rates one number: cases accepted on line, and service items that can be done on the phone.',
    ],
    systems: ['ends'],
    scored: ['DAT-5-02', 'DAT-5-03'],
    how: [
      '两个指标都取 95.66%，并注“原文合并表述”。',
      'Both leaves take 95.66 %, with a note that the article prints one number for two.',
    ],
  },
  B066: {
    reading: ['一网通办率 95.48%。', 'A one-net service rate of 95.48 %.'],
    systems: ['ends'],
    scored: ['DAT-5-01'],
    how: ['直接作为一网通办率的值：95.48%。', 'Taken as it is: 95.48 %.'],
  },
  B067: {
    reading: ['“一照通用”等 5 个应用提级为市级应用。', 'Five apps, one of them named, were promoted to city level.'],
    systems: ['irs'],
    whyNot: 'bonus-needs-evidence',
    why: [
      '加分情形（应用提级），须凭 IRS 记录认定；数量列为监测。',
      'An occasion for bonus (promoted apps), on IRS records; the count is watched.',
    ],
  },
  B068: {
    reading: [
      '5 个应用被其他地区共享使用；与提级的 5 个是否同一批没有写。',
      'Five apps are shared by other regions; whether they are the five promoted is not said.',
    ],
    systems: ['irs'],
    whyNot: 'bonus-needs-evidence',
    why: [
      '加分情形（跨区域共享），须凭 IRS 记录认定；数量列为监测。',
      'An occasion for bonus (shared apps), on IRS records; the count is watched.',
    ],
  },
  B069: {
    reading: [
      '视频融合赋能平台，其做法被评为数字智能典型应用。',
      'The video platform, whose practice was printed as a model.',
    ],
    whyNot: 'state-not-measured',
    why: ['没有接入路数和使用量。', 'Neither cameras nor use are counted.'],
  },
  B070: {
    reading: ['做法在《浙江信息》上刊登一次。', 'Printed once in the bulletin “Zhejiang Information”.'],
    whyNot: 'bonus-needs-evidence',
    why: [
      '加分情形（省级刊发经验），须凭刊发页认定。',
      'An occasion for bonus (printed by the province), on the page itself.',
    ],
  },
};
