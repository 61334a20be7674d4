import type { LeafSheet } from '../engine/leaf-sheet.ts';
import type { SchemeTree } from '../scheme/tree.ts';
import type { Part } from './choice-part.ts';
import type { KernelOptions } from '../engine/kernel/kernel.ts';
import { DOUBTS, DoubtModel, type DoubtKind } from './doubt-model.ts';
import { completePlan, type DoubtPlan, type PlanRefusal, type Varied } from './doubt-plan.ts';
import { planFaults } from './plan-faults.ts';
import { randomStream, type Random } from './random.ts';
import { sobolBatches, type SobolIndices, type SobolPlan, type SobolProgress } from './sobol.ts';

/** A figure whose variance is shared out: a unit's score or rank, or the mean absolute shift of all ranks. */
export type DoubtOutput = { readonly score: string } | { readonly rank: string } | 'mean-rank-shift';

export interface DoubtSharesPlan extends SobolPlan {
  readonly outputs: readonly DoubtOutput[];
  /** One input a kind of doubt (weights, values, rules, aggregations), or one for each weight, indicator and choice. */
  readonly by: 'kind' | 'part';
}

export interface DoubtShares extends SobolIndices {
  readonly ok: true;
  readonly doubt: DoubtPlan;
  readonly varied: Varied;
  readonly outputNames: readonly DoubtOutput[];
}

/** In how many sets an input is drawn that takes more than one number: its number picks one of them. */
const SETS = 65_536;

/**
 * Which doubt matters: first-order and total-order indices of everything a plan puts in doubt, for a unit's
 * score or rank or for the ranking as a whole (COINr's `get_sensitivity`, "SA").
 *
 * An input that takes one number (a weight, a choice) has it. One that takes many (all values of an
 * indicator, a whole kind of doubt) picks one of {@link SETS} sets, each drawn from its own seed, as the
 * reference picks among sets of weights drawn beforehand.
 *
 * @returns a generator as of `sobolBatches`; or the refusal of a plan that would vary nothing
 */
export function* doubtShareBatches(
  tree: SchemeTree,
  sheet: LeafSheet,
  doubt: DoubtPlan,
  { outputs, by, ...plan }: DoubtSharesPlan,
  options: KernelOptions = {},
): Generator<SobolProgress, DoubtShares | PlanRefusal, void> {
  const complete = completePlan(doubt);
  const unitOf = (output: DoubtOutput): number =>
    output === 'mean-rank-shift'
      ? -1
      : sheet.inputs.findIndex(({ unit }) => unit === ('score' in output ? output.score : output.rank));
  const faults = planFaults(tree, sheet, complete);
  outputs.forEach((output, k) => {
    if (output === 'mean-rank-shift' || unitOf(output) >= 0) return;
    faults.push({ path: `/outputs/${k}`, message: 'there is no such unit; name one of the units that are scored' });
  });
  if (outputs.length === 0)
    faults.push({ path: '/outputs', message: 'nothing is asked for; name at least one output' });
  if (faults.length > 0) return { ok: false, faults };
  const model = new DoubtModel(tree, sheet, complete, options);
  const inputs =
    by === 'kind' ? kinds(model) : DOUBTS.flatMap((kind) => model.parts[kind].map((part) => alone(part, doubt.seed)));
  if (Object.values(model.varied).every((count) => count === 0)) {
    const message = 'nothing would vary, so there is nothing to share out; widen the plan';
    return { ok: false, faults: [{ path: '', message }] };
  }

  const { kernel, weights } = model;
  const nominal = kernel.ranks(tree.weights, new Int32Array(kernel.units));
  const ranks = new Int32Array(kernel.units);
  const outputOf = (output: DoubtOutput): number => {
    if (output === 'mean-rank-shift') return meanShift(nominal, ranks);
    const unit = unitOf(output);
    // A unit that is out of the ranking stands behind everybody in it.
    return 'score' in output ? (kernel.lastTotals[unit] as number) || 0 : (ranks[unit] as number) || kernel.units + 1;
  };
  const found = yield* sobolBatches(
    inputs.map(({ name }) => name),
    (asked) => {
      inputs.forEach(({ set }, k) => set(asked[k] as number));
      model.settle();
      kernel.ranks(weights, ranks);
      return outputs.map(outputOf);
    },
    plan,
  );
  return { ok: true, ...found, doubt: complete, varied: model.varied, outputNames: outputs };
}

/** {@link doubtShareBatches} in one go. */
export function doubtShares(
  tree: SchemeTree,
  sheet: LeafSheet,
  doubt: DoubtPlan,
  plan: DoubtSharesPlan,
  options: KernelOptions = {},
): DoubtShares | PlanRefusal {
  const batches = doubtShareBatches(tree, sheet, doubt, plan, options);
  for (;;) {
    const step = batches.next();
    if (step.done === true) return step.value;
  }
}

interface Input {
  readonly name: string;
  readonly set: (uniform: number) => void;
}

/** One part: its own number, or a set of them. */
function alone({ name, takes, draw }: Part, seed: number | string): Input {
  if (takes === 1) return { name, set: (uniform) => draw(() => uniform) };
  return { name, set: (uniform) => draw(setOf(seed, name, uniform)) };
}

/** All parts of a kind together, where there are any. */
function kinds(model: DoubtModel): Input[] {
  const withParts = (kind: DoubtKind): Input[] => {
    const parts = model.parts[kind];
    const [only] = parts;
    if (only === undefined) return [];
    if (parts.length === 1) return [{ ...alone(only, model.seed), name: kind }];
    return [
      {
        name: kind,
        set: (uniform) => {
          const random = setOf(model.seed, kind, uniform);
          for (const { draw } of parts) draw(random);
        },
      },
    ];
  };
  return DOUBTS.flatMap(withParts);
}

/** The draws of the set that a number picks. */
function setOf(seed: number | string, name: string, uniform: number): Random {
  return randomStream(seed, `${name}/set/${Math.floor(uniform * SETS)}`);
}

function meanShift(nominal: Int32Array, ranks: Int32Array): number {
  let [sum, count] = [0, 0];
  for (let u = 0; u < ranks.length; u += 1) {
    const [before, after] = [nominal[u] as number, ranks[u] as number];
    if (before === 0 || after === 0) continue;
    sum += Math.abs(after - before);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
