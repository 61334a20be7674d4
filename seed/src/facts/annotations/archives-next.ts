import type { Annotations } from './annotation.ts';

/** Article A, “what we shall do”: the six priorities. */
export const archivesNext: Annotations = {
  A052: {
    reading: [
      '县第十五次党代会的要求，是六项重点的依据之一。',
      'The county’s 15th Party congress, one of the grounds of the six priorities.',
    ],
    political: true,
    whyNot: 'context-only',
  },
  A053: {
    reading: [
      '第一项重点的原文标题，是政治要求，不设指标；看板用中性名“存史资政”。',
      'Heading of the first priority: a political demand without an indicator. Pages call it Records for history and advice.',
    ],
    whyNot: 'structure-not-figure',
  },
  A054: {
    reading: [
      '要为县委县政府提供档案资政成果，没有定篇数。',
      'Advisory reports are to be made for the county’s leaders; how many is not said.',
    ],
    whyNot: 'target-not-value',
    why: [
      '目标没有数，也没有采纳篇数，资政成果采纳数无值。',
      'A target without a number, and no reports adopted are counted.',
    ],
  },
  A055: {
    reading: [
      '重点二：数字改革，建整体智治档案管理系统。',
      'Priority 2: digital reform, one intelligent system for archives.',
    ],
    whyNot: 'structure-not-figure',
  },
  A056: {
    reading: [
      '下一步抓好指数评价试点：流程重构、智能监管。',
      'Next for the index pilot: processes rebuilt, supervision made intelligent.',
    ],
    whyNot: 'planned-not-done',
    why: ['没有整改问题数，也没有试点里程碑。', 'Neither problems rectified nor milestones of the pilot are given.'],
  },
  A057: {
    reading: [
      '正在推进建设的县域一体化平台，馆藏、接收、开放审核等数据将由它提供。',
      'The county platform under construction, which is to supply holdings, accessions and opening review.',
    ],
    systems: ['archives'],
    whyNot: 'planned-not-done',
    why: [
      '平台在建；归档接口和数字档案室建成数没有写。',
      'It is being built; neither interfaces nor digital records rooms are counted.',
    ],
  },
  A058: {
    reading: ['重点三：档案为民。', 'Priority 3: archives for the people.'],
    whyNot: 'structure-not-figure',
  },
  A059: {
    reading: [
      '面向机关的快捷查档渠道，要全面开通。',
      'The express look-up channel for departments, to be opened everywhere.',
    ],
    systems: ['lookup'],
    whyNot: 'planned-not-done',
    why: [
      '“全面开通”是要求，已开通多少单位没有写，开通率无值。',
      '“Everywhere” is the demand; how many units have it is not said.',
    ],
  },
  A060: {
    reading: ['机关内部办事“最多跑一次”改革。', 'The reform “at most one trip” inside government.'],
    whyNot: 'context-only',
  },
  A061: {
    reading: [
      '三种查档服务方式：一网查档、掌上查档、电子出证。',
      'Three ways of service: one-net look-up, mobile look-up, electronic certificates.',
    ],
    systems: ['lookup'],
    whyNot: 'planned-not-done',
    why: [
      '下一步要实现的机制，没有网办件数和出证窗口数。',
      'Still to be realised; neither online cases nor certifying windows are counted.',
    ],
  },
  A062: {
    reading: ['重点四：共建共享。', 'Priority 4: build and share together.'],
    whyNot: 'structure-not-figure',
  },
  A063: {
    reading: [
      '县里的“14361”战略；各数字所指，文中没有展开。',
      'The county’s “14361” strategy; what the digits stand for is not said.',
    ],
    whyNot: 'unclear-term',
  },
  A064: {
    reading: [
      '计划再建三个档案专题数据库，与已建的两个合为五个。',
      'Three more thematic archive databases are planned, five with the two that are built.',
    ],
    systems: ['archives'],
    whyNot: 'target-not-value',
    why: [
      '计划建三个，不计入建成数；建成数只认已建的两个。',
      'Planned ones do not count as built; only the two that exist do.',
    ],
  },
  A065: {
    reading: [
      '第五项重点的原文标题，说的是档案开放；看板用中性名“开放开发”。',
      'Heading of the fifth priority, on the opening of archives. Pages call it Opening and use.',
    ],
    whyNot: 'structure-not-figure',
  },
  A066: {
    reading: [
      '要提高开放审核质效、定期公布开放目录、扩大全文开放。',
      'Better opening review, regular publication of the catalogue, more full text.',
    ],
    systems: ['archives'],
    whyNot: 'target-not-value',
    why: [
      '三项都没有数字，是两篇文章最大的空白：开放审核、开放率、开放目录均无值。',
      'None of the three has a number, the largest gap of the articles: review, share open and catalogue have no value.',
    ],
  },
  A067: {
    reading: [
      '要做红色档案专题编研和高品质展览，没有定数量。',
      'Compilations on red archives and good exhibitions are to come; how many is not said.',
    ],
    whyNot: 'target-not-value',
    why: [
      '目标没有数量，编研和展览仍按实际完成计。',
      'A target without a number; works and exhibitions count when they are done.',
    ],
  },
  A068: {
    reading: [
      '第六项重点的原文标题，说的是干部队伍；看板用中性名“队伍建设”。',
      'Heading of the sixth priority, on the staff. Pages call it Team.',
    ],
    whyNot: 'structure-not-figure',
  },
  A069: {
    reading: ['实施干部能力提升工程。', 'A programme to raise the staff’s abilities.'],
    whyNot: 'planned-not-done',
    why: ['没有培训人数，人员年度培训率无值。', 'Nobody trained is counted, so the training rate has no value.'],
  },
  A070: {
    reading: [
      '不进则退的自我要求；本系统因此在数值旁标出较上期的变化。',
      'No progress is a step back. Figures here show the change since the last period for that reason.',
    ],
    whyNot: 'wording-not-figure',
  },
  A073: {
    reading: [
      '工作导向口号，第六项重点以“实干争先”为题。',
      'Slogans of how to work; the sixth priority is named after one.',
    ],
    political: true,
    whyNot: 'wording-not-figure',
  },
};
