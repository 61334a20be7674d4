import type { ComposeKernel } from '../engine/kernel/kernel.ts';
import type { WeightMove } from './moved-weight.ts';

/** Between which shares a unit holds a rank; empty where `from` is not below `to`. */
export interface RankedSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Where each unit holds a rank while a weight moves. Coverage is a share of weights: a move can make a unit
 * partial, or bring it back. It is a fraction of straight lines in the moved share, so it passes the
 * threshold at most once; the place is halved down to the last bit.
 *
 * @param kernel of the same tree
 */
export function rankedSpans(kernel: ComposeKernel, move: WeightMove): RankedSpan[] {
  const { from, to, rest } = move;
  const edge = 1e-9 * rest;
  const [first, last] = [Math.max(from, edge), Math.min(to, rest - edge)];
  const weights = new Float64Array(kernel.tree.nodes.length);
  const holdsAt = (share: number): boolean[] =>
    Array.from(kernel.figures(move.weightsAt(share, weights)), (figure) => !Number.isNaN(figure));
  const [start, end] = [holdsAt(first), holdsAt(last)];
  return start.map((holds, unit) => {
    const holdsLater = end[unit] === true;
    if (holds === holdsLater) return holds ? { from, to } : { from: to, to: from };
    let [low, high] = [first, last];
    for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
      if (holdsAt(middle)[unit] === holds) low = middle;
      else high = middle;
    }
    return holds ? { from, to: low } : { from: high, to };
  });
}
