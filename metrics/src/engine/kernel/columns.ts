import type { Aggregation, SchemeBranch } from '../../scheme/document.ts';

/** How a branch makes one score of its children's; the words of a scheme. */
export type BranchMean = Pick<SchemeBranch, 'aggregate' | 'exponent'>;

/** What a mean sums in the place of a score, and how its sum becomes a score again; `null`: the score itself. */
export interface MeanFunction {
  readonly of: ((score: number) => number) | null;
  readonly back: ((sum: number) => number) | null;
}

const ITSELF: MeanFunction = { of: null, back: null };
const FUNCTIONS: Readonly<Record<Aggregation, (exponent: number) => MeanFunction>> = {
  arithmetic: () => ITSELF,
  sum: () => ITSELF,
  minimum: () => ITSELF,
  geometric: () => ({ of: Math.log, back: Math.exp }),
  harmonic: () => ({ of: (x) => 1 / x, back: (y) => 1 / y }),
  generalised: (exponent) => ({
    of: (x) => Math.exp(exponent * Math.log(x)),
    back: (y) => Math.exp(Math.log(y) / exponent),
  }),
};

/** The function of a quasi-arithmetic mean, as `meanOf` in the engine has it; `null` for the others. */
export const meanFunction = ({ aggregate, exponent = 1 }: BranchMean): MeanFunction => FUNCTIONS[aggregate](exponent);

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
  /** By node. */
  readonly absentCount: Int32Array;
  readonly #absent: (Int32Array | undefined)[];

  constructor(nodes: number, units: number) {
    this.units = units;
    this.handed = new Float64Array(nodes * units);
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
    const { handed, units, isAbsent } = this;
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
  }
}
