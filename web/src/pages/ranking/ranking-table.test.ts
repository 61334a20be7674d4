import { describe, expect, it } from 'vitest';
import type { RankingRow } from '../../api/types.ts';
import { gapsOf, groupByClass, medianOf, placesWon, pointsOf, type TableChoice } from './ranking-table.ts';

function row(code: string, over: Partial<RankingRow> & { class?: string } = {}): RankingRow {
  const { class: unitClass = 'government', ...rest } = over;
  const name = { zh: code, en: code };
  return {
    unit: { code, name, shortName: name, kind: 'department', class: unitClass },
    printed: '80.00',
    score: 80,
    baseScore: 80,
    bonus: 0,
    deduction: 0,
    coverage: 1,
    reportedShare: 1,
    partial: false,
    grade: 'good',
    colour: 'green',
    vetoes: [],
    rank: 1,
    rankedOf: 3,
    provenance: 'demo',
    previousRank: 1,
    isOpen: true,
    leaves: [],
    adjustments: [],
    ...rest,
  };
}

const classes = [
  { code: 'party', name: { zh: '党委部门', en: 'Party bodies' }, kind: 'department' as const },
  { code: 'government', name: { zh: '政府部门', en: 'Government bureaus' }, kind: 'department' as const },
  { code: 'soe', name: { zh: '国有企业', en: 'State-owned enterprises' }, kind: 'department' as const },
];
const choice: TableChoice = { sort: 'rank', part: new Set(), nameOf: ({ unit }) => unit.shortName.zh, locale: 'zh-CN' };
const codes = (rows: readonly RankingRow[]) => rows.map(({ unit }) => unit.code);
const everyone = () => true;
const cell = (code: string, contribution: number | null, missing: 'overdue' | 'no-source' | null = null) => ({
  code,
  value: null,
  missing,
  contribution,
});

describe('pointsOf', () => {
  it('adds up the present leaves of a part', () => {
    const cells = [cell('a', 2), cell('b', null), cell('c', 5)];
    expect(pointsOf(cells, new Set(['a', 'b']))).toBe(2);
    expect(pointsOf(cells, new Set(['a', 'c']))).toBe(7);
    expect(pointsOf(cells, new Set(['b']))).toBeNull();
  });
});

describe('gapsOf', () => {
  it('names what is overdue and what has no source', () => {
    const leaves = [cell('a', 0, 'overdue'), cell('b', null, 'no-source'), cell('c', 4)];
    expect(gapsOf({ leaves })).toEqual({ damaged: [], overdue: ['a'], noSource: ['b'] });
  });
});

describe('placesWon', () => {
  const unit = { kind: 'department' } as const;

  it('is positive upwards and absent without both ranks', () => {
    expect(placesWon({ unit, rank: 2, previousRank: 5 })).toBe(3);
    expect(placesWon({ unit, rank: 4, previousRank: 4 })).toBe(0);
    expect(placesWon({ unit, rank: 4, previousRank: null })).toBeNull();
    expect(placesWon({ unit, rank: null, previousRank: 4 })).toBeNull();
  });

  it('does not compare a county with a month that had other counties', () => {
    expect(placesWon({ unit: { kind: 'county' }, rank: 24, previousRank: 1 })).toBeNull();
  });
});

describe('medianOf', () => {
  it('takes the middle, or the mean of the middle two', () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
    expect(medianOf([])).toBeNull();
  });
});

describe('groupByClass', () => {
  it('keeps the order of the classes and leaves out empty ones', () => {
    const groups = groupByClass([row('a'), row('p', { class: 'party' })], classes, everyone, choice);
    expect(groups.map((group) => group.class.code)).toEqual(['party', 'government']);
  });

  it('ranks first, partial after, unranked apart', () => {
    const rows = [
      row('partial', { rank: null, partial: true, printed: '95.00' }),
      row('second', { rank: 2 }),
      row('court', { rank: null }),
      row('first', { rank: 1 }),
    ];
    const [group] = groupByClass(rows, classes, (unit) => unit !== 'court', choice);
    expect(codes(group!.rows)).toEqual(['first', 'second', 'partial']);
    expect(codes(group!.unranked)).toEqual(['court']);
    expect(group!.rankedOf).toBe(2);
    expect(group!.median).toBe(80);
  });

  it('sorts by the column asked for, the absent last, ties by rank', () => {
    const rows = [
      row('a', { rank: 1, previousRank: 1, coverage: 0.7 }),
      row('b', { rank: 2, previousRank: 5, coverage: null }),
      row('c', { rank: 3, previousRank: null, coverage: 0.9 }),
    ];
    const sorted = (sort: TableChoice['sort']) =>
      codes(groupByClass(rows, classes, everyone, { ...choice, sort })[0]!.rows);
    expect(sorted('change')).toEqual(['b', 'a', 'c']);
    expect(sorted('coverage')).toEqual(['c', 'a', 'b']);
    expect(sorted('score')).toEqual(['a', 'b', 'c']);
  });

  it('sorts by what the open part brings', () => {
    const leavesOf = (first: number | null, second: number | null) => [cell('L1', first), cell('L2', second)];
    const rows = [
      row('a', { rank: 1, leaves: leavesOf(3, 1) }),
      row('b', { rank: 2, leaves: leavesOf(null, null) }),
      row('c', { rank: 3, leaves: leavesOf(9, null) }),
    ];
    const sorted = (...part: string[]) =>
      codes(groupByClass(rows, classes, everyone, { ...choice, sort: 'part', part: new Set(part) })[0]!.rows);
    expect(sorted('L1', 'L2')).toEqual(['c', 'a', 'b']);
    expect(sorted('L2')).toEqual(['a', 'b', 'c']);
  });

  it('sorts overdue reports before absent sources', () => {
    const rows = [
      row('a', { rank: 1, leaves: [cell('L1', null, 'no-source'), cell('L2', null, 'no-source')] }),
      row('b', { rank: 2, leaves: [cell('L1', 0, 'overdue')] }),
      row('c', { rank: 3, leaves: [cell('L1', 1)] }),
    ];
    const [group] = groupByClass(rows, classes, everyone, { ...choice, sort: 'gaps' });
    expect(codes(group!.rows)).toEqual(['b', 'a', 'c']);
  });

  it('leaves the answer as it came', () => {
    const rows = Object.freeze([row('b', { rank: 2 }), row('a', { rank: 1 })]);
    expect(() => groupByClass(rows, classes, everyone, choice)).not.toThrow();
  });
});
