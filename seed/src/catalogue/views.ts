import type { View } from '@dangzhi/metrics';
import { indicatorSystem } from '../county/indicator-source.ts';

type Group = View['groups'][number];

const FOCUS_FACTS = ['A053', 'A055', 'A058', 'A062', 'A065', 'A068'];

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
    groups: indicatorSystem.focuses.map(([number, zh, en], index) => ({
      code: `F${number}`,
      name: { zh, en: en[0]?.toUpperCase() + en.slice(1) },
      part: null,
      fact: FOCUS_FACTS[index] ?? null,
    })),
  },
  {
    code: 'bands',
    name: { zh: '四横四纵两端', en: 'Four horizontals, four verticals, two ends' },
    groups: indicatorSystem.architecture.map(([code, zh]) => ({
      code,
      name: { zh, en: BAND_ENGLISH[code] ?? code },
      part: PART_OF[code.slice(0, 1)] ?? null,
      fact: PART_FACT[code.slice(0, 1)] ?? null,
    })),
  },
];
