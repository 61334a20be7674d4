import { completePairs } from '../../statistics/complete-pairs.ts';
import { pearson } from '../../statistics/correlation.ts';
import type { Found } from '../finding.ts';
import { areEqual, scored, type ValuesContext } from './context.ts';

/** Two leaves whose scores rise and fall together. O(leaves² · units). */
export function findCorrelated({ values, options }: ValuesContext): Found[] {
  const telling = values.filter((one) => !areEqual(scored(one)));
  return telling.flatMap((one, k) =>
    telling.slice(0, k).flatMap((other): Found[] => {
      const correlation = pearson(one.scores, other.scores);
      if (correlation === null || correlation <= options.correlation) return [];
      const pairs = completePairs(one.scores, other.scores)[0].length;
      if (pairs < options.pairs) return [];
      const data = { other: other.leaf.code, correlation, pairs };
      return [{ code: 'correlated', node: one.leaf.code, path: one.path, data }];
    }),
  );
}
