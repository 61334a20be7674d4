import { MISSING_KINDS } from '../language/missing.ts';
import type { CellChange, DataColumn } from '../prepare/cell-change.ts';
import { denominate } from '../prepare/denominate.ts';
import { imputeColumns, imputeRows } from '../prepare/impute.ts';
import { treat } from '../prepare/treat.ts';
import { needsPeers } from '../rules/index.ts';
import type { ImputeMethod, SchemeLeaf } from '../scheme/document.ts';
import { isLeaf, leafAt, type SchemeTree } from '../scheme/tree.ts';
import { minimum } from '../statistics/moments.ts';
import { absentColumn, reasonNumber, type IndicatorColumn, type IndicatorTable } from './table.ts';

/** A leaf's column as its rule is given it. */
export interface PreparedColumn extends IndicatorColumn {
  /** Every cell a step changed, in the order of the steps: denominator, imputation, treatment. */
  readonly changes: readonly CellChange[];
  /** Units whose value was made up from others, and how; `null` when none was. */
  readonly imputed: ReadonlyMap<number, ImputeMethod> | null;
  /** The column as it was treated, before a logarithm, where the two differ from `values`. */
  readonly logged: boolean;
}

/**
 * Brings a leaf's indicator to its rule: ÷ denominator, imputation, treatment of outliers, logarithm,
 * as far as the leaf asks for them, in this order (the OECD/JRC Handbook's, and COINr's).
 *
 * A column that asks for nothing is handed on as it is.
 */
export function prepareLeaf(tree: SchemeTree, index: number, table: IndicatorTable): PreparedColumn {
  const leaf = leafAt(tree, index);
  const shared = sharedOut(leaf, table);
  const imputed = leaf.impute === undefined ? shared : impute(tree, index, leaf.impute, shared, table);
  const treated = leaf.treatment === undefined ? imputed : treatOutliers(leaf, leaf.treatment, imputed);
  return leaf.transform === 'log' ? logged(leaf, treated) : treated;
}

/** The leaf's indicator, divided by its denominator where it has one. */
function sharedOut(leaf: SchemeLeaf, table: IndicatorTable): PreparedColumn {
  const units = table.units.length;
  const column = table.columns.get(leaf.indicator) ?? absentColumn(units);
  const plain: PreparedColumn = { ...column, changes: [], imputed: null, logged: false };
  if (leaf.denominator === undefined) return plain;
  const by = table.columns.get(leaf.denominator.indicator) ?? absentColumn(units);
  const divided = denominate(dataColumn(leaf, column.values), by.values, leaf.denominator.scale);
  const missing = reasonsOf(column, units);
  for (const { unit, missing: kind } of divided.absent)
    // Whose denominator is absent is absent for the denominator's reason.
    missing[unit] = kind === 'no-cases' ? reasonNumber(kind) : (by.missing?.[unit] ?? reasonNumber(kind));
  return { ...plain, values: divided.column.values, missing, changes: divided.changes };
}

const dataColumn = ({ code }: SchemeLeaf, values: Float64Array): DataColumn => ({ code, values });

function reasonsOf({ missing }: IndicatorColumn, units: number): Uint8Array {
  return missing?.slice() ?? new Uint8Array(units).fill(reasonNumber('no-source'));
}

type Impute = NonNullable<SchemeLeaf['impute']>;

/** Fills absent values of the kinds the leaf names; a group that has nothing to go by stays absent. */
function impute(
  tree: SchemeTree,
  index: number,
  { method, kinds = ['no-source'] }: Impute,
  column: PreparedColumn,
  table: IndicatorTable,
): PreparedColumn {
  const { changes } = candidates(tree, index, method, column, table);
  const noSource = reasonNumber('no-source');
  const allowed = changes.filter(({ unit }) =>
    // What is damaged is no kind that a scheme names.
    kinds.some((kind) => kind === (MISSING_KINDS[column.missing?.[unit] ?? noSource] ?? 'no-source')),
  );
  if (allowed.length === 0) return column;
  const values = column.values.slice();
  for (const { unit, after } of allowed) values[unit] = after ?? Number.NaN;
  const imputed = new Map(allowed.map(({ unit }) => [unit, method]));
  return { ...column, values, changes: [...column.changes, ...allowed], imputed };
}

function candidates(
  tree: SchemeTree,
  index: number,
  method: ImputeMethod,
  { values }: PreparedColumn,
  table: IndicatorTable,
): { changes: readonly CellChange[] } {
  const leaf = leafAt(tree, index);
  const centre = method.endsWith('median') ? 'median' : 'mean';
  if (method === 'mean' || method === 'median') return imputeColumns([dataColumn(leaf, values)], centre);
  if (method === 'class-mean' || method === 'class-median') {
    const classOf = Array.from(table.classOf, String);
    return imputeColumns([dataColumn(leaf, values)], centre, classOf);
  }
  const siblings = (tree.children[tree.parent[index] as number] ?? [])
    .filter((child) => child !== index && isLeaf(tree.nodes[child] as SchemeLeaf))
    .map((child) => leafAt(tree, child));
  const leaves = [leaf, ...siblings];
  const columns = [values, ...siblings.map((sibling) => sharedOut(sibling, table).values)];
  const rows = imputeRows(
    leaves.map((one, k) => dataColumn(one, columns[k] as Float64Array)),
    { centre, directions: leaves.map(({ direction }) => (direction === 'higher' ? 1 : -1)) },
  );
  return { changes: rows.changes.filter(({ column: code }) => code === leaf.code) };
}

function treatOutliers(
  leaf: SchemeLeaf,
  { method = 'winsorise-or-log', maxPoints = 5, skewness = 2, kurtosis = 3.5, force = false }: Treatment,
  column: PreparedColumn,
): PreparedColumn {
  const { column: treated, changes } = treat(dataColumn(leaf, column.values), {
    thresholds: { skewness, kurtosis },
    maxPoints: method === 'log' ? 0 : maxPoints,
    transform: method === 'winsorise' ? null : 'log-ct',
    force,
  });
  return { ...column, values: treated.values, changes: [...column.changes, ...changes] };
}

type Treatment = NonNullable<SchemeLeaf['treatment']>;

/** Logarithm of the smallest number there is: below whatever a rule may state. */
const BELOW_ALL = Math.log(Number.MIN_VALUE);

/**
 * Natural logarithms. What is 0 or less has none, and is not thereby absent: its weight must not go to
 * what the unit does better. Under a rule that states values it lies below all of them; among units that
 * are compared it stands with the lowest that has a logarithm. Each such cell is on record.
 */
function logged(leaf: SchemeLeaf, column: PreparedColumn): PreparedColumn {
  const values = column.values.map((value) => (value > 0 ? Math.log(value) : Number.NaN));
  const floor = needsPeers(leaf.rule) ? minimum(values) : BELOW_ALL;
  const changes: CellChange[] = [];
  column.values.forEach((value, unit) => {
    if (!(value <= 0) || floor === null) return;
    values[unit] = floor;
    changes.push({ unit, column: leaf.code, before: value, after: floor, how: 'log-floored' });
  });
  // Where nobody has a logarithm there is nothing to compare with.
  const missing = floor === null ? withoutCases(column) : column.missing;
  return { ...column, values, missing, changes: [...column.changes, ...changes], logged: true };
}

function withoutCases(column: PreparedColumn): Uint8Array {
  const missing = reasonsOf(column, column.values.length);
  column.values.forEach((value, unit) => {
    if (value <= 0) missing[unit] = reasonNumber('no-cases');
  });
  return missing;
}
