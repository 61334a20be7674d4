import {
  isLeaf,
  rankInClass,
  scoreLeaves,
  scoreSheet,
  type ClassOfUnit,
  type LeafSheet,
  type RankedScore,
  type SchemeTree,
  type UnitInput,
} from '@dangzhi/metrics';
import { pointSheet, type PointSheet } from '@dangzhi/metrics/weights';
import type { Ranking } from '../../api/types.ts';

type ClassOf = (unit: string) => ClassOfUnit;

/**
 * Every leaf of a ranking scored again in the page, from values and reasons, never from scores. It does
 * not depend on weights: done once for a ranking, it serves every position of the sliders.
 */
export function trialLeaves(
  ranking: Pick<Ranking, 'rows' | 'elapsedMonths'>,
  tree: SchemeTree,
  classOf: ClassOf,
): LeafSheet {
  return scoreLeaves(tree, unitInputs(ranking, tree, classOf), ranking.elapsedMonths);
}

function unitInputs({ rows }: Pick<Ranking, 'rows'>, tree: SchemeTree, classOf: ClassOf): UnitInput[] {
  const indicatorOf = new Map(
    tree.nodes.flatMap((node) => (isLeaf(node) ? [[node.code, node.indicator] as const] : [])),
  );
  return rows.map(({ unit, leaves, adjustments }) => ({
    unit: unit.code,
    class: classOf(unit.code).class,
    values: new Map(
      leaves.map(({ code, value, missing }) => [
        indicatorOf.get(code) ?? code,
        { value, missing, numerator: null, denominator: null },
      ]),
    ),
    adjustments,
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
  leaves: LeafSheet,
  weights: readonly number[],
  classOf: ClassOf,
): RankedScore[] {
  return rankInClass(tree.document, scoreSheet(tree, leaves, weights), classOf);
}

/** Units whose score, computed here with the scheme's own weights, is not what the server printed; should be none. */
export function disagreements(ranking: Pick<Ranking, 'rows'>, scores: readonly RankedScore[]): string[] {
  const here = new Map(scores.map((score) => [score.unit, score]));
  return ranking.rows.flatMap(({ unit, printed, rank }) => {
    const own = here.get(unit.code);
    return own?.printed === printed && own.rank === rank ? [] : [unit.code];
  });
}
