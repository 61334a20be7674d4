import { composeColumns } from '../../engine/compose.ts';
import type { LeafColumn } from '../../engine/leaf-column.ts';
import { scoreLeaves, type LeafSheet } from '../../engine/leaf-sheet.ts';
import type { UnitInput } from '../../engine/table.ts';
import type { SchemeDocument, SchemeLeaf } from '../../scheme/document.ts';
import { buildTree, leafAt, type SchemeTree } from '../../scheme/tree.ts';
import { contextOf, type LintContext, type LintOptions } from '../finding/context.ts';

/** One leaf over all units, without what the scheme made up for absent values. */
export interface LeafValues {
  readonly index: number;
  readonly leaf: SchemeLeaf;
  readonly path: string;
  /** Values that are there, in any order. */
  readonly present: Float64Array;
  /** By unit; NaN where the value is absent, or the rule has no score for it. */
  readonly scores: Float64Array;
  /** Scores of the worst and of the best under this rule. */
  readonly range: readonly [worst: number, best: number];
}

/** A scheme that can be scored, with the values of a run. */
export interface ValuesContext extends LintContext {
  readonly tree: SchemeTree;
  readonly sheet: LeafSheet;
  /** Leaves with a weight. */
  readonly values: readonly LeafValues[];
  /** Scores of one unit by node index, as the scheme gives them; `null` where absent. */
  readonly scoresOf: (unit: number) => (number | null)[];
}

export function valuesContextOf(
  scheme: SchemeDocument,
  inputs: readonly UnitInput[],
  options: LintOptions,
): ValuesContext {
  const context = contextOf(scheme, options);
  const tree = buildTree(scheme);
  const sheet = scoreLeaves(tree, inputs, context.options.elapsedMonths);
  const branches = composeColumns(tree, inputs.length, (leaf) => sheet.columns[leaf] as LeafColumn);
  return {
    ...context,
    tree,
    sheet,
    values: inDocumentOrder(tree.leaves).flatMap((index) =>
      (tree.weights[index] as number) > 0 ? [leafValues(tree, sheet, index)] : [],
    ),
    scoresOf: (unit) =>
      tree.nodes.map((_, index) => {
        const score = (branches[index] ?? sheet.columns[index]?.scores)?.[unit] ?? Number.NaN;
        return sheet.screened[unit] !== null || Number.isNaN(score) ? null : score;
      }),
  };
}

const inDocumentOrder = (indices: readonly number[]): number[] => [...indices].sort((a, b) => a - b);

function leafValues(tree: SchemeTree, { columns, table, screened }: LeafSheet, index: number): LeafValues {
  const leaf = leafAt(tree, index);
  const column = columns[index] as LeafColumn;
  const given = table.columns.get(leaf.indicator)?.values ?? new Float64Array(0);
  const isGiven = (unit: number): boolean => screened[unit] === null && !Number.isNaN(given[unit]);
  return {
    index,
    leaf,
    path: `/nodes/${index}`,
    present: given.filter((_, unit) => isGiven(unit)),
    scores: column.scores.map((score, unit) =>
      isGiven(unit) && column.filled?.has(unit) !== true ? score : Number.NaN,
    ),
    range: column.setting.range,
  };
}

/** Those of a column that are there. */
export const scored = ({ scores }: LeafValues): Float64Array => scores.filter((score) => !Number.isNaN(score));

/** Whether there are two or more, and all are the same: one unit alone is equal to itself and says nothing. */
export const areEqual = (numbers: Float64Array): boolean =>
  numbers.length > 1 && numbers.every((number) => number === numbers[0]);
