import type { ComposeKernel } from '../engine/kernel/kernel.ts';
import type { WeightMove } from './moved-weight.ts';
import type { Crossing } from './path-crossing.ts';

export interface PairCrossing extends Crossing {
  readonly one: number;
  readonly other: number;
}

/** Two scores this close are equal; as for exact crossings. */
const EQUAL = 1e-11;

/**
 * Crossings of pairs of units by sampling and halving, for means that have no closed form. A crossing is
 * found to the last bit where the two scores have opposite signs at neighbouring samples; two crossings
 * between the same samples cancel, and are missed.
 *
 * @param pairs numbers of the units, and between which shares they are compared
 */
export function numericCrossings(
  kernel: ComposeKernel,
  move: WeightMove,
  pairs: readonly (readonly [one: number, other: number, from: number, to: number])[],
  steps: number,
): PairCrossing[] {
  const { from, to } = move;
  const weights = new Float64Array(kernel.tree.nodes.length);
  const totalsAt = (share: number): Float64Array => kernel.totals(move.weightsAt(share, weights));
  // Not at the ends, where a weight of 0 may make a group absent.
  const shareAt = (sample: number): number => from + ((to - from) * (sample + 0.5)) / steps;
  const samples = Array.from({ length: steps }, (_, sample) => totalsAt(shareAt(sample)).slice());
  return pairs.flatMap(([one, other, start, end]) => {
    const found: PairCrossing[] = [];
    let before = 0;
    let last = 0;
    for (let sample = 0; sample < steps; sample += 1) {
      const share = shareAt(sample);
      if (share < start || share > end) continue;
      const gap = (samples[sample]?.[one] ?? 0) - (samples[sample]?.[other] ?? 0);
      const sign = Math.abs(gap) <= EQUAL ? 0 : Math.sign(gap);
      // A sample that hits the tie tells nothing; the next one does.
      if (sign === 0 || Number.isNaN(sign)) continue;
      if (before !== 0 && sign !== before) {
        const at = halve(last, share, before, (middle) => {
          const totals = totalsAt(middle);
          return (totals[one] as number) - (totals[other] as number);
        });
        found.push({ one, other, share: at, until: at, before: before > 0 ? 1 : -1 });
      }
      before = sign;
      last = share;
    }
    return found;
  });
}

function halve(from: number, to: number, sign: number, gapAt: (share: number) => number): number {
  let [low, high] = [from, to];
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    const gap = gapAt(middle);
    if (gap === 0) return middle;
    if (Math.sign(gap) === sign) low = middle;
    else high = middle;
  }
  return high;
}
