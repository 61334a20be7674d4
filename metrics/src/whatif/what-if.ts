import { createKernel, type ComposeKernel } from '../engine/kernel/kernel.ts';
import type { IndicatorValue } from '../engine/indicator-value.ts';
import { scoreLeafColumn } from '../engine/leaf-column.ts';
import { scoreLeaves, type LeafSheet } from '../engine/leaf-sheet.ts';
import type { ClassOfUnit } from '../engine/rank.ts';
import { columnOf, type IndicatorColumn, type UnitInput } from '../engine/table.ts';
import { printRounded } from '../language/rounding.ts';
import { leafAt, type SchemeTree } from '../scheme/tree.ts';

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
 * are scored again. Nothing official is touched.
 */
export interface WhatIf {
  readonly tree: SchemeTree;
  readonly sheet: LeafSheet;
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
export function whatIf(tree: SchemeTree, given: readonly UnitInput[], options: WhatIfOptions = {}): WhatIf {
  const { elapsedMonths = 12, classOf } = options;
  const sheet = scoreLeaves(tree, given, elapsedMonths);
  const kernel = createKernel(tree, sheet, classOf === undefined ? {} : { classOf });
  const rowOf = new Map(given.map(({ unit }, row) => [unit, row]));
  const leavesOf = leavesByIndicator(tree);
  const isOutside = outsideIndicators(tree);
  let table = sheet.table;
  const classes = given.map(({ unit, class: own = '' }) => classOf?.(unit).class ?? own);
  let inputs = given;
  let changed: readonly string[] = [];

  return {
    tree,
    sheet,
    kernel,
    inputs: () => inputs,
    peersOf: (row) => classes.flatMap((name, peer) => (name === classes[row] ? [peer] : [])),
    change(changes) {
      const codes = [...new Set(changes.map(({ indicator }) => indicator))];
      for (const code of codes) {
        if (!leavesOf.has(code) && !isOutside.has(code))
          throw new RangeError(`whatIf requires an indicator of the scheme, unlike ${code}`);
      }
      inputs = withChanges(given, changes, rowOf);
      // What an earlier change reached has to be brought back as well.
      const touched = [...new Set([...codes, ...changed])];
      changed = codes;
      if (touched.length === 0) return;
      const columns = new Map(given === inputs ? sheet.table.columns : table.columns);
      for (const code of touched) columns.set(code, withoutScreened(columnOf(inputs, code), sheet));
      table = { ...table, columns };
      for (const leaf of new Set(touched.flatMap((code) => leavesOf.get(code) ?? [])))
        kernel.setLeaf(leaf, scoreLeafColumn(tree, leaf, table), inputs);
      if (touched.some((code) => isOutside.has(code))) kernel.setOutside(inputs, table);
    },
    standings(weights = tree.weights) {
      const ranks = kernel.ranks(weights);
      const totals = kernel.totals(weights);
      const { digits, mode } = tree.document.rounding;
      return given.map(({ unit }, row) => {
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

/** Units that were left out stay out: nobody is compared with them. */
function withoutScreened({ values, missing }: IndicatorColumn, { screened }: LeafSheet): IndicatorColumn {
  return { values: values.map((value, row) => (screened[row] === null ? value : Number.NaN)), missing };
}

/** Indicators that move a score beside the tree: bonuses, deductions and vetoes. */
function outsideIndicators(tree: SchemeTree): Set<string> {
  const vetoes = tree.leaves.map((index) => leafAt(tree, index)).filter(({ rule }) => rule.type.startsWith('veto'));
  return new Set([...(tree.document.adjustments.items ?? []), ...vetoes].map(({ indicator }) => indicator));
}

/** The leaves whose scores an indicator reaches: by itself, as a denominator, or through imputation. */
function leavesByIndicator(tree: SchemeTree): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const note = (code: string, leaf: number): void => void found.set(code, [...(found.get(code) ?? []), leaf]);
  for (const index of tree.leaves) {
    const { indicator, denominator, impute } = leafAt(tree, index);
    note(indicator, index);
    if (denominator !== undefined) note(denominator.indicator, index);
    if (impute?.method.startsWith('siblings') !== true) continue;
    for (const sibling of tree.children[tree.parent[index] as number] ?? []) {
      if (sibling === index || !tree.leaves.includes(sibling)) continue;
      const beside = leafAt(tree, sibling);
      note(beside.indicator, index);
      if (beside.denominator !== undefined) note(beside.denominator.indicator, index);
    }
  }
  return found;
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
