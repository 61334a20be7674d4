import type { Annotations } from './annotation.ts';

/** Article B, “what we shall do”. */
export const platformNext: Annotations = {
  B083: {
    reading: ['国家战略和县里“数字新昌”的提法。', 'National strategies and the county’s own “Digital Xinchang”.'],
    whyNot: 'context-only',
  },
  B086: {
    reading: [
      '与 A 文同一个“14361”战略；各数字所指没有展开。',
      'The same “14361” strategy as in article A; what the digits stand for is not said.',
    ],
    whyNot: 'unclear-term',
  },
  B082: {
    reading: ['用算力和智能代替人力的提法。', 'Computing in place of labour.'],
    whyNot: 'wording-not-figure',
  },
  B071: {
    reading: ['2023 年目标：优秀数据产品 2 个以上。', 'A target for 2023: two good data products or more.'],
    systems: ['pdp'],
    whyNot: 'target-not-value',
  },
  B072: {
    reading: ['2023 年目标：新上架组件不少于 2 个。', 'A target for 2023: two new components or more.'],
    systems: ['irs'],
    whyNot: 'target-not-value',
  },
  B073: {
    reading: [
      '2023 年目标：新建应用该用的统一组件都用上。',
      'A target for 2023: new applications use every component they should.',
    ],
    systems: ['irs'],
    whyNot: 'target-not-value',
    why: ['100% 是 2023 年目标，实际值原文没有。', '100 % is the target for 2023; the actual value is not given.'],
  },
  B074: {
    reading: ['计划建设的城市物联感知平台。', 'An urban sensing platform, planned.'],
    systems: ['sensing'],
    whyNot: 'planned-not-done',
  },
  B075: {
    reading: [
      '计划让设备告警和视频联动；库房温湿度告警可由它接入。',
      'Alarms and video are to be linked; stack-room sensors could join.',
    ],
    systems: ['sensing'],
    whyNot: 'planned-not-done',
    why: ['尚未建成，库房温湿度达标率无值。', 'Not built, so temperature and humidity in range have no value.'],
  },
  B076: {
    reading: ['计划中的城市运行“一网统管”和生命体征监测。', 'City operation on one net and its vital signs, planned.'],
    systems: ['sensing'],
    whyNot: 'planned-not-done',
  },
  B077: {
    reading: ['底线目标：重大网络安全事件为 0。', 'The bottom line: no major cyber-security incident.'],
    systems: ['security'],
    whyNot: 'target-not-value',
    why: [
      '0 起是要守的底线，不是已发生的起数；实际起数原文没有。',
      'Zero is the line to hold, not a count of what happened, which is not given.',
    ],
  },
  B084: {
    reading: [
      '2022 年 10 月党的二十大期间的网络安全保障。',
      'Cyber protection during the 20th Congress in October 2022.',
    ],
    systems: ['security'],
    political: true,
    whyNot: 'no-value-in-text',
    why: ['没有事件数，不能据此认定为 0 起。', 'No incidents are counted, and none may be concluded from it.'],
  },
  B078: {
    reading: [
      '计划打造的网络安全一体协同赋能管理平台，漏洞、预警、备份等数据将由它提供。',
      'The cyber-security platform, planned, which is to supply vulnerabilities, alerts and backups.',
    ],
    systems: ['security'],
    whyNot: 'planned-not-done',
  },
  B079: {
    reading: [
      '会同网信、公安共管网络安全；网信不在 83 个部门名单内单列。',
      'Cyberspace office and police share the task; the former is not a unit of its own among the 83.',
    ],
    systems: ['security'],
    units: ['XC-D26'],
    whyNot: 'names-a-unit',
  },
  B080: {
    reading: [
      '四件在探索的事：智慧公司、公共数据授权运营、数字研究院、数人指数。',
      'Four things explored: a smart company, authorised operation of public data, a digital institute, an index.',
    ],
    whyNot: 'planned-not-done',
    why: [
      '都是下一步探索；“数人指数”所指不明，按原文保留。',
      'All to come; what its index is meant to be is not known.',
    ],
  },
  B081: {
    reading: ['谋划建设的数创中心，五项功能。', 'A digital innovation centre with five functions, planned.'],
    whyNot: 'planned-not-done',
  },
};
