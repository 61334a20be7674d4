import type { Peers } from './setting.ts';

const NO_VALUES = new Float64Array();

/** For rules that compare a unit with nobody. */
export const NO_PEERS: Peers = { count: 0, min: 0, max: 0, mean: 0, sd: 0, sorted: NO_VALUES, valueOf: () => null };

/**
 * What the values of all compared units have in common. Minimum and maximum come from one pass; count,
 * mean, deviation and order are computed when a rule first asks, once. Sums run from left to right.
 *
 * @param values by unit, in the indicator's unit of measure; `NaN` = absent; must not change afterwards
 * @param valueOf value of a unit by its code, `null` where absent
 */
export function peersOf(
  values: readonly number[] | Float64Array,
  valueOf: (unit: string) => number | null = () => null,
): Peers {
  const ends = Float64Array.of(Infinity, -Infinity);
  for (let start = 0; start < values.length; start += BLOCK) widen(ends, values, start);
  const [min, max] = ends as unknown as [number, number];
  return min === Infinity ? { ...NO_PEERS, valueOf } : new PresentPeers(values, min, max, valueOf);
}

/** Values looked at in one call: a loop that is called often is compiled in the first run. */
const BLOCK = 4096;

/** Nothing is as low as ∞: an absent value, NaN, compares with nothing and leaves both ends as they are. */
function widen(ends: Float64Array, values: readonly number[] | Float64Array, start: number): void {
  const end = Math.min(values.length, start + BLOCK);
  let min = ends[0] as number;
  let max = ends[1] as number;
  for (let k = start; k < end; k += 1) {
    const value = values[k] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  ends[0] = min;
  ends[1] = max;
}

class PresentPeers implements Peers {
  readonly min: number;
  readonly max: number;
  readonly valueOf: (unit: string) => number | null;
  readonly #values: readonly number[] | Float64Array;
  #count: number | undefined;
  #mean: number | undefined;
  #sd: number | undefined;
  #sorted: Float64Array | undefined;

  constructor(
    values: readonly number[] | Float64Array,
    min: number,
    max: number,
    valueOf: (unit: string) => number | null,
  ) {
    this.#values = values;
    this.min = min;
    this.max = max;
    this.valueOf = valueOf;
  }

  get count(): number {
    return (this.#count ??= this.#countPresent());
  }

  get mean(): number {
    return (this.#mean ??= this.#computeMean());
  }

  get sd(): number {
    return (this.#sd ??= this.#computeSd());
  }

  get sorted(): Float64Array {
    // Typed arrays sort NaN, which stands for an absent value, behind everything else.
    return (this.#sorted ??= new Float64Array(this.#values).sort().subarray(0, this.count));
  }

  #countPresent(): number {
    let count = 0;
    for (let k = 0; k < this.#values.length; k += 1) if (!Number.isNaN(this.#values[k])) count += 1;
    return count;
  }

  #computeMean(): number {
    let sum = 0;
    for (let k = 0; k < this.#values.length; k += 1) {
      const value = this.#values[k] as number;
      if (!Number.isNaN(value)) sum += value;
    }
    // Three times 0.1 is a little more than 0.3: a mean lies between the extremes.
    return Math.min(this.max, Math.max(this.min, sum / this.count));
  }

  #computeSd(): number {
    if (this.min === this.max) return 0;
    const mean = this.mean;
    let sum = 0;
    for (let k = 0; k < this.#values.length; k += 1) {
      const value = this.#values[k] as number;
      if (!Number.isNaN(value)) sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (this.count - 1));
  }
}
