import { quantileOfSorted } from '../statistics/quantile.ts';
import { haltonSequence } from './halton.ts';
import { randomStream, type Random } from './random.ts';

/** How the cube of inputs is sampled. */
export type SobolSampling = 'halton' | 'random';

export interface SobolPlan {
  readonly seed: number | string;
  /** N: the model is asked N × (inputs + 2) times. 512 by default. */
  readonly points?: number;
  /** Randomised Halton points by default; `random`: independent ones. */
  readonly sampling?: SobolSampling;
  /** 500 by default; 0 for no intervals. */
  readonly bootstraps?: number;
  /** 0.95 by default. */
  readonly confidence?: number;
}

export interface SobolEstimate {
  readonly estimate: number;
  /** Percentile interval of the bootstraps; `null` without any. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface SobolIndex {
  readonly input: string;
  /** Share of the output's variance that goes with this input alone; may come out a little below 0. */
  readonly first: SobolEstimate;
  /** Share in which it has any part, alone or with others; what is left of it is interplay. */
  readonly total: SobolEstimate;
}

export interface SobolIndices {
  readonly plan: Required<SobolPlan>;
  readonly evaluations: number;
  /** By output, in the model's order. */
  readonly outputs: readonly SobolOutput[];
}

export interface SobolOutput {
  readonly mean: number;
  readonly variance: number;
  /** In the order of the inputs; `null` where the output never changes, so that there is nothing to share. */
  readonly indices: readonly SobolIndex[] | null;
}

/**
 * Asked with a uniform number from [0, 1) for every input, the model gives its outputs, always as many.
 */
export type SobolModel = (inputs: Float64Array) => readonly number[];

export interface SobolProgress {
  readonly done: number;
  readonly of: number;
}

/**
 * Variance-based sensitivity: of each uncertain input the first-order and the total-order index.
 *
 * Two sets A and B of N points; A_B^i is A with its i-th column from B. With f of the points and V the
 * variance of f over A and B together:
 *
 *   S_i = mean(f_B (f_ABi − f_A)) ÷ V        T_i = mean((f_A − f_ABi)²) ÷ (2 V)
 *
 * (first order: Saltelli et al., Computer Physics Communications 181, 2010; total: Jansen, ibid. 117, 1999;
 * as in COINr's `SA_estimate`.) f is taken less its mean over A and B, which steadies S_i: for finite N it is another
 * estimate than without, with the same expectation as N grows. T_i looks at differences and stays as it is. Confidence intervals resample the N points with replacement, seeded.
 *
 * @param inputs names
 * @returns a generator that hands out progress now and then, and at last the indices
 * @throws RangeError without an input or with fewer than two points
 */
export function* sobolBatches(
  inputs: readonly string[],
  model: SobolModel,
  { seed, points = 512, sampling = 'halton', bootstraps = 500, confidence = 0.95 }: SobolPlan,
): Generator<SobolProgress, SobolIndices, void> {
  const count = inputs.length;
  if (count === 0 || !(Number.isInteger(points) && points >= 2)) {
    throw new RangeError('sobolBatches requires an input and at least two points');
  }
  const coordinate = samplerOf(sampling, 2 * count, points, seed);
  const evaluations = points * (count + 2);
  const asked = new Float64Array(count);
  /** By output, then A, B and every A_B^i, then point. */
  let results: Float64Array[][] = [];
  let done = 0;
  for (let point = 0; point < points; point += 1) {
    for (let block = 0; block < count + 2; block += 1) {
      for (let i = 0; i < count; i += 1) {
        const isFromB = block === 1 || block === i + 2;
        asked[i] = coordinate(point, isFromB ? count + i : i);
      }
      const outputs = model(asked);
      if (results.length === 0) {
        results = outputs.map(() => Array.from({ length: count + 2 }, () => new Float64Array(points)));
      }
      results.forEach((blocks, output) => ((blocks[block] as Float64Array)[point] = outputs[output] as number));
      done += 1;
      if (done % 100 === 0 && done < evaluations) yield { done, of: evaluations };
    }
  }
  const plan = { seed, points, sampling, bootstraps, confidence };
  return { plan, evaluations, outputs: results.map((blocks) => indicesOf(inputs, blocks, plan)) };
}

/** {@link sobolBatches} in one go. */
export function sobolIndices(inputs: readonly string[], model: SobolModel, plan: SobolPlan): SobolIndices {
  const batches = sobolBatches(inputs, model, plan);
  for (;;) {
    const step = batches.next();
    if (step.done === true) return step.value;
  }
}

/** Coordinates of points in 2k dimensions: the first k of A, the others of B. */
function samplerOf(
  sampling: SobolSampling,
  dimensions: number,
  points: number,
  seed: number | string,
): (point: number, dimension: number) => number {
  const random = randomStream(seed, `sobol/${sampling}`);
  if (sampling === 'halton') return haltonSequence(dimensions, random);
  const drawn = new Float64Array(points * dimensions);
  for (let k = 0; k < drawn.length; k += 1) drawn[k] = random();
  return (point, dimension) => drawn[point * dimensions + dimension] as number;
}

/** A, B, and every A_B^i. */
type Blocks = readonly Float64Array[];

function indicesOf(
  inputs: readonly string[],
  blocks: Blocks,
  { seed, points, bootstraps, confidence }: Required<SobolPlan>,
): SobolOutput {
  const everyPoint = Int32Array.from({ length: points }, (_, point) => point);
  const whole = estimate(blocks, everyPoint);
  const { mean, variance } = whole;
  // A sum of equal numbers divided by their count may miss them by a bit.
  if (!(variance > 1e-24 * Math.max(1, mean * mean))) return { mean, variance: 0, indices: null };
  const random = randomStream(seed, 'sobol/bootstrap');
  const resampled = Array.from({ length: bootstraps }, () => estimate(blocks, resample(points, random)));
  const tail = (1 - confidence) / 2;
  const withInterval = (of: (one: Estimates) => number): SobolEstimate => {
    const sorted = Float64Array.from(resampled, of)
      .filter((one) => !Number.isNaN(one))
      .sort();
    return { estimate: of(whole), low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) };
  };
  return {
    mean,
    variance,
    indices: inputs.map((input, i) => ({
      input,
      first: withInterval(({ first }) => first[i] as number),
      total: withInterval(({ total }) => total[i] as number),
    })),
  };
}

const resample = (points: number, random: Random): Int32Array =>
  Int32Array.from({ length: points }, () => Math.floor(random() * points));

interface Estimates {
  readonly mean: number;
  readonly variance: number;
  readonly first: readonly number[];
  readonly total: readonly number[];
}

/** The indices over some of the points, each as often as it is named. */
function estimate([a, b, ...mixed]: Blocks, chosen: Int32Array): Estimates {
  const [fromA, fromB] = [a as Float64Array, b as Float64Array];
  const n = chosen.length;
  let sum = 0;
  for (const point of chosen) sum += (fromA[point] as number) + (fromB[point] as number);
  const mean = sum / (2 * n);
  let squares = 0;
  for (const point of chosen) {
    const [atA, atB] = [(fromA[point] as number) - mean, (fromB[point] as number) - mean];
    squares += atA * atA + atB * atB;
  }
  const variance = squares / (2 * n - 1);
  const first: number[] = [];
  const total: number[] = [];
  for (const fromMixed of mixed) {
    let [products, differences] = [0, 0];
    for (const point of chosen) {
      const change = (fromMixed[point] as number) - (fromA[point] as number);
      products += ((fromB[point] as number) - mean) * change;
      differences += change * change;
    }
    first.push(products / n / variance);
    total.push(differences / (2 * n) / variance);
  }
  return { mean, variance, first, total };
}
