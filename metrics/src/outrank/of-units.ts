import type { LeafColumn } from '../engine/leaf-column.ts';
import type { LeafSheet } from '../engine/leaf-sheet.ts';
import { nominalWeights } from '../engine/unit-weights.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import { copelandScores } from './copeland.ts';

/**
 * Copeland scores of scored units: a second opinion beside the index, which no indicator can buy with
 * a single very good value. Leaf scores are compared, weighted by their weight in the whole.
 *
 * @param weights by node index, relative to siblings
 * @returns one for each unit of the sheet, see {@link copelandScores}; `null`, too, for a unit that was left out
 */
export function copelandOfUnits(
  tree: SchemeTree,
  sheet: LeafSheet,
  weights: readonly number[] = tree.weights,
): (number | null)[] {
  const nominal = nominalWeights(tree, weights);
  const columns = tree.leaves.map((leaf) =>
    // A unit that was left out may have been given a score for what it lacks.
    (sheet.columns[leaf] as LeafColumn).scores.map((score, unit) => (sheet.screened[unit] === null ? score : NaN)),
  );
  return copelandScores(
    columns,
    tree.leaves.map((leaf) => nominal[leaf] as number),
  );
}
