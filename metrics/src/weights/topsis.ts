import { maximum, minimum } from '../statistics/moments.ts';
import { type CriterionColumn, requireEqualLengths, sharesOf } from './objective.ts';

/**
 * TOPSIS: how close each unit is to the best there is, on the way from the worst.
 *
 * A lower-better column becomes max − x; r = x ÷ √Σx², v = w·r; C = D⁻ ÷ (D⁺ + D⁻), the distances being to
 * the column-wise best and worst v. It ranks units of one table: with another unit every closeness may change.
 *
 * @param weights by column, at least 0 with a positive sum
 * @returns by unit, in [0, 1]; `null` for a unit with a weighted value absent, and where all units are alike
 * @throws RangeError if lengths differ, or weights are negative, not finite or all 0
 * @see C. L. Hwang, K. Yoon, Multiple Attribute Decision Making, 1981
 */
export function topsisCloseness(columns: readonly CriterionColumn[], weights: readonly number[]): (number | null)[] {
  requireEqualLengths(columns);
  const isUsable = weights.every((weight) => Number.isFinite(weight) && weight >= 0) && weights.some((w) => w > 0);
  if (weights.length !== columns.length || !isUsable) {
    throw new RangeError('topsisCloseness requires a weight of at least 0 for every column, not all 0');
  }
  const kept = columns.flatMap((column, place) => ((weights[place] ?? 0) > 0 ? [{ column, place }] : []));
  const units = Array.from({ length: columns[0]?.values.length ?? 0 }, (_, unit) => unit);
  // What is not ranked is not looked at: a unit left out must not stretch the scale of the others.
  const ranked = units.filter((unit) => kept.every(({ column }) => !Number.isNaN(column.values[unit])));
  const shares = sharesOf(weights);
  const weighed = kept.map(({ column, place }) => weighedColumn(column, ranked, shares[place] ?? 0));
  const squares = { toBest: ranked.map(() => 0), toWorst: ranked.map(() => 0) };
  for (const column of weighed) {
    const [best, worst] = [maximum(column) ?? 0, minimum(column) ?? 0];
    column.forEach((value, k) => {
      squares.toBest[k] = (squares.toBest[k] ?? 0) + square(value - best);
      squares.toWorst[k] = (squares.toWorst[k] ?? 0) + square(value - worst);
    });
  }
  const closeness: (number | null)[] = units.map(() => null);
  ranked.forEach((unit, k) => {
    const [toBest, toWorst] = [Math.sqrt(squares.toBest[k] ?? 0), Math.sqrt(squares.toWorst[k] ?? 0)];
    if (toBest + toWorst > 0) closeness[unit] = toWorst / (toBest + toWorst);
  });
  return closeness;
}

function weighedColumn({ values, direction }: CriterionColumn, ranked: readonly number[], share: number): Float64Array {
  const own = Float64Array.from(ranked, (unit) => values[unit] ?? 0);
  const most = maximum(own) ?? 0;
  const turned = direction === 'higher' ? own : own.map((value) => most - value);
  const length = Math.sqrt(turned.reduce((sum, value) => sum + square(value), 0));
  return turned.map((value) => (length > 0 ? (share * value) / length : 0));
}

const square = (value: number): number => value * value;
