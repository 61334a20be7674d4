/** A column of a table on its way to being scored. Rows are units, in the same order in every column. */
export interface DataColumn {
  readonly code: string;
  /** NaN encodes absent, here and in every typed array; what is handed to people holds `null`. */
  readonly values: Float64Array;
}

/** What a step did to a cell. */
export type ChangeMethod =
  | 'denominated'
  | 'imputed-mean'
  | 'imputed-median'
  | 'imputed-group-mean'
  | 'imputed-group-median'
  | 'imputed-row-mean'
  | 'imputed-row-median'
  | 'carried-forward'
  | 'carried-back'
  | 'interpolated'
  | 'winsorised-high'
  | 'winsorised-low'
  | 'log-ct'
  | 'log-ct-plus'
  | 'log-ct-orig'
  | 'log-gii'
  | 'box-cox'
  | 'log-floored';

/** One cell a step changed: nothing is altered without an entry that says what stood there before. */
export interface CellChange {
  /** Row index. */
  readonly unit: number;
  readonly column: string;
  /** `null`: it was absent. */
  readonly before: number | null;
  /** `null`: it is absent now. */
  readonly after: number | null;
  readonly how: ChangeMethod;
}

const cellOf = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** The entries for all cells of a column in which `after` differs from `before`. */
export function recordChanges(
  code: string,
  before: Float64Array,
  after: Float64Array,
  how: ChangeMethod,
): CellChange[] {
  const changes: CellChange[] = [];
  for (let unit = 0; unit < before.length; unit += 1) {
    const [was, is] = [cellOf(before[unit]), cellOf(after[unit])];
    if (was !== is) changes.push({ unit, column: code, before: was, after: is, how });
  }
  return changes;
}

/** Writes a record of changes over a column; replayed in order, a step's record yields the step's result. */
export function applyChanges(values: Float64Array, changes: readonly CellChange[]): Float64Array {
  const changed = values.slice();
  for (const { unit, after } of changes) changed[unit] = after ?? NaN;
  return changed;
}
