import type { Found } from '../finding.ts';
import { areEqual, isVeto, scored, type ValuesContext } from './context.ts';

/** A leaf whose values differ and whose scores do not: its rule looks elsewhere. */
export function findEqualScores({ values }: ValuesContext): Found[] {
  return values.flatMap((one): Found[] => {
    const scores = scored(one);
    const [score = 0] = scores;
    // All at the best are another finding.
    if (isVeto(one.leaf) || !areEqual(scores) || areEqual(one.present) || score >= one.range[1]) return [];
    const data = { score, present: scores.length };
    return [{ code: 'equal-scores', node: one.leaf.code, path: `${one.path}/rule`, data }];
  });
}
