import type { Bilingual } from './annotations/annotation.ts';

/** Where a ruling bears on a fact: the words as printed there, and as they should have been. */
interface Spot {
  readonly fact: string;
  readonly literal: string;
  readonly corrected?: string;
}

interface RulingLine {
  readonly code: string;
  readonly problem: Bilingual;
  readonly ruling: Bilingual;
  readonly spots: readonly Spot[];
}

/** The garbled and ambiguous spots of the articles. The literal text is kept; a correction stands beside it. */
export const rulingLines: readonly RulingLine[] = [
  {
    code: 'G1',
    problem: ['像是错乱的一串词。', 'Looks like a garbled run of words.'],
    ruling: [
      '按“月均的每百万人口日活跃用户数”读：2.91 万，即每百万人 29100 人（2.91%），约合本县日活 1.2 万。单位用“万人/百万人”，不得写成“日活 2.91 万”。',
      'Read as daily active users, mean of the month, per million people: 29,100 (2.91 %), about 12,000 of the county. Never printed as “29,100 daily users”.',
    ],
    spots: [{ fact: 'B062', literal: '月均日每百万活跃用户数2.91万' }],
  },
  {
    code: 'G2',
    problem: ['两个数连写在一起。', 'Two numbers run together.'],
    ruling: [
      '161280 卷与 136417 件是两个数，分列两栏；合计 297697 只能标“卷件”，不得单称卷或件。',
      '161,280 volumes and 136,417 items: two columns. A sum of 297,697 may be called “volumes and items” and neither alone.',
    ],
    spots: [
      { fact: 'A034', literal: '161280卷136417件' },
      { fact: 'A035', literal: '161280卷136417件' },
    ],
  },
  {
    code: 'G3',
    problem: ['没有说以什么为基数、按卷还是按卷件。', 'Neither the base nor the unit of count is said.'],
    ruling: [
      '标“2018 年以来累计”。若按卷件：523193 增至 820890；若只按卷：283445 增至 444725。待县档案馆确认。',
      'Shown as “since 2018”. In volumes and items 523,193 grew to 820,890; in volumes alone 283,445 to 444,725. To be confirmed by the archives.',
    ],
    spots: [{ fact: 'A036', literal: '馆藏档案资源数量增加了56.9%' }],
  },
  {
    code: 'G4',
    problem: [
      '预归档数里含不含正式归档数，没有说。',
      'Whether the pre-archived contain the formally archived is not said.',
    ],
    ruling: [
      '两个数都存，比率按规则算，默认包含：14.43%；若互不包含则为 12.61%。',
      'Both counts are kept and the rate is computed, by default as contained: 14.43 %; if they are apart, 12.61 %.',
    ],
    spots: [
      { fact: 'A024', literal: '预归档207124件' },
      { fact: 'A025', literal: '正式归档29893件' },
    ],
  },
  {
    code: 'G5',
    problem: ['一个数对应两个指标。', 'One number stands for two indicators.'],
    ruling: [
      '两个指标都按 95.66%，注“原文合并表述”；前者是办件口径，后者是事项口径。',
      'Both take 95.66 %, with the note that the article prints them as one; the first is of cases, the second of service items.',
    ],
    spots: [{ fact: 'B065', literal: '线上受理率和掌上办事实现率95.66%' }],
  },
  {
    code: 'G6',
    problem: ['96.3% 的分母是哪一个，没有说。', 'Which number is the denominator of 96.3 % is not said.'],
    ruling: [
      '分母取 518（“共”即合计）：499/518 = 96.33%。265 + 518 = 783 也凑得出，265 单独凑不出。其余 339 个的通过率推得 94.4%。',
      '518 (“in all”): 499/518 = 96.33 %. 265 + 518 = 783 would fit too, 265 alone does not. The other 339 then come to 94.4 %.',
    ],
    spots: [
      { fact: 'B043', literal: '县级发起接口申请265个' },
      { fact: 'B044', literal: '共518个数据工单,通过审批率96.3%' },
      { fact: 'B045', literal: '其中县级数据179个,通过审批率100%' },
    ],
  },
  {
    code: 'G7',
    problem: ['没有数值。', 'There is no value.'],
    ruling: [
      '指标保留，值为空，显示“原文未给出数值”。',
      'The leaf stays, its value is empty and says that the article gives none.',
    ],
    spots: [{ fact: 'B042', literal: '数据共享需求满足率持续提升' }],
  },
  {
    code: 'G8',
    problem: [
      '六个不同的部门数：83、70、60、60、43、15。',
      'Six different counts of departments: 83, 70, 60, 60, 43, 15.',
    ],
    ruling: [
      '六个单位集各自独立，从不共用分母；两个 60 不是同一批部门。',
      'Six sets that never share a denominator; the two sixties are different departments.',
    ],
    spots: [
      { fact: 'A023', literal: '60个县级机关部门' },
      { fact: 'A034', literal: '43个单位' },
      { fact: 'B022', literal: '83个部门' },
      { fact: 'B026', literal: '70个部门原始库' },
      { fact: 'B039', literal: '15个部门' },
      { fact: 'B051', literal: '60个部门' },
    ],
  },
  {
    code: 'G9',
    problem: ['两处 19，数同事不同。', 'Two nineteens of different things.'],
    ruling: [
      '19 个重点应用与 19 个本地应用是两个监测项。',
      '19 key applications and 19 local apps are two watched figures.',
    ],
    spots: [
      { fact: 'B039', literal: '19个重点应用' },
      { fact: 'B059', literal: '本地应用19个' },
    ],
  },
  {
    code: 'G10',
    problem: ['同用“专题库”一词。', 'The same word for two kinds of database.'],
    ruling: [
      '分别冠以“档案”和“数据”：档案专题数据库 2 个，数据专题库 11 个。',
      'Told apart by a prefix: 2 thematic databases of the archives, 11 of the data platform.',
    ],
    spots: [
      { fact: 'A037', literal: '两大专题档案数据库' },
      { fact: 'B029', literal: '11个专题库' },
    ],
  },
  {
    code: 'G11',
    problem: ['误字。', 'A misprint.'],
    ruling: ['“人口”应为“入口”。', 'The word printed means “population”; “entrance” is meant.'],
    spots: [{ fact: 'B010', literal: '人口', corrected: '入口' }],
  },
  {
    code: 'G12',
    problem: ['误字。', 'A misprint.'],
    ruling: [
      '“管控制力”应为“管控力”（控制力）；“受灾能力”应为“容灾能力”。显示订正，原文照存。',
      '“Control” is printed with a letter too many, “tolerance of disasters” as “suffering of disasters”. The correction is shown, the text kept.',
    ],
    spots: [
      { fact: 'B018', literal: '管控制力', corrected: '管控力' },
      { fact: 'B056', literal: '受灾能力', corrected: '容灾能力' },
    ],
  },
  {
    code: 'G13',
    problem: ['误字。', 'A misprint.'],
    ruling: ['“新昌调控”几可断定为“新昌调腔”（地方戏）。', 'Almost surely Xinchang Diaoqiang, the local opera.'],
    spots: [{ fact: 'A042', literal: '新昌调控', corrected: '新昌调腔' }],
  },
  {
    code: 'G14',
    problem: ['“批量数据”出现两次。', '“Bulk data” stands there twice.'],
    ruling: [
      '读作两项功能：批量数据（交换）与批量数据下载。',
      'Read as two functions: bulk data (exchange) and bulk data download.',
    ],
    spots: [{ fact: 'B041', literal: '批量数据、批量数据下载' }],
  },
  {
    code: 'G15',
    problem: ['所指不明。', 'What it means is unknown.'],
    ruling: ['按原文保留，标“待核”。', 'Kept as printed and flagged.'],
    spots: [{ fact: 'B080', literal: '数人指数' }],
  },
  {
    code: 'G16',
    problem: ['同一事物前后名称不一。', 'One thing under two names.'],
    ruling: [
      '以“县级档案工作指数评价”和“一体化数字资源系统（IRS）”为正名，其余作别名。',
      'One name is taken as proper, for the index and for IRS; the others are aliases.',
    ],
    spots: [
      { fact: 'A018', literal: '县级档案指数评价', corrected: '县级档案工作指数评价' },
      { fact: 'B020', literal: '一体化资源系统IRS', corrected: '一体化数字资源系统（IRS）' },
    ],
  },
  {
    code: 'G17',
    problem: ['中文句子里夹了一个英文词。', 'An English word inside a Chinese sentence.'],
    ruling: ['“and”读作“和”。', 'Read as the Chinese word for “and”.'],
    spots: [{ fact: 'A006', literal: '二十大精神 and 习近平', corrected: '二十大精神和习近平' }],
  },
  {
    code: 'G18',
    problem: ['此名查无旁证。', 'The name could not be verified.'],
    ruling: ['按原文保留。', 'Kept as printed.'],
    spots: [{ fact: 'A015', literal: '梁崑立' }],
  },
  {
    code: 'G19',
    problem: ['口头约数。', 'A figure of speech.'],
    ruling: ['按约数存，显示时一律带“约”。', 'Stored as approximate and always shown with “about”.'],
    spots: [
      { fact: 'A045', literal: '三分之二左右' },
      { fact: 'A046', literal: '预计未来5年' },
    ],
  },
  {
    code: 'G20',
    problem: ['没有说是日活、周活还是月活。', 'Whether by day, week or month is not said.'],
    ruling: [
      '9898/11480 恰为 86.22%，数可用；统计窗口待县里确认。',
      '9,898/11,480 is exactly 86.22 %, so the figure stands; the window is to be confirmed.',
    ],
    spots: [{ fact: 'B064', literal: '活跃率86.22%' }],
  },
];
