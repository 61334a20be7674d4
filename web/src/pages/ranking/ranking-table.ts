import type { UnitClass } from '@dangzhi/metrics';
import type { RankingRow } from '../../api/types.ts';

export const SORT_KEYS = ['rank', 'change', 'name', 'score', 'coverage', 'reported', 'part', 'gaps'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** The unit classes a ranking is read by, with what stands in each. */
export interface ClassGroup {
  readonly class: UnitClass;
  /** Ranked and partial units, in the order asked for. */
  readonly rows: readonly RankingRow[];
  /** Scored for themselves and never ranked. */
  readonly unranked: readonly RankingRow[];
  readonly rankedOf: number;
  /** Median printed score of the ranked units; `null` when there is none. */
  readonly median: number | null;
}

/**
 * Places won since last month: positive is up, 0 the same, `null` when either month has no rank. Counties are
 * ranked in the months others report for, once a year: the month before has other peers, or none.
 */
export const placesWon = ({
  rank,
  previousRank,
  unit,
}: Pick<RankingRow, 'rank' | 'previousRank'> & { unit: Pick<RankingRow['unit'], 'kind'> }): number | null =>
  rank === null || previousRank === null || unit.kind === 'county' ? null : previousRank - rank;

/** The middle of sorted values, the mean of the two middle ones when their number is even; `null` for none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)];
  if (high === undefined) return null;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? high) + high) / 2 : high;
}

type Cell = RankingRow['leaves'][number];

/** What the leaves of one part bring together, in points; `null` where none of them is present. */
export function pointsOf(cells: readonly Cell[], leaves: ReadonlySet<string>): number | null {
  const present = cells.filter(({ code, contribution }) => contribution !== null && leaves.has(code));
  return present.length === 0 ? null : present.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
}

/** Codes of a unit's leaves without a value that somebody could do something about. */
export interface RowGaps {
  readonly damaged: readonly string[];
  readonly overdue: readonly string[];
  readonly noSource: readonly string[];
}

export function gapsOf({ leaves }: Pick<RankingRow, 'leaves'>): RowGaps {
  const lacking = (kind: Cell['missing']) => leaves.filter(({ missing }) => missing === kind).map(({ code }) => code);
  return { damaged: lacking('damaged'), overdue: lacking('overdue'), noSource: lacking('no-source') };
}

export interface TableChoice {
  readonly sort: SortKey;
  /** Leaves whose contributions are compared; empty for none. */
  readonly part: ReadonlySet<string>;
  readonly nameOf: (row: RankingRow) => string;
  readonly locale: string;
}

/**
 * Groups a ranking by class, in the order of `classes`; classes without a scored unit are left out.
 *
 * @param isRanked whether the unit of that code takes part in a ranking at all
 */
export function groupByClass(
  rows: readonly RankingRow[],
  classes: readonly UnitClass[],
  isRanked: (unit: string) => boolean,
  choice: TableChoice,
): ClassGroup[] {
  const inOrder = [...rows].sort(comparator(choice));
  return classes.flatMap((unitClass) => {
    const members = inOrder.filter(({ unit }) => unit.class === unitClass.code);
    if (members.length === 0) return [];
    const ranked = members.filter(({ rank }) => rank !== null);
    return [
      {
        class: unitClass,
        rows: members.filter(({ unit }) => isRanked(unit.code)),
        unranked: members.filter(({ unit }) => !isRanked(unit.code)),
        rankedOf: ranked.length,
        median: medianOf(ranked.map(({ printed }) => Number(printed))),
      },
    ];
  });
}

type Compare = (a: RankingRow, b: RankingRow) => number;

const LAST = Number.POSITIVE_INFINITY;

/** Best first, the absent last; equal ones stay in the order of rank and score. */
function comparator({ sort, part, nameOf, locale }: TableChoice): Compare {
  const down = (key: (row: RankingRow) => number | null): Compare => {
    const value = (row: RankingRow) => -(key(row) ?? -LAST);
    return (a, b) => compareNumbers(value(a), value(b));
  };
  const byRank: Compare = (a, b) =>
    compareNumbers(a.rank ?? LAST, b.rank ?? LAST) ||
    compareNumbers(-Number(a.printed ?? -1), -Number(b.printed ?? -1));
  const collator = new Intl.Collator(locale);
  const first: Record<SortKey, Compare> = {
    rank: byRank,
    change: down(placesWon),
    name: (a, b) => collator.compare(nameOf(a), nameOf(b)),
    score: down(({ printed }) => (printed === null ? null : Number(printed))),
    coverage: down(({ coverage }) => coverage),
    reported: down(({ reportedShare }) => reportedShare),
    part: down(({ leaves }) => pointsOf(leaves, part)),
    gaps: down((row) => {
      const { damaged, overdue, noSource } = gapsOf(row);
      // An overdue report can be made tomorrow; a source has to be connected first.
      return damaged.length * 1_000_000 + overdue.length * 1_000 + noSource.length;
    }),
  };
  return (a, b) => first[sort](a, b) || byRank(a, b);
}

/** `Infinity − Infinity` is not a number, so no subtraction. */
const compareNumbers = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
