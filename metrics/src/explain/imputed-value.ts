import type { ChangeMethod } from '../prepare/cell-change.ts';
import { expression, printNumber } from '../rules/expression.ts';
import { maximum, minimum } from '../statistics/moments.ts';
import { sortedPresent } from '../statistics/quantile.ts';

/** More values than this are not written out. */
const WRITTEN_OUT = 12;

export interface Worked {
  readonly formula: string;
  readonly expression: string;
  /** How many values, or siblings, it was made from. */
  readonly count: number;
}

/** A leaf beside the imputed one, as it stands before anything is filled in. */
export interface Sibling {
  readonly direction: 'higher' | 'lower';
  readonly values: Float64Array;
}

/** The mean of what is present, or its result alone where that is too much to write out. */
export function workMeanOf(values: Float64Array, of: string, result: number): Worked {
  const terms = [...values].filter((value) => !Number.isNaN(value)).map(printNumber);
  return centreOf(terms, 'mean', of, result);
}

/**
 * How an imputed value was made up, so that a person can check it; `null` for ways an index has none of.
 *
 * @param peers the column's values before imputation: of the class for a group's mean, of all for the others
 * @param own the leaf itself; only what a unit's own siblings stand in for looks at it
 * @param siblings with their values of all units
 */
export function workImputed(
  how: ChangeMethod,
  unit: number,
  { peers, own, siblings }: { peers: Float64Array; own: Sibling; siblings: readonly Sibling[] },
  result: number,
): Worked | null {
  switch (how) {
    case 'imputed-mean':
      return workMeanOf(peers, 'the column', result);
    case 'imputed-group-mean':
      return workMeanOf(peers, 'the class', result);
    case 'imputed-median':
    case 'imputed-group-median':
      return middleOf(
        [...sortedPresent(peers)].map(printNumber),
        how === 'imputed-median' ? 'the column' : 'the class',
        result,
      );
    case 'imputed-row-mean':
    case 'imputed-row-median':
      return besideOf(how === 'imputed-row-mean' ? 'mean' : 'median', unit, own, siblings, result);
    default:
      return null;
  }
}

function centreOf(terms: readonly string[], name: string, of: string, result: number): Worked {
  const formula = `${name} of the ${terms.length} values of ${of}`;
  if (terms.length === 0 || terms.length > WRITTEN_OUT)
    return { formula, expression: printNumber(result), count: terms.length };
  return { formula, expression: `(${terms.join(' + ')}) ÷ ${terms.length}`, count: terms.length };
}

/** @param terms ascending */
function middleOf(terms: readonly string[], of: string, result: number): Worked {
  const middle = terms.slice(Math.ceil(terms.length / 2) - 1, Math.floor(terms.length / 2) + 1);
  const formula = `median of the ${terms.length} values of ${of}`;
  const count = terms.length;
  if (middle.length === 0) return { formula, expression: printNumber(result), count };
  return { formula, expression: middle.length === 1 ? middle.join('') : `(${middle.join(' + ')}) ÷ 2`, count };
}

/** Each sibling's place between its worst and its best, and the same place between this leaf's own. */
function besideOf(
  centre: 'mean' | 'median',
  unit: number,
  own: Sibling,
  siblings: readonly Sibling[],
  result: number,
): Worked {
  const of = 'the siblings, each between its own worst and best';
  const shares = siblings.flatMap(({ direction, values }) => {
    const value = values[unit] ?? Number.NaN;
    const [low, high] = [minimum(values), maximum(values)];
    if (Number.isNaN(value) || low === null || high === null || low === high) return [];
    const isHigher = direction === 'higher';
    const width = expression`(${high} − ${low})`;
    return [
      {
        share: (isHigher ? value - low : high - value) / (high - low),
        text: `${isHigher ? expression`(${value} − ${low})` : expression`(${high} − ${value})`} ÷ ${width}`,
      },
    ];
  });
  const terms = (centre === 'mean' ? shares : [...shares].sort((a, b) => a.share - b.share)).map(({ text }) => text);
  const share = centre === 'mean' ? centreOf(terms, 'mean', of, result) : middleOf(terms, of, result);
  const [low, high] = [minimum(own.values), maximum(own.values)];
  const isWritten = terms.length > 0 && (centre === 'median' || terms.length <= WRITTEN_OUT);
  if (!isWritten || low === null || high === null) return { ...share, expression: printNumber(result) };
  const place = `(${share.expression}) × (${expression`${high} − ${low}`})`;
  return {
    formula: share.formula,
    count: share.count,
    expression: own.direction === 'higher' ? expression`${low} + ${place}` : expression`${high} − ${place}`,
  };
}
