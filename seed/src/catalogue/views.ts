import type { Names, View } from '@dangzhi/metrics';
import { indicatorSystem } from '../county/indicator-source.ts';

type Group = View['groups'][number];

/**
 * 六大重点 under neutral titles. Their headings in the article are political wording, which is shown word for word where
 * its fact is and nowhere beside a score (ADR 0034); the proposal's short names of them are not used.
 */
const PRIORITIES: readonly (readonly [code: string, zh: string, en: string, heading: string])[] = [
  ['F1', '存史资政', 'Records for history and advice', 'A053'],
  ['F2', '数字改革', 'Digital reform', 'A055'],
  ['F3', '档案为民', 'Archives for the people', 'A058'],
  ['F4', '共建共享', 'Resources built together', 'A062'],
  ['F5', '开放开发', 'Opening and use', 'A065'],
  ['F6', '队伍建设', 'Team', 'A068'],
];

const BAND_ENGLISH: Readonly<Record<string, string>> = {
  H1: 'Infrastructure',
  H2: 'Data resources',
  H3: 'Application support',
  H4: 'Business applications',
  V1: 'Policies and rules',
  V2: 'Organisation',
  V3: 'Standards',
  V4: 'Network security',
  E1: 'Zheliban',
  E2: 'Zhezhengding',
};

/** What of a cell of the frame no indicator measures, and why. */
const UNMEASURED: Readonly<Record<string, Names>> = {
  H1: {
    zh: '部署数量是规模，不计分',
    en: 'how much is installed is size, which is not scored',
  },
  H2: { zh: '“数据供应链体系”只有文字', en: 'the “data supply chain” is words alone' },
  H4: {
    zh: '“城市运行体征”本身属于城市管理',
    en: 'the “vital signs of the city” belong to the running of the city',
  },
  V1: {
    zh: '县级没有立法权，件数不计分',
    en: 'a county makes no laws, and pieces are not scored',
  },
  V2: { zh: '“数人指数”含义不明', en: 'what the article’s index is meant to be is not known' },
  V3: { zh: '智慧城市标准的项数不计分', en: 'the number of smart-city standards is not scored' },
  V4: {
    zh: '四项能力有没有是状态，不计分',
    en: 'whether the four abilities are there is a state, which is not scored',
  },
  E1: { zh: '服务领域延伸只有文字', en: 'the spread to other fields of service is words alone' },
};

const PART_OF: Readonly<Record<string, Group['part']>> = { H: 'horizontal', V: 'vertical', E: 'end' };
const PART_FACT: Readonly<Record<string, string>> = { H: 'B008', V: 'B009', E: 'B010' };

/** Three ways to sort the same leaves. */
export const views: View[] = [
  {
    code: 'dimensions',
    name: { zh: '六个维度', en: 'Six dimensions' },
    groups: indicatorSystem.dimensions.map(({ code, zh, en }) => ({ code, name: { zh, en }, part: null, fact: null })),
  },
  {
    code: 'focuses',
    name: { zh: '六大重点', en: 'Six priorities' },
    groups: PRIORITIES.map(([code, zh, en, fact]) => ({ code, name: { zh, en }, part: null, fact })),
  },
  {
    code: 'bands',
    name: { zh: '四横四纵两端', en: 'Four horizontals, four verticals, two ends' },
    groups: indicatorSystem.architecture.map(([code, zh]) => ({
      code,
      name: { zh, en: BAND_ENGLISH[code] ?? code },
      part: PART_OF[code.slice(0, 1)] ?? null,
      fact: PART_FACT[code.slice(0, 1)] ?? null,
      unmeasured: UNMEASURED[code] ?? null,
    })),
  },
];
