import type { PiecewiseRule } from '../scheme/document.ts';

export interface PiecewiseStep {
  readonly score: number;
  /** The segment the value fell on; both ends equal outside the first and last point. */
  readonly from: readonly [value: number, score: number];
  readonly to: readonly [value: number, score: number];
}

/**
 * 分段赋分: straight lines between the rule's points, flat outside them.
 *
 * score = y₀ + (y₁ − y₀) × (v − x₀) ÷ (x₁ − x₀)
 *
 * @param value in the indicator's unit of measure
 * @param scale multiplies every value coordinate; 1, or elapsed months ÷ 12 for prorated goalposts
 * @returns score in [0, 100] with the segment it lies on
 * @throws RangeError if the rule has no points
 */
export function scorePiecewise({ points }: PiecewiseRule, value: number, scale = 1): PiecewiseStep {
  const [first] = points;
  const last = points[points.length - 1];
  if (first === undefined || last === undefined) throw new RangeError('scorePiecewise requires at least one point');
  const at = (point: readonly [number, number]): readonly [number, number] => [point[0] * scale, point[1]];
  if (value <= at(first)[0]) return { score: first[1], from: at(first), to: at(first) };
  for (let k = 1; k < points.length; k += 1) {
    const from = at(points[k - 1] as [number, number]);
    const to = at(points[k] as [number, number]);
    if (value <= to[0]) {
      // At a point, take its score itself: the line's arithmetic may miss it by one bit.
      const score = value === to[0] ? to[1] : from[1] + ((to[1] - from[1]) * (value - from[0])) / (to[0] - from[0]);
      return { score, from, to };
    }
  }
  return { score: last[1], from: at(last), to: at(last) };
}
