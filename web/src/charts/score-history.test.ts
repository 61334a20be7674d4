import { describe, expect, it } from 'vitest';
import type { ChartTheme } from './option.ts';
import { scoreHistoryOption, scoreRange, type HistoryPoint } from './score-history.ts';

const theme: ChartTheme = {
  text: '#text',
  second: '#second',
  third: '#third',
  hairline: '#hairline',
  accent: '#accent',
  ground: '#ground',
  fontFamily: 'sans',
  unit: 2,
  fontSize: 36,
};
const point = (period: string, score: number | null, partial = false): HistoryPoint => ({ period, score, partial });

describe('scoreRange', () => {
  it('uses whole tens and is at least twenty wide', () => {
    expect(scoreRange([point('a', 54.3), point('b', 62.03)])).toEqual([50, 70]);
    expect(scoreRange([point('a', 99.9)])).toEqual([80, 100]);
    expect(scoreRange([point('a', 0)])).toEqual([0, 20]);
  });

  it('is the whole scale when nothing was scored', () => {
    expect(scoreRange([point('a', null)])).toEqual([0, 100]);
  });
});

describe('scoreHistoryOption', () => {
  const option = scoreHistoryOption(
    [point('2022-10', 60, true), point('2022-11', null), point('2022-12', 62.03)],
    theme,
    (p) => p,
    (from) => `from ${from}`,
  );
  const [series] = option.series as {
    data: { value: number | null; symbolSize: number; itemStyle: { color: string } }[];
  }[];

  it('says that its axis does not begin at zero, and nothing where it does', () => {
    expect(option.yAxis).toMatchObject({ min: 50, name: 'from 50' });
    const whole = scoreHistoryOption([point('2022-12', 3)], theme, String, (from) => `from ${from}`);
    expect(whole.yAxis).toMatchObject({ min: 0, name: '' });
  });

  it('leaves a gap where there was no score', () => {
    expect(series?.data.map(({ value }) => value)).toEqual([60, null, 62.03]);
    expect(series).toMatchObject({ connectNulls: false });
  });

  it('draws a partial month hollow and the last month large, in the unit of the stage', () => {
    expect(series?.data[0]).toMatchObject({ symbolSize: 14, itemStyle: { color: '#ground' } });
    expect(series?.data[2]).toMatchObject({ symbolSize: 22, itemStyle: { color: '#text' } });
  });
});
