import { createKernel, type ComposeKernel } from '../engine/kernel/kernel.ts';
import type { IndicatorValue } from '../engine/indicator-value.ts';
import { scoreLeafColumn } from '../engine/leaf-column.ts';
import { scoreLeaves, type LeafSheet } from '../engine/leaf-sheet.ts';
import type { ClassOfUnit } from '../engine/rank.ts';
import { columnOf, type UnitInput } from '../engine/table.ts';
import { printRounded } from '../language/rounding.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import { isReached, reachOf } from './reach.ts';

/** One raw value that is thought otherwise. */
export interface ValueChange {
  readonly unit: string;
  readonly indicator: string;
  readonly value: IndicatorValue;
}

/** Where one unit stands. */
export interface Standing {
  readonly unit: string;
  /** Unrounded; `null` when nothing is present. */
  readonly score: number | null;
  readonly printed: string | null;
  /** Inside its class; `null` when it holds none. */
  readonly rank: number | null;
}

export interface WhatIfOptions {
  /** Class of every unit, and whether it is ranked; by default that of its input, and all are. */
  readonly classOf?: (unit: string) => ClassOfUnit;
  /** Months of the year gone by at the period, 1..12. */
  readonly elapsedMonths?: number;
}

/**
 * A ranking to think about: raw values and weights may be changed, one set of thoughts after another,
 * and every answer is what the engine would give for them. Only leaves that a changed indicator reaches
 * are scored again; all of them under a scheme that screens its units, where a value may bring a unit
 * in, or leave it out. Nothing official is touched.
 */
export interface WhatIf {
  readonly tree: SchemeTree;
  /** The leaves of the given values; under a scheme that screens, of the values in force: ask again after a change. */
  readonly sheet: LeafSheet;
  /** Of the values in force; ask again after a change. */
  readonly kernel: ComposeKernel;
  /** The values in force: the given ones with the last changes. */
  readonly inputs: () => readonly UnitInput[];
  /** Rows of the units a unit is ranked among, itself included. */
  readonly peersOf: (row: number) => readonly number[];
  /** Puts these changes in the place of all earlier ones; none brings back the given values. */
  change(changes: readonly ValueChange[]): void;
  /** @param weights by node index, relative to siblings; the scheme's own by default */
  standings(weights?: readonly number[]): Standing[];
}

/** @throws RangeError from `change` when a unit is not among the inputs, or no leaf looks at the indicator */
export function whatIf(tree: SchemeTree, inputs: readonly UnitInput[], options: WhatIfOptions = {}): WhatIf {
  const { elapsedMonths = 12, classOf } = options;
  const given = scoreLeaves(tree, inputs, elapsedMonths);
  const kernelOf = (own: LeafSheet): ComposeKernel => createKernel(tree, own, classOf === undefined ? {} : { classOf });
  const rowOf = new Map(inputs.map(({ unit }, row) => [unit, row]));
  const reach = reachOf(tree);
  const classes = inputs.map(({ unit, class: own = '' }) => classOf?.(unit).class ?? own);
  let sheet = given;
  let kernel = kernelOf(given);
  let table = given.table;
  let current = inputs;
  let last: readonly ValueChange[] = [];

  /** Leaf by leaf, as far as the indicators reach. */
  const scoreReached = (codes: readonly string[]): void => {
    const columns = new Map(current === inputs ? given.table.columns : table.columns);
    for (const code of codes) columns.set(code, columnOf(current, code));
    table = { ...table, columns };
    for (const leaf of new Set(codes.flatMap((code) => reach.leavesOf.get(code) ?? [])))
      kernel.setLeaf(leaf, scoreLeafColumn(tree, leaf, table), current);
    if (codes.some((code) => reach.outside.has(code))) kernel.setOutside(current, table);
  };
  const scoreAll = (): void => {
    sheet = current === inputs ? given : scoreLeaves(tree, current, elapsedMonths);
    kernel = kernelOf(sheet);
  };

  return {
    tree,
    get sheet() {
      return sheet;
    },
    get kernel() {
      return kernel;
    },
    inputs: () => current,
    peersOf: (row) => classes.flatMap((name, peer) => (name === classes[row] ? [peer] : [])),
    change(changes) {
      const codes = [...new Set(changes.map(({ indicator }) => indicator))];
      const unknown = codes.find((code) => !isReached(reach, code));
      if (unknown !== undefined) throw new RangeError(`whatIf requires an indicator of the scheme, unlike ${unknown}`);
      current = withChanges(inputs, changes, rowOf);
      // What an earlier change reached has to be brought back as well; what is changed as before stays.
      const touched = [...new Set([...codes, ...last.map(({ indicator }) => indicator)])].filter(
        (code) => !isSameFor(code, last, changes),
      );
      last = [...changes];
      if (touched.length === 0) return;
      if (tree.document.screening === undefined) scoreReached(touched);
      else scoreAll();
    },
    standings(weights = tree.weights) {
      const ranks = kernel.ranks(weights);
      const totals = kernel.totals(weights);
      const { digits, mode } = tree.document.rounding;
      return inputs.map(({ unit }, row) => {
        const score = totals[row] as number;
        const rank = ranks[row] as number;
        const isAbsent = Number.isNaN(score);
        return {
          unit,
          score: isAbsent ? null : score,
          printed: isAbsent ? null : printRounded(score, digits, mode),
          rank: rank === 0 ? null : rank,
        };
      });
    },
  };
}

/** Whether both change an indicator alike. */
function isSameFor(code: string, one: readonly ValueChange[], other: readonly ValueChange[]): boolean {
  const [own, others] = [one, other].map((changes) => changes.filter(({ indicator }) => indicator === code));
  if (own === undefined || others === undefined || own.length !== others.length) return false;
  return own.every(({ unit, value }, k) => {
    const then = others[k];
    return then?.unit === unit && then.value.value === value.value && then.value.missing === value.missing;
  });
}

function withChanges(
  given: readonly UnitInput[],
  changes: readonly ValueChange[],
  rowOf: ReadonlyMap<string, number>,
): readonly UnitInput[] {
  if (changes.length === 0) return given;
  const inputs = [...given];
  for (const { unit, indicator, value } of changes) {
    const row = rowOf.get(unit);
    const own = row === undefined ? undefined : inputs[row];
    if (row === undefined || own === undefined)
      throw new RangeError(`whatIf requires a unit of the run, unlike ${unit}`);
    inputs[row] = { ...own, values: new Map(own.values).set(indicator, value) };
  }
  return inputs;
}
