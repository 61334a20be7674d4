import {
  isLeaf,
  scoreSheet,
  type ClassOfUnit,
  type SchemeTree,
  type UnitInput,
  type UnitScore,
} from '@dangzhi/metrics';
import { pointSheet, type PointSheet } from '@dangzhi/metrics/weights';
import { whatIf, type Standing, type WhatIf } from '@dangzhi/metrics/whatif';
import type { Ranking } from '../../api/types.ts';

type ClassOf = (unit: string) => ClassOfUnit;

/**
 * A ranking laid out to be scored again in the page, from values and reasons, never from scores. What does
 * not depend on weights is done here, once; the rest serves every position of the sliders.
 */
export function startTrial(
  ranking: Pick<Ranking, 'rows' | 'elapsedMonths'>,
  tree: SchemeTree,
  classOf: ClassOf,
): WhatIf {
  return whatIf(tree, unitInputs(ranking, tree, classOf), { classOf, elapsedMonths: ranking.elapsedMonths });
}

function unitInputs({ rows }: Pick<Ranking, 'rows'>, tree: SchemeTree, classOf: ClassOf): UnitInput[] {
  const indicatorOf = new Map(
    tree.nodes.flatMap((node) => (isLeaf(node) ? [[node.code, node.indicator] as const] : [])),
  );
  // A unit whose values the reader may not see cannot be scored again here.
  const open = rows.filter(({ isOpen }) => isOpen);
  return open.map(({ unit, leaves, adjustments }) => ({
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

/** Scores and ranks of every unit under the weights of a sheet: what a drag computes in every frame. */
export function scoreTrial(trial: WhatIf, sheet: PointSheet): Standing[] {
  return trial.standings(weightsOf(trial.tree, sheet));
}

/** The whole score of the first unit: what there is to see where there is no other. */
export function scoreFirst(trial: WhatIf, sheet: PointSheet): UnitScore | undefined {
  return scoreSheet(trial.tree, trial.sheet, weightsOf(trial.tree, sheet))[0];
}

/** Units whose score, computed here with the scheme's own weights, is not what the server printed; should be none. */
export function disagreements(ranking: Pick<Ranking, 'rows'>, scores: readonly Standing[]): string[] {
  const here = new Map(scores.map((score) => [score.unit, score]));
  const open = ranking.rows.filter(({ isOpen }) => isOpen);
  // Among fewer units a rank is another one.
  const isWhole = open.length === ranking.rows.length;
  return open.flatMap(({ unit, printed, rank }) => {
    const own = here.get(unit.code);
    return own?.printed === printed && (own.rank === rank || !isWhole) ? [] : [unit.code];
  });
}
