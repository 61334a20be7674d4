import { county } from '../county/units.ts';
import { factById } from '../county/facts.ts';
import type { SeedBatch } from './batch.ts';

/** The articles are undated and speak of the end of 2022. */
const PERIOD = '2022-12';

interface PublishedFigure {
  readonly measure: string;
  readonly value: string;
  readonly fact: string;
  readonly reason: string | null;
}

const FIGURES: readonly PublishedFigure[] = [
  { measure: 'prearchived-items', value: '207124', fact: 'A024', reason: null },
  { measure: 'formal-items', value: '29893', fact: 'A025', reason: null },
  {
    measure: 'stack-room-occupancy',
    value: '66.7',
    fact: 'A045',
    reason: '近似值：原文为“三分之二左右”，按 66.7% 录入。',
  },
  { measure: 'apps-using-data-rate', value: '83.63', fact: 'B034', reason: null },
  { measure: 'departments-online-count', value: '60', fact: 'A023', reason: null },
];

/**
 * What the two articles publish about the county and an indicator can use, all at 2022-12. The
 * record behind each row is the fact with its literal quote.
 */
export function publishedBatch(): SeedBatch {
  return {
    source: 'articles',
    sourceName: { zh: '公开资料（两篇署名文章）', en: 'Published articles' },
    standing: 'published',
    origin: 'source-facts.json',
    recordedAt: '2022-12-31T18:00:00+08:00',
    recordedBy: 'seed',
    rows: FIGURES.map(({ measure, value, reason }, record) => ({
      measure,
      unit: county.code,
      period: PERIOD,
      value,
      missing: null,
      reason,
      record,
    })),
    records: FIGURES.map(({ fact }) => JSON.stringify(factById(fact))),
  };
}
