import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** Two leaves that are scored from the same indicator over the same denominator. */
export function findIndicatorTwice({ leaves }: LintContext): Found[] {
  const first = new Map<string, string>();
  return leaves.flatMap(({ leaf: { code, indicator, denominator, weight }, path }): Found[] => {
    if (weight === 0) return [];
    const key = `${indicator} ${denominator?.indicator ?? ''}`;
    const other = first.get(key);
    first.set(key, other ?? code);
    if (other === undefined) return [];
    return [{ code: 'indicator-twice', node: code, path: `${path}/indicator`, data: { other, indicator } }];
  });
}
