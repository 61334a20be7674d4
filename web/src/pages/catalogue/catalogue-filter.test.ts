import type { Indicator, Measure } from '@dangzhi/metrics';
import { describe, expect, it } from 'vitest';
import { dimensionOf, findIndicators, measuresOf, type CatalogueChoice } from './catalogue-filter.ts';

const indicator = (code: string, zh: string, over: Partial<Indicator> = {}): Indicator => ({
  code,
  name: { zh, en: `English of ${code}` },
  definition: '',
  unitOfMeasure: '%',
  direction: 'higher',
  grain: 'month',
  formula: { kind: 'ratio', numerator: 'n', denominator: 'd', factor: 100 },
  mode: 'own',
  staleAfter: 2,
  measuredOn: ['department'],
  weightedFor: ['county', 'department'],
  rollup: 'ratio-of-sums',
  rollupOver: null,
  connection: null,
  tolerance: 0.005,
  basis: [],
  unverified: false,
  note: null,
  system: '',
  index: 'archives',
  collection: ['auto'],
  focuses: [],
  band: null,
  responsible: null,
  redLine: false,
  scaleSensitive: false,
  goalposts: null,
  benchmark: null,
  digits: null,
  ...over,
});
const measure = (code: string, system: string): Measure => ({
  code,
  name: { zh: code, en: code },
  unitOfMeasure: '件',
  kind: 'flow',
  grain: 'month',
  system,
  dueFrom: null,
  dueAfterDays: 10,
});

const catalogue = {
  measures: [measure('n', 'erms'), measure('d', 'reported'), measure('w', 'irs')],
  indicators: [
    indicator('RES-1-01', '年度归档完成率', { focuses: ['F2', 'F4'], band: 'H2' }),
    indicator('SEC-1-01', '库房饱和度', {
      collection: ['report', 'inspect'],
      unverified: true,
      weightedFor: ['county'],
    }),
    indicator('MON-01', '预归档件数', { weightedFor: [], formula: { kind: 'amount', measure: 'w' } }),
  ],
};
const found = (choice: CatalogueChoice) => findIndicators(catalogue, choice).indicators.map(({ code }) => code);

describe('findIndicators', () => {
  it('gives all of them when nothing is asked', () => {
    expect(found({})).toEqual(['RES-1-01', 'SEC-1-01', 'MON-01']);
  });

  it('finds by code, by a name of either language and by pinyin initials', () => {
    expect(found({ q: 'sec-1' })).toEqual(['SEC-1-01']);
    expect(found({ q: '归档' })).toEqual(['RES-1-01', 'MON-01']);
    expect(found({ q: 'of MON' })).toEqual(['MON-01']);
    expect(found({ q: 'kfbhd' })).toEqual(['SEC-1-01']);
    expect(found({ q: '归档 年度' })).toEqual(['RES-1-01']);
    expect(found({ q: '没有' })).toEqual([]);
  });

  it.each<[CatalogueChoice, string[]]>([
    [{ dimension: 'RES' }, ['RES-1-01']],
    [{ dimension: 'watched' }, ['MON-01']],
    [{ focus: 'F4' }, ['RES-1-01']],
    [{ focus: 'none' }, ['SEC-1-01', 'MON-01']],
    [{ band: 'H2' }, ['RES-1-01']],
    [{ system: 'irs' }, ['MON-01']],
    [{ system: 'erms' }, ['RES-1-01', 'SEC-1-01']],
    [{ kind: 'department' }, ['RES-1-01']],
    [{ collection: 'inspect' }, ['SEC-1-01']],
    [{ checked: 'unverified' }, ['SEC-1-01']],
    [{ system: 'erms', kind: 'county', q: '率' }, ['RES-1-01']],
  ])('narrows by %o', (choice, codes) => expect(found(choice)).toEqual(codes));

  it('counts what each choice would leave, the other filters as they are', () => {
    const { counts } = findIndicators(catalogue, { kind: 'department', dimension: 'SEC' });
    // Of those weighted for departments, not of those of the chosen dimension.
    expect([...counts.dimension]).toEqual([['RES', 1]]);
    expect([...counts.kind]).toEqual([['county', 1]]);
    expect(counts.focus.size).toBe(0);
    expect(findIndicators(catalogue, {}).counts.system.get('erms')).toBe(2);
  });
});

describe('measuresOf', () => {
  it('names every measure of a formula', () => {
    expect(measuresOf({ kind: 'ratio', numerator: 'a', denominator: 'b', factor: 1, rate: 'c' })).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(measuresOf({ kind: 'amount', measure: 'a' })).toEqual(['a']);
  });
});

describe('dimensionOf', () => {
  it('is of the code, and a name of its own for what is only watched', () => {
    expect(dimensionOf({ code: 'GOV-1-01', weightedFor: ['county'] })).toBe('GOV');
    expect(dimensionOf({ code: 'MON-01', weightedFor: [] })).toBe('watched');
  });
});
