import type { LeafSheet } from '../engine/leaf-sheet.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import type { KernelOptions } from '../engine/kernel/kernel.ts';
import { DoubtModel, doubtStreams, type DrawnParameters } from './doubt-model.ts';
import { completePlan, type CompletePlan, type DoubtPlan, type PlanRefusal, type Varied } from './doubt-plan.ts';
import { planFaults } from './plan-faults.ts';
import { rankStatistics, scoreStatistics, type RankStatistics, type ScoreStatistics } from './rank-statistics.ts';

export interface UnitDoubt {
  readonly unit: string;
  /** In the index as it is; `null` where it holds no rank. */
  readonly nominal: number | null;
  readonly rank: RankStatistics;
  readonly nominalScore: number | null;
  readonly score: ScoreStatistics;
}

export interface DoubtRun {
  readonly ok: true;
  /** As it was run: with it and the seed in it the run can be repeated to the last digit. */
  readonly plan: CompletePlan;
  readonly varied: Varied;
  /** Draws in which at least one rank differs from the nominal one. */
  readonly drawsWithMoves: number;
  /** In the order of the sheet. */
  readonly units: readonly UnitDoubt[];
  /** What the places of `choices` in `drawn` are about. */
  readonly choiceNames: readonly string[];
  /** One a draw; `null` unless the plan keeps them. */
  readonly drawn: readonly DrawnParameters[] | null;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Draws between two reports of progress: about a millisecond of a county's index. */
const BATCH = 50;

/**
 * Ranks under doubt: draws everything a plan puts in doubt, composes and ranks the index, again and again,
 * and says for each unit where it ends up (uncertainty analysis; OECD/JRC Handbook 2008, step 7; COINr's
 * `get_sensitivity`, "UA"). Ranks follow the scheme's rounding, ties and coverage, inside classes.
 *
 * Where only weights are in doubt leaves are scored once, and a draw allocates nothing.
 *
 * @returns a generator that hands out progress between batches, and at last the run; or the refusal of a
 *   plan that cannot be run, or that would vary nothing
 */
export function* doubtBatches(
  tree: SchemeTree,
  sheet: LeafSheet,
  given: DoubtPlan,
  options: KernelOptions = {},
): Generator<Progress, DoubtRun | PlanRefusal, void> {
  const plan = completePlan(given);
  const faults = planFaults(tree, sheet, plan);
  if (faults.length > 0) return { ok: false, faults };
  const model = new DoubtModel(tree, sheet, plan, options);
  const { kernel, weights, varied } = model;
  if (Object.values(varied).every((count) => count === 0)) return { ok: false, faults: [NOTHING_VARIES] };

  const { units } = kernel;
  const nominal = kernel.ranks(tree.weights, new Int32Array(units));
  const nominalScores = kernel.lastTotals.slice();
  const ranks = new Int32Array(units);
  const { draws } = plan;
  const ranksOf = Array.from({ length: units }, () => new Int32Array(draws));
  const scoresOf = Array.from({ length: units }, () => new Float64Array(draws));
  const drawn: DrawnParameters[] = [];
  const streams = doubtStreams(plan.seed);
  let drawsWithMoves = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    if (draw > 0 && draw % BATCH === 0) yield { done: draw, of: draws };
    model.draw(streams);
    kernel.ranks(weights, ranks);
    let moves = false;
    for (let u = 0; u < units; u += 1) {
      const rank = ranks[u] as number;
      moves ||= rank !== nominal[u];
      (ranksOf[u] as Int32Array)[draw] = rank;
      (scoresOf[u] as Float64Array)[draw] = kernel.lastTotals[u] as number;
    }
    if (moves) drawsWithMoves += 1;
    if (plan.keepDraws) drawn.push(model.parameters());
  }
  return {
    ok: true,
    plan,
    varied,
    drawsWithMoves,
    units: sheet.inputs.map(({ unit }, u) => ({
      unit,
      nominal: (nominal[u] as number) || null,
      rank: rankStatistics(ranksOf[u] as Int32Array, plan.top, plan.tail),
      nominalScore: Number.isNaN(nominalScores[u]) ? null : (nominalScores[u] as number),
      score: scoreStatistics(scoresOf[u] as Float64Array, plan.tail),
    })),
    choiceNames: model.choiceNames,
    drawn: plan.keepDraws ? drawn : null,
  };
}

const NOTHING_VARIES = {
  path: '',
  message:
    'nothing would vary, so the result would look certain; give "weights" a spread above 0 on a level with siblings, or name values, rules or aggregations whose alternatives differ from the scheme’s own',
};

export interface RunOptions extends KernelOptions {
  /** Called between batches; the run is given up when it returns `false`. */
  readonly onProgress?: (done: number, of: number) => boolean | void;
}

/** {@link doubtBatches} in one go. @returns `null` when it was given up */
export function runDoubt(
  tree: SchemeTree,
  sheet: LeafSheet,
  plan: DoubtPlan,
  { onProgress, ...options }: RunOptions = {},
): DoubtRun | PlanRefusal | null {
  const batches = doubtBatches(tree, sheet, plan, options);
  for (;;) {
    const step = batches.next();
    if (step.done === true) return step.value;
    if (onProgress?.(step.value.done, step.value.of) === false) return null;
  }
}
