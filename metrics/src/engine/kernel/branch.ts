import { powerMean } from '../../aggregate/mean-function.ts';
import type { KernelColumns } from './columns.ts';
import type { KernelBranch } from './tree.ts';

/** Room for one branch at a time, so that composing allocates nothing. */
export class Scratch {
  readonly weighted: Int32Array;
  /** Of one unit's present children. */
  readonly logs: Float64Array;
  readonly logWeights: Float64Array;
  readonly lacking: Int32Array;
  readonly held: Float64Array;
  readonly seen: Uint8Array;

  constructor(nodes: number, units: number) {
    this.weighted = new Int32Array(nodes);
    this.logs = new Float64Array(nodes);
    this.logWeights = new Float64Array(nodes);
    this.lacking = new Int32Array(units);
    this.held = new Float64Array(units);
    this.seen = new Uint8Array(units);
  }
}

/**
 * One branch's scores for all units from what its children hand it, with the engine's operations in the
 * engine's order, so that the bits are the engine's.
 *
 * @param weights by node index
 */
export function composeKernelBranch(
  branch: KernelBranch,
  columns: KernelColumns,
  weights: Float64Array,
  scratch: Scratch,
): void {
  const { children, scores, mean, through } = branch;
  const { weighted } = scratch;
  let count = 0;
  let sum = 0;
  let absent = 0;
  for (let k = 0; k < children.length; k += 1) {
    const child = children[k] as number;
    const weight = weights[child] as number;
    if (weight === 0) continue;
    weighted[count] = child;
    count += 1;
    sum += weight;
    absent += columns.absentCount[child] as number;
  }
  if (mean.aggregate === 'minimum') takeLeast(scores, columns, weighted, count);
  else if (through.sums === 'powers') takePowerMeans(scores, columns, weights, count, through.exponent, scratch);
  else {
    addUp(scores, columns, weights, weighted, count);
    const lacking = absent === 0 ? 0 : divideLacking(scores, columns, weights, count, scratch);
    for (let u = 0; u < scores.length; u += 1) scores[u] = (scores[u] as number) / sum;
    for (let k = 0; k < lacking; k += 1) scores[scratch.lacking[k] as number] = scratch.held[k] as number;
    const own = weights[branch.node] as number;
    const factor = mean.aggregate === 'sum' && own !== 0 ? sum / own : 1;
    if (factor !== 1) for (let u = 0; u < scores.length; u += 1) scores[u] = (scores[u] as number) * factor;
    if (through.sums === 'mapped')
      for (let u = 0; u < scores.length; u += 1) scores[u] = through.back(scores[u] as number);
  }
  if (through.of !== null) holdBetweenChildren(scores, columns, weighted, count);
  if (branch.coverageThreshold !== undefined) dropThin(branch, branch.coverageThreshold);
  for (const { way, blocks } of branch.blockers) {
    if (way.some((node) => weights[node] === 0)) continue;
    for (let u = 0; u < scores.length; u += 1) if (blocks[u] === 1) scores[u] = Number.NaN;
  }
}

/** Σ w x of each unit, child after child. Four children a pass: a quarter of the sums is read and written back. */
function addUp(
  sums: Float64Array,
  { handed, units }: KernelColumns,
  weights: Float64Array,
  children: Int32Array,
  count: number,
): void {
  sums.fill(0);
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const c0 = children[k] as number;
    const c1 = children[k + 1] as number;
    const c2 = children[k + 2] as number;
    const c3 = children[k + 3] as number;
    const w0 = weights[c0] as number;
    const w1 = weights[c1] as number;
    const w2 = weights[c2] as number;
    const w3 = weights[c3] as number;
    const x0 = c0 * units;
    const x1 = c1 * units;
    const x2 = c2 * units;
    const x3 = c3 * units;
    for (let u = 0; u < units; u += 1) {
      sums[u] =
        (sums[u] as number) +
        w0 * (handed[x0 + u] as number) +
        w1 * (handed[x1 + u] as number) +
        w2 * (handed[x2 + u] as number) +
        w3 * (handed[x3 + u] as number);
    }
  }
  for (; k < count; k += 1) {
    const child = children[k] as number;
    const weight = weights[child] as number;
    const start = child * units;
    for (let u = 0; u < units; u += 1) sums[u] = (sums[u] as number) + weight * (handed[start + u] as number);
  }
}

/**
 * The means of units that lack a child, by the weights of the children they have.
 *
 * @returns how many there are; their numbers stand in `scratch.lacking`, their means in `scratch.held`
 */
function divideLacking(
  sums: Float64Array,
  columns: KernelColumns,
  weights: Float64Array,
  count: number,
  { weighted, lacking, held, seen }: Scratch,
): number {
  const { units, isAbsent, absentCount } = columns;
  let found = 0;
  for (let k = 0; k < count; k += 1) {
    const child = weighted[k] as number;
    const absent = absentCount[child] as number;
    if (absent === 0) continue;
    const list = columns.absentUnits(child);
    for (let a = 0; a < absent; a += 1) {
      const unit = list[a] as number;
      if (seen[unit] === 1) continue;
      seen[unit] = 1;
      lacking[found] = unit;
      found += 1;
    }
  }
  for (let place = 0; place < found; place += 1) {
    const unit = lacking[place] as number;
    seen[unit] = 0;
    let sum = 0;
    for (let k = 0; k < count; k += 1) {
      const child = weighted[k] as number;
      if (isAbsent[child * units + unit] === 0) sum += weights[child] as number;
    }
    // Without a weight 0 ÷ 0 is NaN, which is what absent is.
    held[place] = (sums[unit] as number) / sum;
  }
  return found;
}

function takePowerMeans(
  means: Float64Array,
  { handed, units, isAbsent }: KernelColumns,
  weights: Float64Array,
  count: number,
  exponent: number,
  { weighted, logs, logWeights }: Scratch,
): void {
  for (let u = 0; u < units; u += 1) {
    let present = 0;
    for (let k = 0; k < count; k += 1) {
      const child = weighted[k] as number;
      if (isAbsent[child * units + u] === 1) continue;
      logs[present] = handed[child * units + u] as number;
      logWeights[present] = weights[child] as number;
      present += 1;
    }
    means[u] = powerMean(logs, logWeights, present, exponent);
  }
}

/** A mean through a function may pass its least or greatest child by rounding. */
function holdBetweenChildren(
  means: Float64Array,
  { given, units, isAbsent }: KernelColumns,
  children: Int32Array,
  count: number,
): void {
  for (let u = 0; u < units; u += 1) {
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < count; k += 1) {
      const at = (children[k] as number) * units + u;
      if (isAbsent[at] === 1) continue;
      const score = given[at] as number;
      if (score < least) least = score;
      if (score > greatest) greatest = score;
    }
    means[u] = Math.min(greatest, Math.max(least, means[u] as number));
  }
}

function takeLeast(least: Float64Array, columns: KernelColumns, children: Int32Array, count: number): void {
  const { handed, units, isAbsent, absentCount } = columns;
  least.fill(Number.NaN);
  for (let k = 0; k < count; k += 1) {
    const child = children[k] as number;
    const start = child * units;
    const isWhole = absentCount[child] === 0;
    for (let u = 0; u < units; u += 1) {
      if (!isWhole && isAbsent[start + u] === 1) continue;
      const score = handed[start + u] as number;
      // Written so that the first present child replaces NaN.
      if (!((least[u] as number) <= score)) least[u] = score;
    }
  }
}

/** Strictly below the threshold is absent; equality passes. */
function dropThin({ scores, children, leavesPresent, branches }: KernelBranch, threshold: number): void {
  for (let u = 0; u < scores.length; u += 1) {
    let present = leavesPresent?.[u] ?? 0;
    for (let k = 0; k < branches.length; k += 1) {
      const score = branches[k]?.scores[u] as number;
      if (score === score) present += 1;
    }
    if (present / children.length < threshold) scores[u] = Number.NaN;
  }
}
