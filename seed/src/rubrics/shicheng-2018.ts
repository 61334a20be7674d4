import type { SchemeDocument } from '@dangzhi/metrics';
import { list, nodesOf, points, type RubricLine } from './rubric.ts';

/*
 * One table read from top to bottom, as it was published; that is why it is long.
 *
 * 石城县 2018 年度河长制湖长制乡镇考核细则, whole, with the faults it has. Titles, points, requirements and
 * assessors are its own words: the lines of one paragraph are joined, several assessors joined by "、".
 * English names are ours. Source: chengran520/sc on GitHub, the page check/xjScore/standard.jsp.
 *
 * What its wording leaves open, and how it is read here:
 *
 * - "得N分" without a word on how: the points the assessor finds earned, of a list where there are several.
 * - Section 三 carries requirement and assessor of item 7, as the source does.
 * - 17: the 2 points for every case neither reported nor stopped come off the 3 for enforcement, until
 *   nothing is left; the ledger keeps its point.
 * - 18: headed 3 points, with sub-rules of 1 + 1. Scored as it is written: at most 2 of 3, and 99 of 100.
 * - 20.2: "年内无案例不得分" gives the 3 points to the first case that was dealt with.
 * - 五.1: 1, 2 and 2 articles for 5 points, more of them at 2:1:0.5. At that ratio those asked for are worth
 *   2 + 2 + 1, which are the 5 points. What is given for more is outside the item and has no cap in the text;
 *   the document needs one, and has 100, as many as there are points.
 * - 六: 20 or 10 points by level, without the "每" of items 12 and 17: once for each level, so at most 30.
 * - 二 is the lake of one township. To the others it does not apply, and its 2 points go to the other sections.
 */

const OFFICE = '县河长办';
const WATER = '县水利局';
const FARM = '县农粮局';

const RUBRIC: RubricLine = {
  code: 'TOTAL',
  zh: '总分',
  en: 'Total',
  points: 100,
  parts: [
    {
      code: 'S1',
      zh: '巩固成果，提升河长制工作实效',
      en: 'Consolidate the river-chief system',
      points: 31,
      parts: [
        {
          code: 'I1',
          zh: '完善"四个到位"',
          en: 'Four things in place',
          points: 5,
          indicator: 'points-1',
          rule: points(5),
          text: '进一步健全河长制湖长制组织体系、责任体系、制度体系、监督检查和考核评估。进一步完善乡、村河长、巡查员、保洁员设置。若出现人员变动时及时调整并向社会公布。',
          assessor: OFFICE,
        },
        {
          code: 'I2',
          zh: '强化督查督办',
          en: 'Supervision',
          points: 4,
          indicator: 'points-2',
          rule: points(4),
          text: '严格执行已出台的河长制工作督查制度和督办制度，推动问题清单有效解决，对县级以上督导发现的问题实行一乡一单台帐,跟踪督办，监督考核。',
          assessor: OFFICE,
        },
        {
          code: 'I3',
          zh: '进一步完善河长制工作考核方案',
          en: 'Assessment scheme of the township',
          points: 2,
          indicator: 'points-3',
          rule: points(2),
          text: '2018年7月底前修订完善乡镇河长制工作考核方案。',
          assessor: OFFICE,
        },
        {
          code: 'I4',
          zh: '落实"一河一策"',
          en: 'One river, one plan',
          points: 2,
          indicator: 'points-4',
          rule: points(2),
          text: '抓好"一河一策"的实施，将保护治理措施清单落实到位。',
          assessor: OFFICE,
        },
        {
          code: 'I5',
          zh: '全面推进河长制信息平台建设',
          en: 'Information platform',
          points: 11,
          indicator: 'points-5',
          rule: list(
            ['1.推进APP巡河信息平台建设（相关人员注册并使用），得2分。', 2],
            ['2.按制度要求开展乡（镇）河长、村河长、巡查员APP巡河，实行月通报制度，得6分。', 6],
            ['3.河长、巡查员、保洁员按要求填写日志，得3分。', 3],
          ),
          assessor: OFFICE,
        },
        {
          code: 'I6',
          zh: '深化河长制培训、宣传和教育',
          en: 'Training and education',
          points: 7,
          indicator: 'points-6',
          rule: list(
            ['1.充分利用各类媒体开展河长制公益宣传，营造全社会合力推进河长制工作的良好氛围，得2分。', 2],
            ['2.开展生态文明建设"进园区、进校区、进企业、进农村"宣传活动，得2分。', 2],
            ['3.配合开展中小学生河库保护管理教育知识进校园活动，增强中小学生的河库保护及涉水安全意识，得3分。', 3],
          ),
          assessor: '县委宣传部、县教育局、县河长办',
        },
      ],
    },
    {
      code: 'S2',
      zh: '对标中央、省、市，落实湖长制重点任务（琴江镇温坊人工湖）',
      en: 'Lake-chief system (Wenfang artificial lake, Qinjiang town)',
      points: 2,
      parts: [
        {
          code: 'I7',
          zh: '健全湖长制组织体系',
          en: 'Lake chiefs',
          points: 2,
          indicator: 'points-7',
          rule: points(2),
          text: '落实属地管理责任，建立湖长体系，向社会公布湖长名单，规范湖长制公示牌设置。',
          assessor: OFFICE,
        },
      ],
    },
    {
      code: 'S3',
      zh: '水岸联动，推进“管治保”措施',
      en: 'Water and banks together',
      points: 15,
      text: '落实属地管理责任，建立湖长体系，向社会公布湖长名单，规范湖长制公示牌设置。',
      assessor: OFFICE,
      parts: [
        {
          code: 'I8',
          zh: '继续强化城镇生活污水治理',
          en: 'Urban sewage',
          points: 3,
          indicator: 'points-8',
          rule: points(3),
          text: '进一步加强城镇生活污水处理设施和配套管网建设，提升污水处理率，实现无害化处理处置。',
          assessor: '县城建局',
        },
        {
          code: 'I9',
          zh: '继续推动畜禽养殖污染控制',
          en: 'Pollution by livestock',
          points: 7,
          indicator: 'points-9',
          rule: list(['1.加强监督管理，防止禁养区养殖场反弹。得5分。', 5], ['2.建立限养区养殖场台帐，得2分。', 2]),
          assessor: FARM,
        },
        {
          code: 'I10',
          zh: '严格水功能区监管',
          en: 'Water function zones',
          points: 2,
          indicator: 'points-10',
          rule: list(
            ['1.监管水功能区入河排污口，严格控制入河排污总量，优化排污口设置，得1分。', 1],
            ['2.建立水功能区入河排污口台帐，设立公示牌，公布排污种类、数量、责任部门和责任人等，得1分', 1],
          ),
          assessor: WATER,
        },
        {
          code: 'I11',
          zh: '推进河、库管护常态化',
          en: 'Routine care of rivers and reservoirs',
          points: 3,
          indicator: 'points-11',
          rule: list(
            ['1.加大河流、水库保洁力度，落实河长、巡查员、保洁人员管理责任、确保保洁常态化，得2分。', 2],
            ['2.河长制工作专项经费不得挪作它用，得1分', 1],
          ),
          assessor: '县河长办、县水利局',
        },
      ],
    },
    {
      code: 'S4',
      zh: '行动升级，推进突出问题专项整治',
      en: 'Campaigns on outstanding problems',
      points: 45,
      parts: [
        {
          code: 'I12',
          zh: '继续推进水质不达标河库治理',
          en: 'Waters below standard',
          points: 4,
          indicator: 'standard-failures',
          direction: 'lower',
          rule: { type: 'deduct', each: 2, from: 4 },
          text: '推进不达标河库治理，年内无不达标河库，得4分，水质水量监测评价出现一次不达标河库扣2分，扣完为止。',
          assessor: '县环保局、县水文站',
        },
        {
          code: 'I13',
          zh: '加强工矿企业及工业聚集区水污染防治',
          en: 'Industrial pollution',
          points: 5,
          indicator: 'points-13',
          rule: list(
            ['1.协助县级责任单位依法取缔“十小”企业，得3分。', 3],
            ['2.协助协助县级责任单位逐步完善工业聚集区污水集中处理设施（含管网）建设，得2分', 2],
          ),
          assessor: '县工信局',
        },
        {
          code: 'I14',
          zh: '加大对河流弃土、弃渣违法行为查处力度',
          en: 'Dumping of soil and slag',
          points: 2,
          indicator: 'points-14',
          rule: points(2),
          text: '加大涉河库生产建设项目整治力度，严厉查处对河流弃土、弃渣违法行为。',
          assessor: '县水保局',
        },
        {
          code: 'I15',
          zh: '推进农业化肥、农药减量化治理',
          en: 'Less fertiliser and pesticide',
          points: 3,
          indicator: 'points-15',
          rule: list(
            ['1.推广生物农药和高效低残留化学农药安全科学使用技术，得1.5分。', 1.5],
            ['2.推广测土配方施肥技术，恢复绿肥生产，水肥一体化技术应用，得1.5分.', 1.5],
          ),
          assessor: FARM,
        },
        {
          code: 'I16',
          zh: '加大农村生活垃圾及生活污水整治',
          en: 'Rural waste and sewage',
          points: 6,
          indicator: 'points-16',
          rule: list(
            [
              '1.完善城乡垃圾处理一体化体制，实行政府购买服务，市场化运行机制，大力推行“全域一体化”第三方治理，得2分。',
              2,
            ],
            ['2.加快农村垃圾处理设施设备建设步伐，确保垃圾清扫入桶，装运及时，得1分。', 1],
            ['3.开展农村生活垃圾分类试点，得2分。', 2],
            ['4.协助推进农村生活污水处理厂建设，得1分。', 1],
          ),
          assessor: '县委农工部、县城建局',
        },
        {
          code: 'I17',
          zh: '持续开展侵占河库水域及岸线专项整治',
          en: 'Encroachment on waters and banks',
          points: 4,
          assessor: WATER,
          parts: [
            {
              code: 'I17-1',
              zh: '台帐',
              en: 'Ledger',
              points: 1,
              indicator: 'points-17-1',
              rule: points(1),
              text: '1.建立非法挤占水域岸线用地台帐，得1分。',
            },
            {
              code: 'I17-2',
              zh: '执法',
              en: 'Enforcement',
              points: 3,
              indicator: 'unreported-cases',
              direction: 'lower',
              rule: { type: 'deduct', each: 2, from: 3 },
              text: '2.加强河道管理，维护河流水域秩序，加大执法力度，严厉打击非法侵占水域岸线行为，得3分。3.不上报、不制止每出现一例扣2分',
            },
          ],
        },
        {
          code: 'I18',
          zh: '持续开展非法采砂专项整治',
          en: 'Illegal sand mining',
          points: 3,
          assessor: WATER,
          asWritten: true,
          parts: [
            {
              code: 'I18-1',
              zh: '台帐',
              en: 'Ledger',
              points: 1,
              indicator: 'points-18-1',
              rule: points(1),
              text: '1.加强涉水涉砂矛盾纠纷排查，建立非法采砂台帐，得1分。',
            },
            {
              code: 'I18-2',
              zh: '采砂船舶',
              en: 'Dredgers',
              points: 1,
              indicator: 'points-18-2',
              rule: points(1),
              text: '2.协助推进废弃采砂船舶的切割淘汰工作，得1分。',
            },
          ],
        },
        {
          code: 'I19',
          zh: '开展非法设置入河排污口专项整治',
          en: 'Illegal outfalls',
          points: 4,
          indicator: 'points-19',
          rule: list(
            ['1.建立入河排污口台帐，得1分。', 1],
            ['2.对非法设置入河排污口督促整改或依法协同有关单位取缔，得3分。', 3],
          ),
          assessor: WATER,
        },
        {
          code: 'I20',
          zh: '持续开展渔业资源保护专项整治',
          en: 'Protection of fish',
          points: 4,
          assessor: FARM,
          parts: [
            {
              code: 'I20-1',
              zh: '护渔队',
              en: 'Fishery guards',
              points: 1,
              indicator: 'points-20-1',
              rule: points(1),
              text: '1.成立乡镇护渔队，得1分。',
            },
            {
              code: 'I20-2',
              zh: '巡查查处',
              en: 'Cases dealt with',
              points: 3,
              indicator: 'fishery-cases',
              rule: { type: 'award', each: 3, full: 3 },
              text: '2.加大巡查力度，严厉打击电、毒、炸鱼等非法捕捞行为，依法依规查处破坏渔业资源案件，年内无案例不得分，得3分。',
            },
          ],
        },
        {
          code: 'I21',
          zh: '继续推动水库水环境综合治理',
          en: 'Reservoirs given back',
          points: 4,
          indicator: 'reservoirs-done',
          rule: { type: 'completion' },
          text: '开展水库水环境整治，落实退包机制，消灭肥水养殖现象，实现人放天养，全部水库实现人放天养，得4分，未完成按水库退养完成比例扣分',
          assessor: WATER,
        },
        {
          code: 'I22',
          zh: '持续加大非法侵占林地、破坏湿地和野生动物资源等违法犯罪的整治力度',
          en: 'Forests, wetlands and wildlife',
          points: 3,
          indicator: 'points-22',
          rule: list(
            ['1.完善森林资源管理监督检查机制，得1分。', 1],
            ['2.推进生态公益林和水源涵养林建设，得1分。', 1],
            ['3.对非法侵占林地、破坏湿地和野生动物资源等违法犯罪行为进行调查处理，得1分', 1],
          ),
          assessor: '县林业局',
        },
        {
          code: 'I23',
          zh: '持续加大河库水域治安防控工作力度',
          en: 'Public order on the waters',
          points: 3,
          indicator: 'points-23',
          rule: points(3),
          text: '积极开展河库水域突出问题的整治工作，依法打击各类犯罪活动，确保河库水域治安稳定，得3分',
          assessor: '县公安局、县森林公安局',
        },
      ],
    },
    {
      code: 'S5',
      zh: '加强宣传舆论、信息报送工作',
      en: 'Publicity and reports',
      points: 7,
      assessor: OFFICE,
      parts: [
        {
          code: 'S5-1',
          zh: '用稿',
          en: 'Articles',
          points: 5,
          text: '1.每个乡镇省级用稿1篇，市级用稿2篇，县级用稿2篇，得5分，多投稿一篇按2：1：0.5比例加分。',
          parts: [
            {
              code: 'S5-1-province',
              zh: '省级用稿',
              en: 'Provincial articles',
              points: 2,
              indicator: 'articles-province',
              rule: { type: 'award', each: 2, full: 2 },
            },
            {
              code: 'S5-1-city',
              zh: '市级用稿',
              en: 'City articles',
              points: 2,
              indicator: 'articles-city',
              rule: { type: 'award', each: 1, full: 2 },
            },
            {
              code: 'S5-1-county',
              zh: '县级用稿',
              en: 'County articles',
              points: 1,
              indicator: 'articles-county',
              rule: { type: 'award', each: 0.5, full: 1 },
            },
          ],
        },
        {
          code: 'S5-2',
          zh: '工作总结',
          en: 'Work reports',
          points: 2,
          indicator: 'points-s5-2',
          rule: points(2),
          text: '2.按时上报半年工作小结、年终工作总结，得2分',
        },
      ],
    },
  ],
};

const MORE_ARTICLES = '多投稿一篇按2：1：0.5比例加分。';
const PRAISE = '1.河长制工作先进经验获省、市通报表扬并推广的，分别奖20、10分。';
const NAMED = '2.被省、市明查暗访组查实河长制工作落实不到位点名批评或曝光的，分别扣20、10分。';

export const shicheng2018: SchemeDocument = {
  schema: 'dangzhi-scheme/1',
  code: 'SHICHENG-2018',
  name: {
    zh: '石城县2018年度河长制湖长制工作乡镇目标管理(绩效）考核细则',
    en: 'River-chief assessment of the townships of Shicheng county, 2018',
  },
  unitKind: 'township',
  total: 100,
  coverageThreshold: 0.6,
  rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
  grades: [],
  adjustments: {
    headed: 7,
    bonusCap: 100,
    deductCap: 30,
    items: [
      {
        code: 'ARTICLES-province',
        name: { zh: '省级多投稿', en: 'More provincial articles' },
        kind: 'bonus',
        indicator: 'extra-articles-province',
        each: 2,
        text: MORE_ARTICLES,
      },
      {
        code: 'ARTICLES-city',
        name: { zh: '市级多投稿', en: 'More city articles' },
        kind: 'bonus',
        indicator: 'extra-articles-city',
        each: 1,
        text: MORE_ARTICLES,
      },
      {
        code: 'ARTICLES-county',
        name: { zh: '县级多投稿', en: 'More county articles' },
        kind: 'bonus',
        indicator: 'extra-articles-county',
        each: 0.5,
        text: MORE_ARTICLES,
      },
      {
        code: 'PRAISE-province',
        name: { zh: '省通报表扬', en: 'Commended by the province' },
        kind: 'bonus',
        indicator: 'praise-province',
        each: 20,
        cap: 20,
        text: PRAISE,
      },
      {
        code: 'PRAISE-city',
        name: { zh: '市通报表扬', en: 'Commended by the city' },
        kind: 'bonus',
        indicator: 'praise-city',
        each: 10,
        cap: 10,
        text: PRAISE,
      },
      {
        code: 'NAMED-province',
        name: { zh: '省点名批评或曝光', en: 'Named by the province' },
        kind: 'deduct',
        indicator: 'named-province',
        each: 20,
        cap: 20,
        text: NAMED,
      },
      {
        code: 'NAMED-city',
        name: { zh: '市点名批评或曝光', en: 'Named by the city' },
        kind: 'deduct',
        indicator: 'named-city',
        each: 10,
        cap: 10,
        text: NAMED,
      },
    ],
  },
  nodes: nodesOf(RUBRIC),
  note: '公开的县级考核细则，按原文录入作示例，不是本县方案。原文两处差错照录：第18项标3分而细则合计2分，奖扣分部分标7分而一次可奖20分、扣20分。原文未写多投稿加分的上限，此处以100分为限；同一级别的通报表扬、点名批评各计一次。',
};
