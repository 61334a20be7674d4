import type { Found } from '../finding.ts';
import { areEqual, isVeto, scored, type ValuesContext } from './context.ts';

/** A leaf on which nearly everybody has the best score. */
export function findSaturated({ values, options }: ValuesContext): Found[] {
  return values.flatMap((one): Found[] => {
    const scores = scored(one);
    const best = scores.reduce((count, score) => (score >= one.range[1] ? count + 1 : count), 0);
    const share = best / scores.length;
    // Values that are all the same are another finding.
    if (isVeto(one.leaf) || scores.length < 2 || share < options.saturated || areEqual(one.present)) return [];
    const data = { share: share * 100, best, present: scores.length };
    return [{ code: 'saturated', node: one.leaf.code, path: `${one.path}/rule`, data }];
  });
}
