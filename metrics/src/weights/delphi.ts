import { mean, standardDeviation } from '../statistics/moments.ts';
import { rankAscending } from '../statistics/rank.ts';
import { chiSquareUpperTail } from './incomplete-gamma.ts';

/** An item is settled when its scores scatter no more than this. */
const CV_LIMIT = 0.25;
const SIGNIFICANCE = 0.05;

export interface DelphiItem {
  /** Experts who scored it. */
  readonly scores: number;
  readonly mean: number;
  /** Sample standard deviation (n − 1); `null` for one score. */
  readonly sd: number | null;
  /** sd ÷ mean, 0 where all scores are 0; `null` for one score. */
  readonly cv: number | null;
  /** mean ÷ Σ means. */
  readonly weight: number;
}

/** Kendall's coefficient of concordance over the experts who scored every item. */
export interface Concordance {
  readonly experts: number;
  /** 0 … 1: from no agreement on the order of the items to full agreement. */
  readonly w: number;
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** P(χ² ≥ that) if experts ranked at random; an approximation, coarse below about seven items. */
  readonly pValue: number;
}

export interface DelphiResult {
  readonly ok: true;
  readonly items: readonly DelphiItem[];
  /** `null` with fewer than two experts who scored all, or when none of them ranks any item over another. */
  readonly concordance: Concordance | null;
  readonly stop: {
    /** Every cv ≤ 0.25, and the experts agree significantly (p < 0.05). */
    readonly reached: boolean;
    readonly isConcordant: boolean;
    /** Items whose cv is above 0.25 or unknown, the widest first. */
    readonly heldUpBy: readonly number[];
  };
  /** Experts left out of the concordance, for they did not score all items. Their scores count in the means. */
  readonly incomplete: readonly number[];
}

export interface DelphiFault {
  readonly code: 'shape' | 'out-of-range' | 'no-score' | 'all-zero';
  /** Counted from 0; `null` where the fault is not one expert's or one item's. */
  readonly expert: number | null;
  readonly item: number | null;
  readonly message: string;
}

/**
 * 德尔菲: one round of scores as weights, and whether another round is needed.
 *
 * w_j = m_j ÷ Σm; W = 12S ÷ (k²(n³ − n) − kΣT), S the squared deviations of the items' rank sums,
 * T = Σ(t³ − t) over an expert's ties; χ² = k(n − 1)W with n − 1 degrees of freedom.
 *
 * @param scores `scores[expert][item]`, at least 0; `null` where an expert gave none. Means are over the
 *   scores there are, W over the experts who scored all items
 * @returns faults with expert, item and mend for scores that cannot be used
 * @see M. G. Kendall, Rank Correlation Methods, 1948
 */
export function delphiRound(
  scores: readonly (readonly (number | null)[])[],
): DelphiResult | { readonly ok: false; readonly faults: readonly DelphiFault[] } {
  const faults = faultsOf(scores);
  if (faults.length > 0) return { ok: false, faults };
  const columns = (scores[0] ?? []).map((_, item) => Float64Array.from(scores, (row) => row[item] ?? NaN));
  const means = columns.map((column) => mean(column) ?? 0);
  const sum = means.reduce((a, b) => a + b, 0);
  if (!(sum > 0)) {
    const message = 'every score is 0, so no item outweighs another; score at least one item above 0';
    return { ok: false, faults: [{ code: 'all-zero', expert: null, item: null, message }] };
  }
  const items = columns.map((column, item): DelphiItem => {
    const centre = means[item] ?? 0;
    const sd = standardDeviation(column);
    const cv = sd === null ? null : sd === 0 ? 0 : sd / centre;
    return {
      scores: column.filter((score) => !Number.isNaN(score)).length,
      mean: centre,
      sd,
      cv,
      weight: centre / sum,
    };
  });
  const isComplete = (row: readonly (number | null)[]): boolean => row.every((score) => score !== null);
  const concordance = concordanceOf(scores.filter(isComplete).map((row) => Float64Array.from(row, Number)));
  const isConcordant = concordance !== null && concordance.pValue < SIGNIFICANCE;
  const heldUpBy = widestFirst(items);
  return {
    ok: true,
    items,
    concordance,
    stop: { reached: isConcordant && heldUpBy.length === 0, isConcordant, heldUpBy },
    incomplete: scores.flatMap((row, expert) => (isComplete(row) ? [] : [expert])),
  };
}

function widestFirst(items: readonly DelphiItem[]): number[] {
  const width = (item: number): number => items[item]?.cv ?? Infinity;
  return items
    .map((_, item) => item)
    .filter((item) => !(width(item) <= CV_LIMIT + 1e-12))
    .sort((a, b) => (width(a) === width(b) ? a - b : width(b) - width(a)));
}

function concordanceOf(rows: readonly Float64Array[]): Concordance | null {
  const experts = rows.length;
  const items = rows[0]?.length ?? 0;
  if (experts < 2) return null;
  const ranks = rows.map((row) => rankAscending(row, 'average'));
  const middle = (experts * (items + 1)) / 2;
  let spread = 0;
  for (let item = 0; item < items; item += 1) {
    const distance = ranks.reduce((sum, row) => sum + (row[item] ?? 0), 0) - middle;
    spread += distance * distance;
  }
  const ties = ranks.reduce((sum, row) => sum + tieTerm(row), 0);
  const most = experts * experts * (items * items * items - items) - experts * ties;
  if (most <= 0) return null;
  const w = Math.min(1, (12 * spread) / most);
  const chiSquare = experts * (items - 1) * w;
  return { experts, w, chiSquare, degreesOfFreedom: items - 1, pValue: chiSquareUpperTail(chiSquare, items - 1) };
}

/** Σ(t³ − t) over groups of equal ranks. */
function tieTerm(ranks: Float64Array): number {
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + (size * size * size - size), 0);
}

function faultsOf(scores: readonly (readonly (number | null)[])[]): DelphiFault[] {
  const items = scores[0]?.length ?? 0;
  if (items < 2) {
    const message = 'a round needs at least one expert and two items; add what is missing';
    return [{ code: 'shape', expert: null, item: null, message }];
  }
  const faults = scores.flatMap((row, expert): DelphiFault[] => {
    if (row.length !== items) {
      const message = `expert ${expert + 1} has ${row.length} scores for ${items} items; give null where there is none`;
      return [{ code: 'shape', expert, item: null, message }];
    }
    return row.flatMap((score, item) => {
      if (score === null || (Number.isFinite(score) && score >= 0)) return [];
      const message = `expert ${expert + 1} gives item ${item + 1} the score ${score}; give a number of at least 0`;
      return [{ code: 'out-of-range' as const, expert, item, message }];
    });
  });
  if (faults.length > 0) return faults;
  return Array.from({ length: items }, (_, item) => item).flatMap((item) => {
    if (scores.some((row) => row[item] !== null)) return [];
    const message = `item ${item + 1} has no score; let an expert score it, or take it out`;
    return [{ code: 'no-score' as const, expert: null, item, message }];
  });
}
