import { describe, expect, it } from 'vitest';
import type { UnitScoreView } from '../../api/types.ts';
import { node } from '../../../testing/node.ts';
import { gapLines, placesSinceLastMonth, sumLine } from './unit-sheet.ts';

const leaf = (code: string, parent: string, printedContribution: string | null) =>
  node(code, parent, { printedContribution });

const nodes = [
  node('W', null),
  node('A', 'W'),
  node('B', 'W'),
  node('A-1', 'A'),
  leaf('A-1-1', 'A-1', '20.10'),
  leaf('A-2', 'A', '0.45'),
  leaf('B-1', 'B', null),
];

const unit = {
  code: 'D1',
  name: { zh: '一', en: 'One' },
  shortName: { zh: '一', en: 'One' },
  kind: 'department',
  class: 'c',
} as const;

const view = (over: Partial<UnitScoreView> = {}): UnitScoreView => ({
  unit,
  printed: '20.55',
  score: 20.55,
  baseScore: 20.55,
  bonus: 0,
  deduction: 0,
  coverage: 1,
  reportedShare: 1,
  partial: false,
  grade: 'fail',
  colour: 'red',
  vetoes: [],
  rank: 2,
  rankedOf: 3,
  inventedPeers: 0,
  provenance: 'demo',
  scheme: 'S',
  schemeVersion: 1,
  period: '2022-12',
  run: 1,
  nodes,
  conflicts: [],
  pending: [],
  watched: [],
  gap: null,
  history: [],
  ...over,
});

describe('sumLine', () => {
  it('adds up to the printed score', () => {
    expect(sumLine(view())).toEqual({ leaves: '20.55', bonus: null, deduction: null, clipped: null, total: '20.55' });
    expect(sumLine(view({ bonus: 1, deduction: 0.5, printed: '21.05' }))).toEqual({
      leaves: '20.55',
      bonus: '1.00',
      deduction: '0.50',
      clipped: null,
      total: '21.05',
    });
  });

  it('says what the end of the scale took away', () => {
    expect(sumLine(view({ deduction: 25, printed: '0.00' }))?.clipped).toBe('4.45');
  });

  it('has nothing to add up without a score', () => {
    expect(sumLine(view({ printed: null }))).toBeNull();
  });
});

describe('gapLines', () => {
  const gap = (points: number, reasons: [string, number][]) =>
    gapLines({
      above: unit,
      rankAbove: 1,
      points,
      reasons: reasons.map(([code, lacking]) => ({ code, points: lacking })),
    });

  it('adds the rest, so that the lines make the gap', () => {
    expect(
      gap(2.31, [
        ['a', 2.004],
        ['b', 1.1],
      ]),
    ).toEqual([
      { code: 'a', points: 2 },
      { code: 'b', points: 1.1 },
      { code: null, points: -0.79 },
    ]);
  });

  it('leaves out a rest of nothing', () => {
    expect(gap(2, [['a', 2]])).toEqual([{ code: 'a', points: 2 }]);
  });
});

describe('placesSinceLastMonth', () => {
  const point = (period: string, rank: number | null) => ({
    period,
    rank,
    printed: '70.00',
    partial: false,
    provenance: null,
  });

  it('compares with the month before, over the turn of the year', () => {
    expect(
      placesSinceLastMonth({ unit, period: '2023-01', rank: 3, history: [point('2022-12', 5), point('2023-01', 3)] }),
    ).toBe(2);
  });

  it('does not compare a county with a month that had other peers', () => {
    const county = { ...unit, kind: 'county' } as const;
    expect(
      placesSinceLastMonth({ unit: county, period: '2022-12', rank: 24, history: [point('2022-11', 1)] }),
    ).toBeNull();
  });

  it('does not compare with an older month', () => {
    expect(placesSinceLastMonth({ unit, period: '2022-12', rank: 3, history: [point('2022-10', 5)] })).toBeNull();
    expect(placesSinceLastMonth({ unit, period: '2022-12', rank: null, history: [point('2022-11', 5)] })).toBeNull();
  });
});
