import { ARCHIVES, COUNTY, type Annotations } from './annotation.ts';

/** Article A, its head and the first two parts of “where we stand”: politics, digital reform. */
export const archivesPoliticsAndDigital: Annotations = {
  A001: {
    reading: [
      '题目。六大重点即文章第三部分的六项工作，这里是“六大重点”视图的六个分组。',
      'The title. The six priorities are the six tasks of its third part, and the six groups of one view here.',
    ],
    views: ['focuses'],
    whyNot: 'source-itself',
  },
  A002: {
    reading: ['作者，县档案馆馆长。', 'The author, director of the county archives.'],
    whyNot: 'source-itself',
  },
  A003: {
    reading: [
      '县综合档案馆，A 文所述工作的主体。管档案的是档案局（一般在县委办公室挂牌，待县里确认），馆与局是两个角色。',
      'The county’s comprehensive archives, whose work article A describes. The regulator (as a rule a nameplate of the county Party office; to be confirmed) is another role.',
    ],
    units: [ARCHIVES],
    whyNot: 'names-a-unit',
  },
  A004: {
    reading: [
      '县委和县政府，对应县本级；也是大屏的读者。',
      'The county’s Party committee and government: the county itself, and who reads the wall.',
    ],
    units: [COUNTY],
    whyNot: 'names-a-unit',
  },
  A005: {
    reading: ['以数字化改革作为全年工作的牵引。', 'Digital reform leads the year’s work.'],
    whyNot: 'wording-not-figure',
  },
  A006: {
    reading: [
      '学习贯彻党的二十大精神和总书记关于档案工作的批示指示精神。',
      'Study of the 20th Party Congress and of the General Secretary’s instructions on archives.',
    ],
    political: true,
    whyNot: 'no-value-in-text',
    why: [
      '原文没有说党委（党组）全年专题研究档案工作几次，“专题研究档案工作次数”无值。',
      'How often the leadership held a session on archives is not said, so that leaf has no value.',
    ],
  },
  A007: {
    reading: [
      '政治表态，第一项重点即以“两个维护”为题。',
      'A political commitment; the first priority is named after it.',
    ],
    political: true,
    whyNot: 'wording-not-figure',
    why: [
      '没有责任制清单达标项数，也没有专题研究次数。',
      'Neither the items met on the accountability checklist nor the number of sessions is given.',
    ],
  },
  A008: {
    reading: [
      '县档案馆推出的党建品牌，名为“档立方”。',
      'A Party-building brand of the archives, named “Archive Cube”.',
    ],
    whyNot: 'state-not-measured',
    why: [
      '有品牌不等于责任制清单达标，达标项数原文未给。',
      'A brand is not a checklist met; how many items are met is not said.',
    ],
  },
  A009: {
    reading: ['档案工作的职责使命。', 'The mission of archives work.'],
    political: true,
    whyNot: 'wording-not-figure',
  },
  A010: {
    reading: [
      '红色档案的主题词，贯穿收集、编研和展览。',
      'The theme of the red archives, in collecting, compiling and exhibitions alike.',
    ],
    political: true,
    whyNot: 'wording-not-figure',
  },
  A011: {
    reading: ['已完成编写的一种编研成果。', 'One compiled work, finished.'],
    whyNot: 'several-years-not-yearly',
  },
  A012: {
    reading: ['节目的合作拍摄方，县外单位。', 'Partner in the programme, from outside the county.'],
    whyNot: 'context-only',
    why: ['县外单位，不在评价范围。', 'Outside the county and not evaluated.'],
  },
  A013: {
    reading: [
      '与电视台联合拍摄的一期红色之旅节目，地点在回山。',
      'One episode on the red sites of Huishan, filmed with the TV station.',
    ],
    whyNot: 'named-not-counted',
    why: [
      '点名的是一期节目，不是全年展览与宣教场次。',
      'One episode is named, which is not the year’s count of exhibitions and outreach.',
    ],
  },
  A014: {
    reading: ['回山镇，有“浙东西柏坡”之称。', 'The town of Huishan, called “the Xibaipo of eastern Zhejiang”.'],
    units: ['330624104'],
    whyNot: 'names-a-place',
  },
  A015: {
    reading: [
      '收集、编辑三位新昌籍法律界人士的资料。',
      'Material of three jurists from Xinchang is being collected and edited.',
    ],
    whyNot: 'no-value-in-text',
    why: [
      '点了三个人名；采集计划多少项、完成多少项没有写，采集完成率无值。',
      'Three people are named; how many items were planned and captured is not, so the capture rate has no value.',
    ],
  },
  A016: {
    reading: [
      '2022 年创成“全国示范数字档案馆”（国家档案局数字档案馆系统测试 90 分以上）。',
      'Made National Model Digital Archives in 2022 (90 points or more in the national test).',
    ],
    whyNot: 'bonus-needs-evidence',
    why: [
      '加分情形（国家级示范），须凭文件认定。原文列了一项国家级称号和三项试点或立项，按清单列示，不并成一个数。',
      'An occasion for bonus (national model), on a paper. One national title and three pilots or projects are named: they are listed, not added up.',
    ],
  },
  A017: {
    reading: [
      '获此称号的先后：绍兴全市第一家，全省县级馆中第三家。不是工作水平的名次。',
      'The order in which the title was won: first in Shaoxing, third of the county archives in Zhejiang. Not a rank in how well they work.',
    ],
    whyNot: 'context-only',
    why: [
      '先后次序说明称号的分量，随荣誉列示，不是指标值。',
      'It tells the weight of the title and is listed with it; it is no indicator value.',
    ],
  },
  A018: {
    reading: [
      '“县级档案工作指数评价”列入省级数字化改革重大应用场景试点，本系统所做的正是这件事。',
      'The county archives index is a provincial pilot of the digital reform. It is what this product does.',
    ],
    whyNot: 'bonus-needs-evidence',
    why: [
      '加分情形（省级试点），须凭文件认定；试点任务完成率要里程碑，原文没有列。',
      'An occasion for bonus (provincial pilot), on a paper; the pilot leaf needs milestones, and the article lists none.',
    ],
  },
  A019: {
    reading: [
      '“档案工作数字化转型示范区”列入全省创建试点。',
      'The digital-transformation demonstration area is a provincial pilot.',
    ],
    whyNot: 'bonus-needs-evidence',
    why: [
      '加分情形（省级试点），须凭文件认定；试点任务完成率要里程碑，原文没有列。',
      'An occasion for bonus (provincial pilot), on a paper; the pilot leaf needs milestones, and the article lists none.',
    ],
  },
  A020: {
    reading: [
      '一项国家档案局科技项目，研究档案数据挖掘与利用。',
      'A science project of the State Archives Administration, on mining and using archival data.',
    ],
    whyNot: 'bonus-needs-evidence',
    why: [
      '加分情形（国家级科技项目立项），须凭文件认定；里程碑原文没有列。',
      'An occasion for bonus (national science project), on a paper; no milestones are listed.',
    ],
  },
  A021: {
    reading: ['科技项目的立项机关。', 'The body that granted the science project.'],
    whyNot: 'context-only',
    why: ['国家机关，不在评价范围。', 'A national body and not evaluated.'],
  },
  A022: {
    reading: [
      '全省率先建成，电子文件全流程在线归档管理；归档两个数都来自它。',
      'First of its kind in the province: records are archived on line from end to end. Both archiving counts come from it.',
    ],
    systems: ['erms'],
    whyNot: 'names-a-system',
  },
  A023: {
    reading: [
      '截至成文时，60 个县级机关部门已在平台做电子文件预归档。',
      'When the article was written, 60 county departments pre-archived on the platform.',
    ],
    systems: ['erms'],
    whyNot: 'no-denominator',
    why: [
      '应上线单位数原文未给；B 文的 83 是编目部门数，不能借来作分母。仅凭文章不计分，数量列为监测。',
      'How many should be on line is not said, and the 83 of article B are departments catalogued, another set. Watched; not scored on the articles alone.',
    ],
  },
  A024: {
    reading: [
      '累计预归档 207124 件，默认理解为已含正式归档数。',
      '207,124 items pre-archived in all, by default taken to contain those formally archived.',
    ],
    systems: ['erms'],
    scored: ['DIG-1-02'],
    how: [
      '作为正式归档转化率的分母：29893 ÷ 207124 = 14.43%。',
      'The denominator of the conversion rate: 29,893 ÷ 207,124 = 14.43 %.',
    ],
  },
  A025: {
    reading: ['累计正式归档 29893 件。', '29,893 items formally archived in all.'],
    systems: ['erms'],
    scored: ['DIG-1-02'],
    how: [
      '作为正式归档转化率的分子：29893 ÷ 207124 = 14.43%，按该指标的分段规则计分。',
      'The numerator of the conversion rate: 29,893 ÷ 207,124 = 14.43 %, scored by the leaf’s piecewise rule.',
    ],
  },
};
