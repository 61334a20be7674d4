import { scoreLeafColumn, type LeafColumn } from '../engine/leaf-column.ts';
import { absentColumn, reasonNumber, type IndicatorColumn, type IndicatorTable } from '../engine/table.ts';
import { needsPeers } from '../rules/index.ts';
import { leafAt, type SchemeTree } from '../scheme/tree.ts';
import type { WhatIf } from './what-if.ts';

/** One unit on one leaf, value by value. */
export interface AlongLeaf {
  /** −∞ where the leaf is absent. */
  readonly scores: readonly number[];
  /** Every value scores, by itself, and nobody else's score moves. */
  readonly isPlain: boolean;
}

/**
 * Scores a leaf the indicator reaches, whether it is its own or the denominator.
 *
 * @param values of the indicator, the present one first; `null` is absent
 */
export function alongLeaf(
  { tree, sheet }: WhatIf,
  row: number,
  leaf: number,
  code: string,
  values: readonly (number | null)[],
): AlongLeaf {
  const now = sheet.columns[leaf] as LeafColumn;
  const [, ...later] = values.map((value) => value ?? Number.NaN);
  const standsAlone = !comparesUnits(tree, leaf);
  const atOnce = standsAlone ? scoreLeafColumn(tree, leaf, asUnits(sheet.table, row, code, later)) : null;
  let isPlain = true;
  const scores = values.map((_, k) => {
    const column =
      k === 0
        ? now
        : (atOnce ?? scoreLeafColumn(tree, leaf, withValue(sheet.table, code, row, later[k - 1] as number)));
    const place = k > 0 && standsAlone ? k - 1 : row;
    const score = column.scores[place] as number;
    isPlain &&= !Number.isNaN(score) && !isFilled(column, place) && (standsAlone || leavesOthers(now, column, row));
    return Number.isNaN(score) ? -Infinity : score;
  });
  return { scores, isPlain };
}

/** Whether a unit's score on the leaf looks at other units, or at other leaves. */
function comparesUnits(tree: SchemeTree, leaf: number): boolean {
  const { rule, treatment, impute } = leafAt(tree, leaf);
  const plan = Object.values(tree.missingPlans[leaf] ?? {});
  // In an open scheme the worst and the best are those there are.
  const fillsByOthers = tree.range === null && (plan.includes('zero') || plan.includes('full'));
  const makesUp = impute !== undefined || plan.includes('class-mean') || fillsByOthers;
  return needsPeers(rule) || treatment !== undefined || makesUp;
}

const isFilled = ({ filled, prepared }: LeafColumn, unit: number): boolean =>
  filled?.has(unit) === true || prepared.imputed?.has(unit) === true;

function leavesOthers(now: LeafColumn, then: LeafColumn, row: number): boolean {
  return now.scores.every(
    (score, unit) =>
      unit === row || (Object.is(score, then.scores[unit]) && isFilled(now, unit) === isFilled(then, unit)),
  );
}

/** The unit once for every value, and nobody else. */
function asUnits(table: IndicatorTable, row: number, code: string, values: readonly number[]): IndicatorTable {
  const alone = ({ values: given, missing }: IndicatorColumn): IndicatorColumn => ({
    values: new Float64Array(values.length).fill(given[row] as number),
    missing: missing && new Uint8Array(values.length).fill(missing[row] as number),
  });
  const columns = new Map([...table.columns].map(([own, column]) => [own, alone(column)]));
  columns.set(code, { values: Float64Array.from(values), missing: null });
  return {
    ...table,
    units: values.map(String),
    classOf: new Int32Array(values.length),
    classCount: 1,
    columns,
  };
}

function withValue(table: IndicatorTable, code: string, row: number, value: number): IndicatorTable {
  const given = table.columns.get(code) ?? absentColumn(table.units.length);
  const values = given.values.slice();
  values[row] = value;
  const missing = given.missing?.slice() ?? new Uint8Array(values.length).fill(reasonNumber('no-source'));
  missing[row] = reasonNumber('no-cases');
  return { ...table, columns: new Map(table.columns).set(code, { values, missing }) };
}
