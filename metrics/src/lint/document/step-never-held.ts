import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';
import { reachOf } from './reach.ts';
import { areInOrder, laddersOf } from './tiers.ts';

/** A grade or colour above the highest score, or below one that takes even the lowest. */
export function findStepNeverHeld(context: LintContext): Found[] {
  const reach = reachOf(context);
  if (reach === null) return [];
  const [lowest, highest] = reach;
  const given = givenOtherwise(context);
  return laddersOf(context.scheme).flatMap(({ key, ladder }) => {
    if (!areInOrder(ladder.map(({ atLeast }) => atLeast))) return [];
    return ladder.flatMap(({ code, zh, atLeast }, k): Found[] => {
      const isTaken = (ladder[k - 1]?.atLeast ?? Infinity) <= lowest && !(key === 'grades' && given(code));
      if (atLeast <= highest && !isTaken) return [];
      const data = { ladder: key, step: zh, bound: atLeast, lowest, highest };
      return [{ code: 'step-never-held', node: null, path: `/${key}/${k}/atLeast`, data }];
    });
  });
}

/** A veto or a quota gives a grade that the score does not. */
function givenOtherwise({ scheme, leaves }: LintContext): (grade: string) => boolean {
  const caps = leaves.flatMap(({ leaf: { rule } }) =>
    'cap' in rule && typeof rule.cap === 'string' ? [rule.cap] : [],
  );
  return (grade) => caps.includes(grade) || (scheme.gradeQuotas?.length ?? 0) > 0;
}
