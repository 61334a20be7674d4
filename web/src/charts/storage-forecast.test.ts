import { describe, expect, it } from 'vitest';
import type { ChartTheme } from './option.ts';
import { monthIndex, storageForecastOption, storageSpan, type StorageSeries } from './storage-forecast.ts';

const theme: ChartTheme = {
  text: '#text',
  second: '#second',
  third: '#third',
  hairline: '#hairline',
  accent: '#accent',
  ground: '#ground',
  fontFamily: 'sans',
  unit: 1,
  fontSize: 18,
};
const labels = { fitted: '拟合', published: '公开预计', cutAt: (from: number) => `自 ${from} 起` };
const series: StorageSeries = {
  history: [
    { period: '2022-10', value: 65.6 },
    { period: '2022-11', value: null },
    { period: '2022-12', value: 66.7 },
  ],
  fullAt: '2027-09',
  earliest: '2027-06',
  latest: '2028-04',
  published: { from: '2022-12', years: 5 },
};
const drawn = (given: StorageSeries) => storageForecastOption(given, theme, labels).series as { data: unknown[] }[];

describe('storageSpan', () => {
  it('runs from January to January and holds every end', () => {
    expect(storageSpan(series)).toEqual({ from: monthIndex('2022-01'), to: monthIndex('2030-01'), step: 24 });
  });

  it('cuts off ends that nobody plans for', () => {
    const { to } = storageSpan({ ...series, fullAt: '2090-01', latest: null });
    expect(to).toBeLessThanOrEqual(monthIndex('2037-01'));
  });
});

describe('storageForecastOption', () => {
  it('skips unknown months and leads the last known one to 100 %', () => {
    const [history, line] = drawn(series);
    expect(history?.data).toEqual([
      [monthIndex('2022-10'), 65.6],
      [monthIndex('2022-12'), 66.7],
    ]);
    expect(line?.data).toEqual([
      [monthIndex('2022-12'), 66.7],
      [monthIndex('2027-09'), 100],
    ]);
  });

  it('says that its axis does not begin at zero', () => {
    expect(storageForecastOption(series, theme, labels).yAxis).toMatchObject({ min: 60, name: '自 60 起' });
  });

  it('shows today, the interval at the limit and both ends by name', () => {
    const [, , interval, ends] = drawn(series);
    expect(interval?.data).toEqual([
      [monthIndex('2027-06'), 100],
      [monthIndex('2028-04'), 100],
    ]);
    expect(ends?.data).toHaveLength(3);
  });

  it('draws no line that does not meet the limit', () => {
    const [, line, interval, ends] = drawn({ ...series, fullAt: null, earliest: null, latest: null });
    expect([line?.data, interval?.data]).toEqual([[], []]);
    expect(ends?.data).toHaveLength(2);
  });
});
