import { describe, expect, it } from 'vitest';
import type { HistoryMonth } from './history-months.ts';
import type { ChartTheme } from './option.ts';
import { unitHistoryOption } from './unit-history.ts';

const theme: ChartTheme = {
  text: '#000',
  second: '#444',
  third: '#666',
  hairline: '#eee',
  accent: '#55a',
  ground: '#fff',
  fontFamily: 'sans-serif',
  unit: 1,
  fontSize: 13,
};
const texts = {
  score: '总分',
  cutAt: (from: number) => `自 ${from} 起`,
  rank: '名次',
  missing: '未评分',
  monthOf: (month: string) => month,
  tipOf: () => '',
};
const month = (index: number, score: number | null, rank: number | null = null): HistoryMonth => ({
  month: `2022-${String(index).padStart(2, '0')}`,
  score,
  rank,
  partial: false,
});

describe('unitHistoryOption', () => {
  it('says that its axis does not begin at zero, and nothing where it does', () => {
    const nameOf = (score: number) => unitHistoryOption([month(1, score)], 0, theme, texts).yAxis;
    expect(nameOf(85)).toEqual([expect.objectContaining({ min: 60, name: '总分  自 60 起' })]);
    expect(nameOf(5)).toEqual([expect.objectContaining({ min: 0, name: '总分' })]);
  });

  it('leaves the rank out where there is none', () => {
    expect(unitHistoryOption([month(1, 70), month(2, 71)], 0, theme, texts).series).toHaveLength(2);
    expect(unitHistoryOption([month(1, 70, 3), month(2, 71, 2)], 27, theme, texts).series).toHaveLength(3);
  });

  it('draws a gap, not a zero', () => {
    const { series } = unitHistoryOption([month(1, 70), month(2, null), month(3, 71)], 0, theme, texts);
    const line = (series as { type: string; data: { value: number | null }[] }[]).find(({ type }) => type === 'line');
    expect(line?.data.map(({ value }) => value)).toEqual([70, null, 71]);
  });
});
