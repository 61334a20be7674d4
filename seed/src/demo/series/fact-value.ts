import { factById } from '../../articles/article-facts.ts';

/**
 * A figure of the articles.
 *
 * @param index which of the fact's figures, the first by default
 * @throws RangeError if the fact has no such figure
 */
export function factValue(fact: string, index = 0): number {
  const value = factById(fact).values[index]?.value;
  if (value === undefined) throw new RangeError(`factValue requires a fact with figures, unlike ${fact}`);
  return value;
}
