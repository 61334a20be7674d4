/** What one unit has reported, over all columns. */
export interface UnitAvailability {
  readonly missing: number;
  readonly zeros: number;
  /** Share of the columns that have a value, in [0, 1]. */
  readonly availableShare: number;
  /** Share of the values that are not 0, in [0, 1]; `null` for a unit without any value. */
  readonly nonZeroShare: number | null;
}

function rowsOf(columns: readonly Float64Array[]): number {
  const rows = columns[0]?.length ?? 0;
  if (columns.length === 0) throw new RangeError('availability requires at least one column');
  if (columns.some(({ length }) => length !== rows)) throw new RangeError('columns require equal lengths');
  return rows;
}

/**
 * Data availability of every unit (COINr's `get_data_avail`, summary).
 *
 * @param columns at least one; NaN is absent
 * @throws RangeError if there is no column, or their lengths differ
 */
export function unitAvailability(columns: readonly Float64Array[]): UnitAvailability[] {
  return Array.from({ length: rowsOf(columns) }, (_, unit) => {
    let [missing, zeros] = [0, 0];
    for (const column of columns) {
      if (Number.isNaN(column[unit])) missing += 1;
      else if (column[unit] === 0) zeros += 1;
    }
    const present = columns.length - missing;
    return {
      missing,
      zeros,
      availableShare: present / columns.length,
      nonZeroShare: present === 0 ? null : (present - zeros) / present,
    };
  });
}

/**
 * Data availability of every unit under each node of a tree (COINr's `get_data_avail`, by group): the
 * share of the node's indicators that have a value, not of its direct children.
 *
 * @param leavesOf by node, the indexes of the columns below it, at least one each
 * @returns by node, by unit, in [0, 1]
 * @throws RangeError if a node has no column, or one that is not there
 */
export function nodeAvailability(
  columns: readonly Float64Array[],
  leavesOf: readonly (readonly number[])[],
): Float64Array[] {
  const rows = rowsOf(columns);
  return leavesOf.map((leaves) => {
    if (leaves.length === 0) throw new RangeError('a node requires at least one column');
    const share = new Float64Array(rows);
    for (const leaf of leaves) {
      const column = columns[leaf];
      if (column === undefined) throw new RangeError(`there is no column ${leaf}`);
      for (let unit = 0; unit < rows; unit += 1) if (!Number.isNaN(column[unit])) share[unit] = (share[unit] ?? 0) + 1;
    }
    return share.map((present) => present / leaves.length);
  });
}
