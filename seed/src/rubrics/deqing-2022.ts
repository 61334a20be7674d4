import type { SchemeDocument } from '@dangzhi/metrics';
import { nodesOf, points, type RubricLine } from './rubric.ts';

/**
 * 德清县 2022 镇(街道)档案工作督查内容标准: the opening part, which is all we have of it. Only what is known
 * stands here, so its whole is 47 points and a score is a share of these:
 *
 * - 一、档案管理体制: 5 points, whose lines we do not have.
 * - 二、档案收集整理: 25 points = 收集齐全 14 + 整理规范 11. "每类扣完为止" takes each kind of records until
 *   nothing is left of its own points; how the 11 are shared among the kinds is not known, so they are one
 *   stock here, until that is exhausted.
 * - 三、档案数字转型: 24 points, of which 10 + 5 + 2 are known. The other 7, among them the shared-records
 *   platform (全域档案共享服务平台), are left out, and the section has 17 here.
 *
 * Every line of the source names how it is inspected: "由档案监管智治系统自动抓取，结合实地检查核实" or
 * "实地查看". Which line has which is not known.
 */
const RUBRIC: RubricLine = {
  code: 'TOTAL',
  zh: '督查内容标准（已知部分）',
  en: 'What is inspected (the known part)',
  points: 47,
  parts: [
    {
      code: 'S1',
      zh: '档案管理体制',
      en: 'Organisation',
      points: 5,
      indicator: 'points-organisation',
      rule: points(5),
    },
    {
      code: 'S2',
      zh: '档案收集整理',
      en: 'Collection and arrangement',
      points: 25,
      parts: [
        {
          code: 'S2-1',
          zh: '收集齐全',
          en: 'Complete collection',
          points: 14,
          text: '应归尽归',
          parts: (
            [
              ['documents', '文书', 'Documents', 5],
              ['science', '科技', 'Science and technology', 3],
              ['accounts', '会计', 'Accounts', 2],
              ['photographs', '照片', 'Photographs', 2],
              ['others', '其他', 'Others', 2],
            ] as const
          ).map(([kind, zh, en, worth]) => ({
            code: `S2-1-${kind}`,
            zh,
            en,
            points: worth,
            indicator: `points-${kind}`,
            rule: points(worth),
          })),
        },
        {
          code: 'S2-2',
          zh: '整理规范',
          en: 'Proper arrangement',
          points: 11,
          indicator: 'arrangement-faults',
          direction: 'lower',
          rule: { type: 'deduct', each: 0.1, from: 11 },
          text: '每处不规范扣0.1，每类扣完为止',
        },
      ],
    },
    {
      code: 'S3',
      zh: '档案数字转型（已知部分）',
      en: 'Digital transformation (the known part)',
      points: 17,
      parts: [
        {
          code: 'S3-1',
          zh: '著录',
          en: 'Description',
          points: 10,
          indicator: 'points-description',
          rule: points(10),
        },
        {
          code: 'S3-2',
          zh: '数字化转换',
          en: 'Digitisation',
          points: 5,
          indicator: 'points-digitisation',
          rule: points(5),
        },
        {
          code: 'S3-3',
          zh: '特种载体数字化',
          en: 'Special media digitised',
          points: 2,
          indicator: 'special-media-digitised',
          rule: { type: 'bands', bands: [[50, 100]], otherwise: 0 },
          text: '30年以上特种载体数字化 ≥50 % 得2分',
        },
      ],
    },
  ],
};

export const deqing2022: SchemeDocument = {
  schema: 'dangzhi-scheme/1',
  code: 'DEQING-2022-PART',
  name: {
    zh: '德清县2022年镇(街道)档案工作督查内容标准（节录，不完整）',
    en: 'Inspection of township records work, Deqing county, 2022 (opening part, incomplete)',
  },
  unitKind: 'township',
  total: 47,
  coverageThreshold: 0.6,
  rounding: { digits: 2, mode: 'half-up', rankOn: 'printed', ties: 'competition' },
  grades: [],
  adjustments: { bonusCap: 0, deductCap: 0 },
  nodes: nodesOf(RUBRIC),
  note: '公开文件的开头部分，作示例，不是本县方案，也不完整。已知共47分，得分为占这47分的百分比：一、5分（细目未知）；二、25分（整理规范11分如何分到各类未知，合并扣减）；三、原文24分，只知著录10、数字化转换5、特种载体数字化2，其余7分（含全域档案共享服务平台）未见原文，未录入。每行原文写明督查方式“由档案监管智治系统自动抓取，结合实地检查核实”或“实地查看”，各行对应关系未知。',
};
