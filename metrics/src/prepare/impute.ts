import { maximum, mean, minimum } from '../statistics/moments.ts';
import { median } from '../statistics/quantile.ts';
import type { CellChange, ChangeMethod, DataColumn } from './cell-change.ts';

export type Centre = 'mean' | 'median';

/** A cell that stays absent, and why nothing could be put into it. */
export interface Unfilled {
  readonly unit: number;
  readonly column: string;
  readonly why: 'empty-column' | 'empty-group' | 'no-group' | 'no-siblings';
}

export interface Imputed {
  readonly columns: readonly DataColumn[];
  readonly changes: readonly CellChange[];
  readonly unfilled: readonly Unfilled[];
}

const CENTRES: Readonly<Record<Centre, (column: Float64Array) => number | null>> = { mean, median };

/**
 * Fills the gaps of each column with the mean or median of what is present in it; with groups, of what
 * is present in the unit's own group (COINr's `i_mean`, `i_median`, `i_mean_grp`, `i_median_grp`).
 *
 * A group without any value stays absent and is reported (the reference writes NaN there); so does a
 * unit without a group.
 *
 * @param columns NaN is absent
 * @param groupOf by unit, `null` for none; without it the whole column is one group
 * @throws RangeError if there is not one group a unit
 */
export function imputeColumns(
  columns: readonly DataColumn[],
  centre: Centre,
  groupOf?: readonly (string | null)[],
): Imputed {
  const how: ChangeMethod = groupOf === undefined ? `imputed-${centre}` : `imputed-group-${centre}`;
  const book = newBook();
  for (const { code, values } of columns) {
    if (groupOf !== undefined && groupOf.length !== values.length) {
      throw new RangeError('imputeColumns requires one group a unit');
    }
    const centres = new Map<string | null, number | null>();
    const centreOf = (group: string | null): number | null => {
      if (!centres.has(group)) {
        centres.set(group, CENTRES[centre](values.filter((_, unit) => (groupOf?.[unit] ?? null) === group)));
      }
      return centres.get(group) ?? null;
    };
    fillColumn(book, { code, values }, how, (unit) => {
      const group = groupOf?.[unit] ?? null;
      if (groupOf !== undefined && group === null) return 'no-group';
      return centreOf(group) ?? (groupOf === undefined ? 'empty-column' : 'empty-group');
    });
  }
  return book;
}

export interface RowOptions {
  readonly centre: Centre;
  /** By column: −1 where less is better. Only asked for when rescaling. */
  readonly directions: readonly (1 | -1)[];
  /** Indexes of columns that stand in for each other, such as the children of one node; all by default. */
  readonly siblings?: readonly (readonly number[])[];
  /** Whether columns are brought to 0–1 first and the result back to the column's own scale; true by default. */
  readonly rescale?: boolean;
}

interface Scale {
  readonly direction: 1 | -1;
  readonly from: number;
  readonly range: number;
}

/**
 * Fills a gap with what the unit itself has in the columns beside it: each column is turned by its
 * direction and brought to 0–1 by its own extremes, the mean or median of the siblings is taken, and
 * brought back to the scale of the gap's column.
 *
 * A sibling that is constant has no place between 0 and 1 and is left out (in the reference it ends in
 * an error). Without rescaling the siblings' own values are averaged, which means something only for
 * columns of one unit of measure.
 *
 * @param columns NaN is absent
 * @throws RangeError if there is not one direction a column, or a sibling is not there
 */
export function imputeRows(columns: readonly DataColumn[], options: RowOptions): Imputed {
  const { centre, directions, rescale = true, siblings = [columns.map((_, place) => place)] } = options;
  if (directions.length !== columns.length) throw new RangeError('imputeRows requires one direction a column');
  const scales = columns.map(({ values }, place) => scaleOf(values, rescale ? (directions[place] ?? 1) : null));
  const groupOf = new Map(siblings.flatMap((group) => group.map((place) => [place, group] as const)));
  if ([...groupOf.keys()].some((place) => columns[place] === undefined)) {
    throw new RangeError('imputeRows requires siblings that are columns');
  }
  const book = newBook();
  columns.forEach((column, place) => {
    const beside = (groupOf.get(place) ?? []).flatMap((sibling) => {
      const values = columns[sibling]?.values;
      const scale = scales[sibling];
      return sibling === place || values === undefined || scale == null || scale.range === 0 ? [] : [{ values, scale }];
    });
    const own = scales[place];
    fillColumn(book, column, `imputed-row-${centre}`, (unit) => {
      if (own == null) return 'empty-column';
      const shares = beside.map(
        ({ values, scale }) => ((values[unit] as number) * scale.direction - scale.from) / scale.range,
      );
      const share = CENTRES[centre](Float64Array.from(shares));
      return share === null ? 'no-siblings' : (share * own.range + own.from) * own.direction;
    });
  });
  return book;
}

/** How a column is brought to 0–1; `null` for one without values. No direction: it is left on its own scale. */
function scaleOf(values: Float64Array, direction: 1 | -1 | null): Scale | null {
  const [low, high] = [minimum(values), maximum(values)];
  if (direction === null) return { direction: 1, from: 0, range: 1 };
  if (low === null || high === null) return null;
  return { direction, from: direction === 1 ? low : -high, range: high - low };
}

interface Book {
  readonly columns: DataColumn[];
  readonly changes: CellChange[];
  readonly unfilled: Unfilled[];
}

const newBook = (): Book => ({ columns: [], changes: [], unfilled: [] });

/** Fills the gaps of one column with what `valueFor` says of a unit: a number, or why there is none. */
function fillColumn(
  book: Book,
  { code, values }: DataColumn,
  how: ChangeMethod,
  valueFor: (unit: number) => number | Unfilled['why'],
): void {
  const filled = values.slice();
  for (let unit = 0; unit < values.length; unit += 1) {
    if (!Number.isNaN(values[unit])) continue;
    const value = valueFor(unit);
    if (typeof value === 'string') {
      book.unfilled.push({ unit, column: code, why: value });
      continue;
    }
    filled[unit] = value;
    book.changes.push({ unit, column: code, before: null, after: value, how });
  }
  book.columns.push({ code, values: filled });
}
