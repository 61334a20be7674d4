import { roundToUnits, type RoundingMode } from '../language/rounding.ts';
import { competitionRanks } from '../statistics/rank.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import { composeColumns, type LeafScores } from './compose.ts';
import { leafAsLine, scoreLeafColumn } from './leaf-column.ts';
import type { IndicatorTable } from './table.ts';

/** Scores of many units as columns, without the story of each. */
export interface BaseScores {
  /** Scores of every branch by node index, NaN where absent; `null` at the leaves. */
  readonly branches: readonly (Float64Array | null)[];
  /** The root's; before bonus and deduction. */
  readonly scores: Float64Array;
}

/**
 * Normalises and aggregates a whole table, from values to the root's scores, without keeping the leaf
 * columns: a hundred thousand units need a few columns beside the table itself.
 *
 * @param weights by node index, relative to siblings
 */
export function baseScores(
  tree: SchemeTree,
  table: IndicatorTable,
  weights: readonly number[] = tree.weights,
): BaseScores {
  const units = table.units.length;
  const column = new Float64Array(units);
  const leafScores = (leaf: number): LeafScores =>
    leafAsLine(tree, leaf, table) ?? scoreLeafColumn(tree, leaf, table, column);
  const branches = composeColumns(tree, units, leafScores, weights);
  return { branches, scores: branches[tree.root] ?? new Float64Array(units).fill(Number.NaN) };
}

/**
 * Competition ranks (1, 2, 2, 4) of printed scores.
 *
 * @param scores NaN is absent
 * @returns 0 where the score is absent
 */
export function ranksOfScores({ document: { rounding } }: SchemeTree, scores: Float64Array): Int32Array {
  return competitionRanks(roundedScores(scores, rounding.rankOn === 'printed' ? rounding.digits : 9, rounding.mode));
}

function roundedScores(scores: Float64Array, digits: number, mode: RoundingMode): Float64Array {
  const figures = new Float64Array(scores.length).fill(Number.NaN);
  for (let u = 0; u < scores.length; u += 1) {
    const score = scores[u] as number;
    if (score === score) figures[u] = roundToUnits(score, digits, mode);
  }
  return figures;
}
