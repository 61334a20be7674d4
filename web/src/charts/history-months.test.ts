import { describe, expect, it } from 'vitest';
import { fillMonths, gapsOf, scoreAxis, type HistoryMonth } from './history-months.ts';

const month = (index: number, score: number | null): HistoryMonth => ({
  month: `2022-${String(index).padStart(2, '0')}`,
  score,
  rank: null,
  partial: false,
});

describe('fillMonths', () => {
  it('ends with the month asked for and fills what was never scored', () => {
    const months = fillMonths([{ period: '2022-12', printed: '79.18', rank: 1, partial: false }], '2022-12', 3);
    expect(months.map((one) => one.month)).toEqual(['2022-10', '2022-11', '2022-12']);
    expect(months.map(({ score }) => score)).toEqual([null, null, 79.18]);
  });

  it('reaches over the turn of the year', () => {
    expect(fillMonths([], '2022-01', 2).map((one) => one.month)).toEqual(['2021-12', '2022-01']);
    expect(fillMonths([], '2022-12')).toHaveLength(24);
  });
});

describe('gapsOf', () => {
  it('joins neighbouring months', () => {
    expect(gapsOf([month(1, null), month(2, null), month(3, 70), month(4, null)])).toEqual([
      [0, 1],
      [3, 3],
    ]);
  });
});

describe('scoreAxis', () => {
  it('is at least thirty points wide and holds every score', () => {
    expect(scoreAxis([month(1, 71), month(2, 74)])).toEqual({ min: 50, max: 80 });
    expect(scoreAxis([month(1, 3), month(2, 95)])).toEqual({ min: 0, max: 100 });
    expect(scoreAxis([month(1, null)])).toEqual({ min: 0, max: 100 });
    expect(scoreAxis([month(1, 102)])).toEqual({ min: 80, max: 110 });
  });
});
