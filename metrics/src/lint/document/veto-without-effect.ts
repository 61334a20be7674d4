import type { LintContext } from '../context.ts';
import type { Found } from '../finding.ts';

/** A veto that holds the grade at the best there is, and the score at nothing. */
export function findVetoWithoutEffect({ scheme, leaves }: LintContext): Found[] {
  const [best] = scheme.grades;
  return leaves.flatMap(({ leaf: { code, rule }, path }): Found[] => {
    if (rule.type !== 'veto-when' && rule.type !== 'veto-when-positive') return [];
    if (best === undefined || rule.cap !== best.code || rule.scoreCap !== undefined) return [];
    return [{ code: 'veto-without-effect', node: code, path: `${path}/rule/cap`, data: { grade: best.zh } }];
  });
}
