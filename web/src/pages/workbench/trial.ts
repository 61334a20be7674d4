import {
  isLeaf,
  pointSheet,
  rankInClass,
  scoreUnit,
  type ClassOfUnit,
  type PointSheet,
  type RankedScore,
  type SchemeTree,
  type UnitInput,
} from '@dangzhi/metrics';
import type { Ranking } from '../../api/types.ts';

/** What the engine needs to score every unit of a ranking again: values and reasons, never scores. */
export function unitInputs(ranking: Pick<Ranking, 'rows' | 'elapsedMonths'>, tree: SchemeTree): UnitInput[] {
  const indicatorOf = new Map(
    tree.nodes.flatMap((node) => (isLeaf(node) ? [[node.code, node.indicator] as const] : [])),
  );
  return ranking.rows.map(({ unit, leaves, adjustments }) => ({
    unit: unit.code,
    values: new Map(
      leaves.map(({ code, value, missing }) => [
        indicatorOf.get(code) ?? code,
        { value, missing, numerator: null, denominator: null },
      ]),
    ),
    adjustments,
    elapsedMonths: ranking.elapsedMonths,
  }));
}

/**
 * A sheet as the engine's weights. Hundredths become the very decimals the scheme is written in, so that an
 * untouched sheet gives the server's scores to the last bit.
 */
export function weightsOf(tree: SchemeTree, sheet: PointSheet): readonly number[] {
  if (tree.document.total === undefined) {
    const own = pointSheet(tree);
    if (sheet.every((points, index) => points === own[index])) return tree.weights;
  }
  return sheet.map((points) => points / 100);
}

/** Scores and ranks of every unit under other weights. */
export function scoreTrial(
  tree: SchemeTree,
  inputs: readonly UnitInput[],
  weights: readonly number[],
  classOf: (unit: string) => ClassOfUnit,
): RankedScore[] {
  const scores = inputs.map((input) => scoreUnit(tree, input, weights));
  return rankInClass(scores, classOf);
}

/** Units whose score, computed here with the scheme's own weights, is not what the server printed; should be none. */
export function disagreements(ranking: Pick<Ranking, 'rows'>, scores: readonly RankedScore[]): string[] {
  const here = new Map(scores.map((score) => [score.unit, score]));
  return ranking.rows.flatMap(({ unit, printed, rank }) => {
    const own = here.get(unit.code);
    return own?.printed === printed && own.rank === rank ? [] : [unit.code];
  });
}
