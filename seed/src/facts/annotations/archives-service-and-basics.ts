import type { Annotations } from './annotation.ts';

/** Article A, “where we stand”: service to the centre, basic work; and the problems. */
export const archivesServiceAndBasics: Annotations = {
  A026: {
    reading: [
      '2022 年为迎接党的二十大举办的一场成就展。',
      'One exhibition of achievements, held in 2022 ahead of the 20th Congress.',
    ],
    whyNot: 'named-not-counted',
    why: [
      '点名的是一场展览，不是全年展览与宣教的总场次。',
      'One exhibition is named, which is not a count of all in the year.',
    ],
  },
  A027: {
    reading: [
      '加强“档案惠民”，改进政府信息公开的查阅服务。',
      'Archives for the people: better access to what the government publishes.',
    ],
    systems: ['lookup'],
    whyNot: 'no-value-in-text',
    why: ['没有评价数，利用满意率无值。', 'No ratings are given, so user satisfaction has no value.'],
  },
  A028: {
    reading: ['全省首家惠民政策查阅点，一处。', 'One reading point for benefit policies, the first in the province.'],
    systems: ['lookup'],
    whyNot: 'no-value-in-text',
    why: [
      '没有查阅人次和件数，查档网办率无值。',
      'Neither visits nor cases are given, so the online share of look-ups has no value.',
    ],
  },
  A029: {
    reading: [
      '惠民政策可在“我爱新昌”APP 同步查阅。',
      'Benefit policies can be read in the app “I love Xinchang” as well.',
    ],
    systems: ['lookup'],
    whyNot: 'no-value-in-text',
    why: ['没有查阅件数，查档网办率无值。', 'No number of look-ups is given, so their online share has no value.'],
  },
  A030: {
    reading: ['政策可在线查阅，不必到馆。', 'Policies can be read on line, without a trip.'],
    systems: ['lookup'],
    whyNot: 'wording-not-figure',
    why: ['“零跑腿”是服务口号，没有网办件数。', '“Zero trips” is a slogan; no number of online cases goes with it.'],
  },
  A031: {
    reading: [
      '查档利用服务延伸到乡镇（街道）和部门，延伸了多少没有写。',
      'Access was extended to townships and departments; to how many is not said.',
    ],
    systems: ['lookup'],
    whyNot: 'no-value-in-text',
    why: [
      '没有窗口数和开通单位数，出证覆盖率、直通车开通率都无值。',
      'Neither windows nor units opened are counted, so local certification and the express channel have no value.',
    ],
  },
  A032: {
    reading: ['异地远程查档、就近出具证明，全省率先。', 'Search from afar, certificate nearby; first in the province.'],
    systems: ['lookup'],
    whyNot: 'no-value-in-text',
    why: [
      '可出证的窗口数和应覆盖数都没有写，覆盖率无值。',
      'Neither the windows that certify nor those that should are counted, so coverage has no value.',
    ],
  },
  A033: {
    reading: ['远程查档少跑路。', 'Remote look-ups save trips.'],
    systems: ['lookup'],
    whyNot: 'wording-not-figure',
    why: ['“少跑腿”是服务口号，没有网办件数。', '“Fewer trips” is a slogan; no number of online cases goes with it.'],
  },
  A072: {
    reading: ['以“线上”窗口提供远程查档服务。', 'An online window opens remote service.'],
    systems: ['lookup'],
    whyNot: 'no-value-in-text',
    why: [
      '没有线上受理件数，查档网办率无值。',
      'The cases taken on line are not counted, so their share has no value.',
    ],
  },
  A034: {
    reading: [
      '2018 年以来有 43 个单位向县档案馆移交过档案。',
      '43 units have transferred records to the archives since 2018.',
    ],
    systems: ['archives'],
    whyNot: 'no-denominator',
    why: [
      '本轮应移交的单位数原文未给，接收单位覆盖率算不出；数量列为监测。',
      'How many units should have transferred is not said, so there is no coverage rate; the count is watched.',
    ],
  },
  A035: {
    reading: [
      '累计接收 161280 卷、136417 件，卷与件是两种计量；合计 297697 只能称“卷件”。',
      '161,280 volumes and 136,417 items received in all: two units of count. Together 297,697 may only be called “volumes and items”.',
    ],
    systems: ['archives'],
    whyNot: 'five-year-total-not-yearly',
    why: [
      '“年接收进馆量”要一年的数；2018—2022 年累计除以 5 得约 59539 卷件，是平均数，不计分。',
      'The leaf wants one year. The total of 2018–2022 over five is about 59,539, an average, and is not scored.',
    ],
  },
  A036: {
    reading: [
      '2018 年以来馆藏增加 56.9%，五年累计（折年均约 9.4%），不是一年的增长。',
      'Holdings grew by 56.9 % since 2018: over five years (about 9.4 % a year compound), not in one.',
    ],
    systems: ['archives'],
    scored: ['RES-2-04'],
    how: ['直接作为“馆藏增长率（五年累计）”的值。', 'Taken as it is for the five-year growth of holdings.'],
  },
  A037: {
    reading: [
      '已建成疫情防控、脱贫攻坚两个档案专题数据库。',
      'Two thematic archive databases are built: epidemic control and poverty alleviation.',
    ],
    systems: ['archives'],
    scored: ['RES-3-01'],
    how: ['作为专题档案数据库建成数：2 个。', 'The number of thematic archive databases built: 2.'],
  },
  A038: {
    reading: ['建有一间口述档案演播室。', 'One studio for oral history.'],
    whyNot: 'state-not-measured',
    why: [
      '有设施，没有采集计划数和完成数，采集完成率无值。',
      'The room is there; items planned and captured are not given, so the capture rate has no value.',
    ],
  },
  A039: {
    reading: ['组建了“天姥印迹”摄制组。', 'A film crew named “Tianmu Imprint” was formed.'],
    whyNot: 'state-not-measured',
    why: [
      '有队伍，没有采集计划数和完成数，采集完成率无值。',
      'The crew is there; items planned and captured are not given, so the capture rate has no value.',
    ],
  },
  A040: {
    reading: [
      '四类收集记录：重大活动、城市重大变迁、重大突发事件、地方特色档案。',
      'Four kinds are collected and recorded: major events, changes of the city, emergencies, local specialities.',
    ],
    systems: ['archives'],
    whyNot: 'no-value-in-text',
    why: [
      '只有类别，没有计划项数和完成项数，采集完成率无值。',
      'The kinds are named, items planned and captured are not, so the capture rate has no value.',
    ],
  },
  A041: {
    reading: ['2018 年以来编研出版的作品之一。', 'One of the works compiled and published since 2018.'],
    whyNot: 'several-years-not-yearly',
  },
  A042: {
    reading: [
      '2018 年以来编研出版的作品之一，讲新昌调腔（地方戏）。',
      'One of the works compiled and published since 2018, on Xinchang Diaoqiang, the local opera.',
    ],
    whyNot: 'several-years-not-yearly',
  },
  A043: {
    reading: [
      '2018 年以来编研出版的作品之一；“等”字表示列举不全。',
      'One of the works compiled and published since 2018; “and others” says that the list is not complete.',
    ],
    whyNot: 'several-years-not-yearly',
  },
  A044: {
    reading: [
      '县档案馆建筑面积 7428 平方米。“只有”是作者的看法。',
      'The building has 7,428 m². “Only” is the author’s view.',
    ],
    whyNot: 'no-denominator',
    why: [
      '按馆藏规模应达的面积要查建设标准，县里尚未设定，达标率算不出；面积列为监测。',
      'The standard area for holdings of this size has not been set, so there is no rate; the area is watched.',
    ],
  },
  A045: {
    reading: [
      '库房面积用了约三分之二，按约 66.7% 记。',
      'About two thirds of the stack-room area is used, kept as about 66.7 %.',
    ],
    scored: ['SEC-1-01'],
    how: [
      '约 66.7% 作为库房饱和度，标“约”。',
      'About 66.7 % is taken for the stack-room occupancy and marked as approximate.',
    ],
  },
  A046: {
    reading: [
      '作者按每年接收量测算，约 5 年后库房饱和；折每年约 6.7 个百分点。',
      'The author reckons from yearly accessions that the rooms are full in about five years: some 6.7 percentage points a year.',
    ],
    scored: ['SEC-1-02'],
    how: [
      '约 5 年作为库房剩余可用年限，标“约”。',
      'About five years is taken for the years left and marked as approximate.',
    ],
  },
  A047: {
    reading: ['在全省县级馆中面积属最小的几家之一。', 'Among the smallest county archives of the province.'],
    whyNot: 'problem-without-figure',
    why: [
      '“几个之一”没有名次，也没有标准面积。',
      '“Among the smallest” is no rank, and the standard area is not known.',
    ],
  },
  A048: {
    reading: [
      '以馆带室、督促指导基层档案室的力度不够。',
      'The archives do not guide the records rooms below them strongly enough.',
    ],
    whyNot: 'problem-without-figure',
    why: ['没有指导覆盖数和抽检合格数。', 'Neither units guided nor samples passed are counted.'],
  },
  A049: {
    reading: [
      '部门之间、机关内部还不能共享利用档案。',
      'Departments cannot yet share records among or within themselves.',
    ],
    whyNot: 'problem-without-figure',
    why: [
      '“仍未实现”没有开通单位数，不能当作 0 计分。',
      '“Not yet” gives no number of units opened and must not be scored as 0.',
    ],
  },
  A050: {
    reading: ['跨省民生档案共建共享正在建设。', 'Sharing of records across provinces is being built.'],
    whyNot: 'problem-without-figure',
    why: [
      '没有应上传和已上传条数，归集率无值。',
      'Records due and uploaded are not counted, so the upload rate has no value.',
    ],
  },
  A051: {
    reading: [
      '网页、社交媒体、新闻报道三类数字资源收集不足；同句还说征集渠道单一、专题库建设滞后。',
      'Web pages, social media and news are not collected enough; the sentence adds a single channel and late thematic databases.',
    ],
    whyNot: 'problem-without-figure',
    why: [
      '没有应采集和已采集账号数，采集覆盖率无值。',
      'Accounts due and captured are not counted, so capture coverage has no value.',
    ],
  },
  A071: {
    reading: [
      '对基层情况掌握不够全面，这正是要做指数评价的原因。',
      'The grassroots are not fully known, which is why the index is made.',
    ],
    whyNot: 'problem-without-figure',
    why: ['没有指导覆盖数和按时报送数。', 'Neither units guided nor returns made on time are counted.'],
  },
};
