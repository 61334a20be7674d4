import type { MeanFunction } from '../../aggregate/mean-function.ts';

/**
 * What every node hands to its parent: its scores as the parent's mean takes them, units in a row, node
 * after node. Where a score is absent stands 0, which adds nothing to a sum, and the unit is on the
 * node's list of absent ones; so the inner loop has nothing to ask.
 */
export class KernelColumns {
  readonly units: number;
  /** At node × units + unit. */
  readonly handed: Float64Array;
  /** 1 where the unit is on the list. */
  readonly isAbsent: Uint8Array;
  /** The scores that `handed` was made of, where the parent's mean is through a function. */
  readonly given: Float64Array;
  /** By node. */
  readonly absentCount: Int32Array;
  readonly #absent: (Int32Array | undefined)[];

  constructor(nodes: number, units: number) {
    this.units = units;
    this.handed = new Float64Array(nodes * units);
    this.given = new Float64Array(nodes * units);
    this.isAbsent = new Uint8Array(nodes * units);
    this.absentCount = new Int32Array(nodes);
    this.#absent = Array.from({ length: nodes });
  }

  /** The units without a score, in the first `absentCount[node]` places. */
  absentUnits(node: number): Int32Array {
    return (this.#absent[node] ??= new Int32Array(this.units));
  }

  /**
   * Writes a node's scores for its parent.
   *
   * @param scores NaN is absent
   * @param of the parent's function; a score it cannot take (ln of a negative one) is absent
   */
  hand(node: number, scores: Float64Array, of: MeanFunction['of']): void {
    const { handed, given, units, isAbsent } = this;
    const start = node * units;
    const before = this.absentCount[node] as number;
    if (before > 0) isAbsent.fill(0, start, start + units);
    let count = 0;
    for (let u = 0; u < units; u += 1) {
      const score = scores[u] as number;
      const taken = of === null ? score : of(score);
      // NaN is the one number that is not itself.
      if (taken === taken) handed[start + u] = taken;
      else {
        handed[start + u] = 0;
        isAbsent[start + u] = 1;
        this.absentUnits(node)[count] = u;
        count += 1;
      }
    }
    this.absentCount[node] = count;
    if (of !== null) given.set(scores, start);
  }
}
