import { screenUnits, type ScreenReason } from '../prepare/screen.ts';
import { isLeaf, leafAt, type SchemeTree } from '../scheme/tree.ts';
import { scoreLeafColumn, type LeafColumn } from './leaf-column.ts';
import { absentColumn, tableOf, type IndicatorColumn, type IndicatorTable, type UnitInput } from './table.ts';

/** Every leaf of a scheme scored over all units, before weights come in. */
export interface LeafSheet {
  readonly inputs: readonly UnitInput[];
  readonly table: IndicatorTable;
  /** By node index; `null` at branches. */
  readonly columns: readonly (LeafColumn | null)[];
  /** By unit: why it was left out; `null` when it was not. */
  readonly screened: readonly (ScreenReason | null)[];
}

/**
 * Scores all leaves for all units. Nothing here depends on weights, so a page does it once and moves
 * weights freely.
 *
 * @param elapsedMonths months of the year gone by at the period, 1..12
 */
export function scoreLeaves(tree: SchemeTree, inputs: readonly UnitInput[], elapsedMonths = 12): LeafSheet {
  const { table, screened } = screenTable(tree, tableOf(tree, inputs, elapsedMonths));
  const columns = tree.nodes.map((node, index) => (isLeaf(node) ? scoreLeafColumn(tree, index, table) : null));
  return { inputs, table, columns, screened };
}

interface Screened {
  readonly table: IndicatorTable;
  readonly screened: readonly (ScreenReason | null)[];
}

/** Leaves out units with too little to go by: the others are not compared with them. */
function screenTable(tree: SchemeTree, table: IndicatorTable): Screened {
  const { screening } = tree.document;
  if (screening === undefined) return { table, screened: table.units.map(() => null) };
  const { availableShare, nonZeroShare, keep = [], drop = [] } = screening;
  const indicators = new Set(tree.leaves.map((index) => leafAt(tree, index).indicator));
  const columns = [...indicators].map(
    (code) => table.columns.get(code)?.values ?? absentColumn(table.units.length).values,
  );
  const units = screenUnits(columns, {
    by: nonZeroShare === undefined ? 'availability' : availableShare === undefined ? 'non-zero' : 'both',
    minAvailable: availableShare ?? 0,
    minNonZero: nonZeroShare ?? 0,
    force: new Map(
      [
        ...keep.map((code) => [table.units.indexOf(code), true] as const),
        ...drop.map((code) => [table.units.indexOf(code), false] as const),
      ].filter(([row]) => row >= 0),
    ),
  });
  const screened = units.map(({ kept, reason }) => (kept ? null : reason));
  const without = ({ values, missing }: IndicatorColumn): IndicatorColumn => ({
    values: values.map((value, unit) => (screened[unit] === null ? value : Number.NaN)),
    missing,
  });
  const left = new Map([...table.columns].map(([code, column]) => [code, without(column)]));
  return { table: { ...table, columns: left }, screened };
}
